"""A key or property that there is not.

It is told where the document is made or read, by the language's own rules.
"""

from ssmdsl.checks._check import Check

CHECK = Check(
    code="SSM101",
    name="unknown-key",
    severity="error",
    means="A key stands where SSM knows none of this name.",
    why="SSM refuses the document, or the key does nothing.",
    wrong="""
mainSteps:
  - name: Wait
    action: aws:sleep
    onFailiure: Continue
    inputs:
      Duration: PT30S
""",
    right="""
mainSteps:
  - name: Wait
    action: aws:sleep
    onFailure: Continue
    inputs:
      Duration: PT30S
""",
    source="https://docs.aws.amazon.com/systems-manager/latest/userguide/automation-actions.html",
)
