"""An output that selects something which the action does not give."""

import re
from collections.abc import Iterator

from ssmdsl.api_call import ApiCall
from ssmdsl.checks._check import Check, Found
from ssmdsl.checks._checked_document import CheckedDocument
from ssmdsl.selector import instead

_IN_PAYLOAD = re.compile(r"\$\.Payload(?!\w)")


def find(checked: CheckedDocument) -> Iterator[Found]:
    """Yield what is selected of no API and no script, and is not there."""
    for own in checked.selected_outputs:
        step, selector = own.step, own.output.selector
        message = ""
        if step.action == "aws:invokeLambdaFunction" and _IN_PAYLOAD.match(selector):
            message = _about_a_function(selector)
        elif not isinstance(step, ApiCall) and step.action != "aws:executeScript":
            message = own.selection.missing
        if message:
            yield Found(checked.path(step, "outputs", own.index, "Selector"), message)


def _about_a_function(selector: str) -> str:
    message = 'the root is what the function returned, and this is a key "Payload" in there'
    if selector == "$.Payload":
        return f"{message}; all of it is the output Payload, which is there without being declared"
    return message + instead(selector.replace("$.Payload", "$", 1))


CHECK = Check(
    code="SSM713",
    name="output-outside-result",
    severity="warning",
    means="An output selects something that the step's action does not give.",
    why="The step succeeds without the output, and the next step that reads it fails.",
    wrong="""
mainSteps:
  - name: FindOwner
    action: aws:invokeLambdaFunction
    inputs:
      FunctionName: find-owner
    outputs:
      - {Name: Owner, Selector: $.Payload.owner, Type: String}
outputs:
  - FindOwner.Owner
""",
    right="""
mainSteps:
  - name: FindOwner
    action: aws:invokeLambdaFunction
    inputs:
      FunctionName: find-owner
    outputs:
      - {Name: Owner, Selector: $.owner, Type: String}
outputs:
  - FindOwner.Owner
""",
    source="https://docs.aws.amazon.com/systems-manager/latest/userguide/automation-action-lamb.html",
    find=find,
)
