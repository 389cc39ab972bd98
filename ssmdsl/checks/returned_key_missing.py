"""An output of a key that a handler never returns."""

from collections.abc import Iterator

from ssmdsl.checks._check import Check, Found
from ssmdsl.checks._checked_document import CheckedDocument
from ssmdsl.checks._returns import keys_of, payload_selectors, values_of
from ssmdsl.errors import did_you_mean, one_of, quoted


def find(checked: CheckedDocument) -> Iterator[Found]:
    """Yield the outputs that select a key that is in none of the returned dictionaries."""
    for script in checked.scripts:
        selected = {
            index: key for index, key in payload_selectors(script.step).items() if key is not None
        }
        if not selected or not script.is_read or script.handler is None:
            continue
        values = values_of(script)
        returned = keys_of(values) if values else None
        for index, key in selected.items():
            if returned is not None and key not in returned:
                keys = sorted(returned)
                has = f"returns {one_of(keys)}" if keys else "returns an empty dictionary"
                yield Found(
                    checked.path(script.step, "outputs", index, "Selector"),
                    f"it selects {quoted(key)}, and {script.handler.name} {has}."
                    f"{did_you_mean(key, keys)}",
                )


CHECK = Check(
    code="SSM815",
    name="returned-key-missing",
    severity="error",
    means="An output selects a key that none of the dictionaries has that the handler returns.",
    why="The selector finds nothing: the output has no value when a later step reads it.",
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
            return {"Count": len(events["Groups"])}
    outputs:
      - Name: Count
        Selector: $.Payload.count
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
