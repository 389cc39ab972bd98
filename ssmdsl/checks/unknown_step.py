"""A jump to a step that there is not.

It is told where the document is made or read, by the language's own rules.
"""

from ssmdsl.checks._check import Check

CHECK = Check(
    code="SSM301",
    name="unknown-step",
    severity="error",
    means="A step leads to one that the document does not have, or that it cannot jump to.",
    why="SSM refuses the document.",
    wrong="""
mainSteps:
  - name: Wait
    action: aws:sleep
    nextStep: Stop
    inputs:
      Duration: PT30S
""",
    right="""
mainSteps:
  - name: Wait
    action: aws:sleep
    inputs:
      Duration: PT30S
""",
    source="https://docs.aws.amazon.com/systems-manager/latest/userguide/automation-actions.html",
)
