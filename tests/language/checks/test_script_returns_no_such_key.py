from collections.abc import Callable
from textwrap import dedent
from typing import Any

import pytest

from ssmdsl.actions import ExecuteScript
from ssmdsl.checks._checked_document import CheckedDocument
from ssmdsl.checks.script_returns_no_such_key import find
from ssmdsl.document import Document
from ssmdsl.output import Output


def messages(
    script: str | Callable[[Any, Any], Any],
    *selectors: str,
    runtime: str = "python3.11",
) -> list[tuple[str | int, str]]:
    outputs = [Output(f"Found{number}", selector) for number, selector in enumerate(selectors)]
    is_text = isinstance(script, str)
    step = ExecuteScript(
        "Run",
        script=dedent(script) if isinstance(script, str) else script,
        handler="handler" if is_text and runtime.startswith("python") else None,
        runtime=runtime,
        outputs=outputs,
    )
    found = list(find(CheckedDocument(Document("Example", steps=[step]))))
    return [(one.path[3], one.message) for one in found]


BOTH = """
    def inner():
        return {"vpcID": 1}

    def handler(events, context):
        def inner():
            return {"vpcID": 1}
        if events:
            return {"vpcId": inner()}
        try:
            return {"state": None, "error": {"text": ""}}
        except ValueError:
            raise
    """


def test_a_key_that_no_return_of_the_handler_has_is_told() -> None:
    keys = 'only "vpcId", "state", "error"'
    assert messages(BOTH, "$.Payload.Nonsense.x", "$.Payload.vpcId", "$.Payload.vpcID") == [
        (0, f'the script never returns "Nonsense", {keys}'),
        (2, f'the script never returns "vpcID", {keys}; write "$.Payload.vpcId"'),
    ]


@pytest.mark.parametrize(
    ("selector", "message"),
    [
        (
            "$.Payload.GroupName",
            'the script never returns "GroupName", only "groupName", "state";'
            ' write "$.Payload.groupName"',
        ),
        (
            "$.Payload['Group']['x']",
            'the script never returns "Group", only "groupName", "state"',
        ),
        ("$.Payload.error", 'the script never returns "error", only "groupName", "state"'),
    ],
)
def test_what_it_returns_is_told(selector: str, message: str) -> None:
    script = """
        def handler(events, context):
            return {"groupName": events["name"], "state": None}
    """
    assert messages(script, selector) == [(0, message)]


def returns_a_name(events: dict[str, Any], context: dict[str, str]) -> dict[str, str]:
    return {"groupName": context["global:REGION"]}


def test_a_function_of_yours_is_read_too() -> None:
    assert messages(returns_a_name, "$.Payload.GroupName") == [
        (
            0,
            'the script never returns "GroupName", only "groupName"; write "$.Payload.groupName"',
        )
    ]
    assert messages(returns_a_name, "$.Payload.groupName") == []


@pytest.mark.parametrize(
    "body",
    [
        "return {'vpcId': 1}",
        "return {**events, 'x': 1}",
        "return {events['x']: 1}",
        "return {1: 1}",
        "return events",
        "return dict(x=1)",
        "return",
        "return {}",
        "pass",
        "if events: return {'x': 1}\n            return more(events)",
        "this is no Python",
    ],
)
def test_what_may_be_returned_is_left(body: str) -> None:
    script = f"""
        def handler(events, context):
            {body}
    """
    assert messages(script, "$.Payload.vpcId") == []


@pytest.mark.parametrize(
    "script",
    [
        "def other(e, c):\n    return {'x': 1}",
        "@wrapped\ndef handler(e, c):\n    return {'x': 1}",
        "def handler(e, c):\n    return {'x': 1}\ndef handler(e, c):\n    return {'vpcID': 1}",
        "from own import handler",
        "handler = lambda e, c: {'x': 1}",
    ],
)
def test_handlers_that_are_not_written_out_are_left(script: str) -> None:
    assert messages(script, "$.Payload.vpcId") == []


@pytest.mark.parametrize(
    "selector", ["$", "$.Payload", "$.Payload[0]", "$..vpcId", "$.ExecutionLog", "$.Payload[]"]
)
def test_selectors_of_no_key_are_left(selector: str) -> None:
    assert messages("def handler(e, c):\n    return {'x': 1}", selector) == []


def test_powershell_is_not_read() -> None:
    assert messages("return 1", "$.Payload.vpcId", runtime="PowerShell 7.4") == []


def test_what_python_warns_of_in_a_script_is_not_shown() -> None:
    script = "def handler(e, c):\n    return {'x': '\\d'}"
    assert messages(script, "$.Payload.y") == [(0, 'the script never returns "y", only "x"')]
