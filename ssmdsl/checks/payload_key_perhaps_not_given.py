"""A key that some calls of a handler read of its input payload, which does not have it."""

from collections.abc import Iterator

from ssmdsl.checks._check import Check, Found
from ssmdsl.checks._checked_document import CheckedDocument
from ssmdsl.checks._payload_keys import keys_not_given


def find(checked: CheckedDocument) -> Iterator[Found]:
    """Yield the keys that not every call of the handler reads, and none finds."""
    return keys_not_given(checked, sure=False)


CHECK = Check(
    code="SSM814",
    name="payload-key-perhaps-not-given",
    severity="warning",
    means="The handler may come to read a key of the input payload that the step does not give.",
    why="The step fails with a KeyError when the script comes to that line.",
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
            if not events["Groups"]:
                raise ValueError("no groups in " + events["VpcId"])
            return {"Count": len(events["Groups"])}
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
        VpcId: vpc-0123456789abcdef0
      Script: |
        def count_groups(events, context):
            if not events["Groups"]:
                raise ValueError("no groups in " + events["VpcId"])
            return {"Count": len(events["Groups"])}
""",
    source="https://docs.aws.amazon.com/systems-manager/latest/userguide/automation-action-executeScript.html",
    find=find,
)
