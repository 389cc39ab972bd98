"""An action that there is not.

It is told where the document is made or read, by the language's own rules.
"""

from ssmdsl.checks._check import Check

CHECK = Check(
    code="SSM104",
    name="unknown-action",
    severity="error",
    means="A step has an action that Automation does not know.",
    why="SSM refuses the document.",
    wrong="""
mainSteps:
  - name: Wait
    action: aws:wait
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
