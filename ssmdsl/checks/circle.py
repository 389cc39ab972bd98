"""Steps that run in a circle.

It is told where the document is made or read, by the language's own rules.
"""

from ssmdsl.checks._check import Check

CHECK = Check(
    code="SSM302",
    name="circle",
    severity="error",
    means="Steps lead to each other in a circle.",
    why="SSM refuses the document, which would not end. What is to be repeated is for `aws:loop`.",
    wrong="""
mainSteps:
  - name: Wait
    action: aws:sleep
    inputs:
      Duration: PT30S
  - name: WaitAgain
    action: aws:sleep
    nextStep: Wait
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
    source="https://docs.aws.amazon.com/systems-manager/latest/userguide/automation-actions.html",
)
