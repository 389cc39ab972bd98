"""A key that is required and not there.

It is told where the document is made or read, by the language's own rules.
"""

from ssmdsl.checks._check import Check

CHECK = Check(
    code="SSM102",
    name="missing-key",
    severity="error",
    means="Something is required, and not there.",
    why="SSM refuses the document, or the step fails when its inputs are looked at.",
    wrong="""
mainSteps:
  - name: Wait
    action: aws:sleep
    inputs: {}
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
