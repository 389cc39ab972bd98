"""Things of which one excludes the other.

It is told where the document is made or read, by the language's own rules.
"""

from ssmdsl.checks._check import Check

CHECK = Check(
    code="SSM107",
    name="excluded-together",
    severity="error",
    means="Two things are given of which there can be only one.",
    why="SSM refuses the document, or takes no notice of one of them.",
    wrong="""
mainSteps:
  - name: Wait
    action: aws:sleep
    isEnd: true
    nextStep: WaitAgain
    onFailure: step:WaitAgain
    inputs:
      Duration: PT30S
  - name: WaitAgain
    action: aws:sleep
    inputs:
      Duration: PT30S
""",
    right="""
mainSteps:
  - name: Wait
    action: aws:sleep
    nextStep: WaitAgain
    inputs:
      Duration: PT30S
  - name: WaitAgain
    action: aws:sleep
    isEnd: true
    inputs:
      Duration: PT30S
""",
    source="https://docs.aws.amazon.com/systems-manager/latest/userguide/automation-actions.html",
)
