"""A key that a handler reads of its input payload, which does not have it."""

from collections.abc import Iterator

from ssmdsl.checks._check import Check, Found
from ssmdsl.checks._checked_document import CheckedDocument
from ssmdsl.checks._payload_keys import keys_not_given


def find(checked: CheckedDocument) -> Iterator[Found]:
    """Yield the keys that every call of the handler reads, and none finds."""
    return keys_not_given(checked, sure=True)


CHECK = Check(
    code="SSM807",
    name="payload-key-not-given",
    severity="error",
    means="The handler reads a key of the input payload that the step does not give.",
    why="The step fails with a KeyError each time it runs.",
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
            groups = events.get("Groups", [])
            return {"Count": len(groups), "Region": events["Region"]}
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
        Region: "{{ global:REGION }}"
      Script: |
        def count_groups(events, context):
            groups = events.get("Groups", [])
            return {"Count": len(groups), "Region": events["Region"]}
""",
    source="https://docs.aws.amazon.com/systems-manager/latest/userguide/automation-action-executeScript.html",
    find=find,
)
