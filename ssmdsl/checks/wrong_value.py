"""A value that cannot stand where it does.

It is told where the document is made or read, by the language's own rules.
"""

from ssmdsl.checks._check import Check

CHECK = Check(
    code="SSM103",
    name="wrong-value",
    severity="error",
    means="A value has another type, form or size than it can have.",
    why="SSM refuses the document, or the step fails when its inputs are looked at.",
    wrong="""
mainSteps:
  - name: Wait
    action: aws:sleep
    inputs:
      Duration: 30 seconds
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
