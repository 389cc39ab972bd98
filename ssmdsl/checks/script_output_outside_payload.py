"""An output of a script that does not begin at what the script returned."""

from collections.abc import Iterator

from ssmdsl.actions import ExecuteScript
from ssmdsl.checks._check import Check, Found
from ssmdsl.checks._checked_document import CheckedDocument
from ssmdsl.errors import fix_of
from ssmdsl.selector import instead


def find(checked: CheckedDocument) -> Iterator[Found]:
    """Yield the outputs of scripts that are neither in Payload nor in ExecutionLog."""
    for own in checked.selected_outputs:
        if own.selection.missing and isinstance(own.step, ExecuteScript):
            path = checked.path(own.step, "outputs", own.index, "Selector")
            yield Found(path, _message(own.output.selector, own.selection.missing))


def _message(selector: str, missing: str) -> str:
    if selector.startswith("$.ExecutionLog") or fix_of(missing) is not None:
        return missing  # what is there was meant, and written otherwise
    message = "what a script returns is in Payload, beside which there is only ExecutionLog"
    return message + instead(selector.replace("$", "$.Payload", 1))


CHECK = Check(
    code="SSM704",
    name="script-output-outside-payload",
    severity="error",
    means="An output of a script selects something beside what the script returned.",
    why="The step succeeds without the output, and the next step that reads it fails.",
    wrong="""
mainSteps:
  - name: MakeName
    action: aws:executeScript
    inputs:
      Runtime: python3.11
      Handler: handler
      Script: |
        def handler(events, context):
            return {"name": "flow-logs-" + context["global:REGION"]}
    outputs:
      - {Name: Name, Selector: $.name, Type: String}
outputs:
  - MakeName.Name
""",
    right="""
mainSteps:
  - name: MakeName
    action: aws:executeScript
    inputs:
      Runtime: python3.11
      Handler: handler
      Script: |
        def handler(events, context):
            return {"name": "flow-logs-" + context["global:REGION"]}
    outputs:
      - {Name: Name, Selector: $.Payload.name, Type: String}
outputs:
  - MakeName.Name
""",
    source="https://docs.aws.amazon.com/systems-manager/latest/userguide/automation-action-executeScript.html",
    find=find,
)
