"""Several things of one name.

It is told where the document is made or read, by the language's own rules.
"""

from ssmdsl.checks._check import Check

CHECK = Check(
    code="SSM106",
    name="two-of-one-name",
    severity="error",
    means="Two steps, parameters, variables or outputs have the same name.",
    why="SSM refuses the document: a reference would not say which is meant.",
    wrong="""
mainSteps:
  - name: Wait
    action: aws:sleep
    inputs:
      Duration: PT30S
  - name: Wait
    action: aws:sleep
    inputs:
      Duration: PT30S
""",
    right="""
mainSteps:
  - name: Wait
    action: aws:sleep
    inputs:
      Duration: PT30S
  - name: WaitAgain
    action: aws:sleep
    inputs:
      Duration: PT30S
""",
    source="https://docs.aws.amazon.com/systems-manager/latest/userguide/documents-syntax-data-elements-parameters.html",
)
