"""An output of what a handler never returns, which a step reads."""

from collections.abc import Iterator

from ssmdsl.checks._check import Check, Found
from ssmdsl.checks._checked_document import CheckedDocument
from ssmdsl.checks._returns import never_returned


def find(checked: CheckedDocument) -> Iterator[Found]:
    """Yield the outputs that select nothing, and that a step reads."""
    yield from never_returned(checked, read=True)


CHECK = Check(
    code="SSM815",
    name="read-but-never-returned",
    severity="error",
    means="A step reads an output, and the handler never returns what that selects.",
    why="The output never has a value, so the step that reads it fails.",
    wrong="""
mainSteps:
  - name: ChooseName
    action: aws:executeScript
    inputs:
      Runtime: python3.11
      Handler: choose_name
      Script: |
        def choose_name(events, context):
            return {"name": "/vpc/flow-logs"}
    outputs:
      - Name: Name
        Selector: $.Payload.Name
        Type: String
  - name: CreateLogGroup
    action: aws:executeAwsApi
    inputs:
      Service: logs
      Api: CreateLogGroup
      logGroupName: "{{ ChooseName.Name }}"
    onFailure: Continue
""",
    right="""
mainSteps:
  - name: ChooseName
    action: aws:executeScript
    inputs:
      Runtime: python3.11
      Handler: choose_name
      Script: |
        def choose_name(events, context):
            return {"Name": "/vpc/flow-logs"}
    outputs:
      - Name: Name
        Selector: $.Payload.Name
        Type: String
  - name: CreateLogGroup
    action: aws:executeAwsApi
    inputs:
      Service: logs
      Api: CreateLogGroup
      logGroupName: "{{ ChooseName.Name }}"
    onFailure: Continue
""",
    source="https://docs.aws.amazon.com/systems-manager/latest/userguide/automation-action-executeScript.html",
    find=find,
)
