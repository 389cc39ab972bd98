"""An output of what a handler returns, which is nothing."""

from collections.abc import Iterator

from ssmdsl.checks._check import Check, Found
from ssmdsl.checks._checked_document import CheckedDocument
from ssmdsl.checks._returns import payload_selectors, values_of
from ssmdsl.checks._script import line_of


def find(checked: CheckedDocument) -> Iterator[Found]:
    """Yield the outputs that select from the payload of a handler that returns none."""
    for script in checked.scripts:
        selectors = payload_selectors(script.step)
        handler = script.handler if selectors and script.is_read else None
        if handler is not None and values_of(script) == []:
            for index in selectors:
                yield Found(
                    checked.path(script.step, "outputs", index, "Selector"),
                    f"it selects from what the handler returns, and {handler.name},"
                    f" {line_of(handler)}, returns nothing; return a dictionary",
                )


CHECK = Check(
    code="SSM811",
    name="returns-nothing",
    severity="error",
    means="An output selects from what the handler returns, and the handler returns nothing.",
    why="There is no payload to select from: the output has no value when a later step reads it.",
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
