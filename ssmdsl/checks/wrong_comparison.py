"""A comparison of values that cannot be compared.

It is told where the document is made or read, by the language's own rules.
"""

from ssmdsl.checks._check import Check

CHECK = Check(
    code="SSM211",
    name="wrong-comparison",
    severity="error",
    means="A condition compares a value in a way that its type does not have.",
    why="SSM refuses the document, or the condition is never true.",
    wrong="""
parameters:
  Count:
    type: Integer
mainSteps:
  - name: AreThereMany
    action: aws:branch
    isEnd: true
    inputs:
      Choices:
        - Variable: "{{ Count }}"
          StringEquals: "10"
          NextStep: Wait
  - name: Wait
    action: aws:sleep
    inputs:
      Duration: PT30S
""",
    right="""
parameters:
  Count:
    type: Integer
mainSteps:
  - name: AreThereMany
    action: aws:branch
    isEnd: true
    inputs:
      Choices:
        - Variable: "{{ Count }}"
          NumericEquals: 10
          NextStep: Wait
  - name: Wait
    action: aws:sleep
    inputs:
      Duration: PT30S
""",
    source="https://docs.aws.amazon.com/systems-manager/latest/userguide/automation-branch-condition.html",
)
