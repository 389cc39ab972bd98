from collections.abc import Callable
from typing import Any

import pytest

Told = Callable[..., list[tuple[str, str]]]


def output(selector: str) -> tuple[dict[str, str], ...]:
    return ({"Name": "Count", "Selector": selector, "Type": "String"},)


NOTHING = """\
import json

def handler(events, context):
    def inner():
        return 1
    print(inner())
    return None
"""
READS: dict[str, Any] = {
    "name": "Wait",
    "action": "aws:sleep",
    "inputs": {"Duration": "PT{{ Run.Count }}S"},
}


@pytest.mark.parametrize("selector", ["$.Payload", "$.Payload.Count", "$.Payload['Count'][0]"])
def test_an_output_of_a_handler_that_returns_nothing_is_told(
    told_of_script: Told, selector: str
) -> None:
    assert told_of_script("SSM811", NOTHING, outputs=output(selector)) == [
        (
            "outputs[0].Selector",
            "handler, line 3 of the script, never returns anything; return a dictionary",
        )
    ]


def test_a_key_that_is_never_returned_is_told(told_of_script: Told) -> None:
    script = """\
        def handler(events, context):
            if events:
                return {"count": 1, "name": ""}
            return {"count": 0}
        """
    assert told_of_script("SSM811", script, outputs=output("$.Payload.Count")) == [
        (
            "outputs[0].Selector",
            'handler, line 1 of the script, never returns a dictionary with "Count"; the keys are'
            ' "count", "name". Did you mean "count"?',
        )
    ]


def test_an_empty_dictionary_has_no_keys(told_of_script: Told) -> None:
    script = "def handler(events, context):\n    return {}\n"
    assert told_of_script("SSM811", script, outputs=output("$.Payload.Count")) == [
        (
            "outputs[0].Selector",
            'handler, line 1 of the script, never returns a dictionary with "Count"; it returns an'
            " empty one.",
        )
    ]


def test_it_is_an_error_where_a_step_reads_it(told_of_script: Told) -> None:
    given = {"outputs": output("$.Payload.Count"), "steps": (READS,)}
    assert told_of_script("SSM811", NOTHING, **given) == []
    assert told_of_script("SSM815", NOTHING, **given) == [
        (
            "outputs[0].Selector",
            "handler, line 3 of the script, never returns anything; return a dictionary",
        )
    ]
    assert told_of_script("SSM815", NOTHING, outputs=output("$.Payload.Count")) == []


@pytest.mark.parametrize(
    ("body", "selector"),
    [
        ("return {'Count': 1}", "$.Payload.Count"),
        ("return {'Count': 1}", "$.Payload"),
        ("return {'Count': 1}", "$"),
        ("return {'Count': 1}", "$.ExecutionLog"),
        ("return {'Count': 1}", "$.PayloadSize"),
        ("return {'Other': 1}", "$.Payload..Count"),
        ("return {'Other': 1}", "$.Payload.Count-all"),
        ("if events:\n        return {'Count': 1}\n    return None", "$.Payload.Count"),
        ("result = {}\n    return result", "$.Payload.Count"),
        ("return {**events}", "$.Payload.Count"),
        ("return {events['Key']: 1}", "$.Payload.Count"),
        ("yield 1", "$.Payload.Count"),
        ("try:\n        return {'Count': 1}\n    finally:\n        pass", "$.Payload.Count"),
    ],
)
def test_what_may_be_returned_is_not_told(told_of_script: Told, body: str, selector: str) -> None:
    script = f"def handler(events, context):\n    {body}\n"
    assert told_of_script("SSM811", script, outputs=output(selector)) == []
