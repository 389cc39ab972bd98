"""A script in a file that is not attached.

It is told where the document is made or read, by the language's own rules.
"""

from ssmdsl.checks._check import Check

CHECK = Check(
    code="SSM202",
    name="unknown-attachment",
    severity="error",
    means="A step takes its script from an attachment that the document does not list.",
    why="The step fails: there is no such file.",
    wrong="""
mainSteps:
  - name: Repair
    action: aws:executeScript
    inputs:
      Runtime: python3.11
      Handler: repair.main
      Attachment: repair.zip
""",
    right="""
files:
  repair.zip:
    checksums:
      sha256: 8f14e45fceea167a5a36dedd4bea2543d6c4ad4c8d9b9bf4a1f4dbd8b6a9a8c5
mainSteps:
  - name: Repair
    action: aws:executeScript
    inputs:
      Runtime: python3.11
      Handler: repair.main
      Attachment: repair.zip
""",
    source="https://docs.aws.amazon.com/systems-manager/latest/userguide/automation-action-executeScript.html",
)
