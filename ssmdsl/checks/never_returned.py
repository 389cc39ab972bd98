"""An output of what a handler never returns."""

from collections.abc import Iterator

from ssmdsl.checks._check import Check, Found
from ssmdsl.checks._checked_document import CheckedDocument
from ssmdsl.checks._returns import never_returned


def find(checked: CheckedDocument) -> Iterator[Found]:
    """Yield the outputs that select nothing, and that no step reads."""
    yield from never_returned(checked, read=False)


CHECK = Check(
    code="SSM811",
    name="never-returned",
    severity="warning",
    means="An output selects what the handler never returns.",
    why="The output never has a value. No step reads it, so this is all that happens.",
    wrong="""
mainSteps:
  - name: CountGroups
    action: aws:executeScript
    inputs:
      Runtime: python3.11
      Handler: count_groups
      InputPayload:
        Groups: [sg-0123456789abcdef0]
      Script: |
        def count_groups(events, context):
            print(len(events["Groups"]))
    outputs:
      - Name: Count
        Selector: $.Payload.Count
        Type: Integer
outputs:
  - CountGroups.Count
""",
    right="""
mainSteps:
  - name: CountGroups
    action: aws:executeScript
    inputs:
      Runtime: python3.11
      Handler: count_groups
      InputPayload:
        Groups: [sg-0123456789abcdef0]
      Script: |
        def count_groups(events, context):
            return {"Count": len(events["Groups"])}
    outputs:
      - Name: Count
        Selector: $.Payload.Count
        Type: Integer
outputs:
  - CountGroups.Count
""",
    source="https://docs.aws.amazon.com/systems-manager/latest/userguide/automation-action-executeScript.html",
    find=find,
)
