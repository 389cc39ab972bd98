"""A cancellation that leads to a step which cannot follow one.

It is told where the document is made or read, by the language's own rules.
"""

from ssmdsl.checks._check import Check

CHECK = Check(
    code="SSM310",
    name="not-after-cancelling",
    severity="error",
    means="`onCancel` names a step whose action cannot follow a cancellation.",
    why="SSM refuses the document.",
    wrong="""
mainSteps:
  - name: Ask
    action: aws:pause
    onCancel: step:Wait
    inputs: {}
  - name: Wait
    action: aws:sleep
    inputs:
      Duration: PT30S
""",
    right="""
mainSteps:
  - name: Ask
    action: aws:pause
    inputs: {}
  - name: Wait
    action: aws:sleep
    inputs:
      Duration: PT30S
""",
    source="https://docs.aws.amazon.com/systems-manager/latest/userguide/automation-actions.html",
)
