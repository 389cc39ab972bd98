import pytest

from ssmdsl.actions import ExecuteScript
from ssmdsl.checks._checked_document import CheckedDocument
from ssmdsl.checks.script_output_outside_payload import find
from ssmdsl.document import Document
from ssmdsl.output import Output


def messages(selector: str) -> list[str]:
    step = ExecuteScript(
        "Name", script="def name(e, c): ...", handler="name", outputs=[Output("Found", selector)]
    )
    found = list(find(CheckedDocument(Document("Example", steps=[step]))))
    assert all(one.path == ("mainSteps", 0, "outputs", 0, "Selector") for one in found)
    return [one.message for one in found]


@pytest.mark.parametrize(
    ("selector", "message"),
    [
        (
            "$.name",
            "what a script returns is in Payload, beside which there is only ExecutionLog;"
            ' write "$.Payload.name"',
        ),
        (
            "$['na me'][0]",
            "what a script returns is in Payload, beside which there is only ExecutionLog;"
            " write \"$.Payload['na me'][0]\"",
        ),
        (
            "$.payload.name",
            'what aws:executeScript gives has no "payload", only "Payload", "ExecutionLog";'
            ' write "$.Payload.name"',
        ),
        ("$.ExecutionLog.name", '$.ExecutionLog is text, which has no "name"'),
    ],
)
def test_what_is_beside_the_payload_is_told(selector: str, message: str) -> None:
    assert messages(selector) == [message]


@pytest.mark.parametrize(
    "selector", ["$", "$.Payload", "$.Payload.name[0].x", "$['Payload']", "$.ExecutionLog", "$..x"]
)
def test_what_is_there_is_left(selector: str) -> None:
    assert messages(selector) == []
