import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ssmflow_terraform.diagnostic import Diagnostic
from ssmflow_terraform.event import Event, Outputs, Planned, Summary, Worked, parse_event

RESOURCE = {"resource": {"addr": "aws_iam_role.x"}}


@pytest.mark.parametrize(
    ("told", "event"),
    [
        (
            {"type": "planned_change", "change": {**RESOURCE, "action": "create"}},
            Planned("aws_iam_role.x", "create"),
        ),
        ({"type": "planned_change", "change": {**RESOURCE, "action": "read"}}, None),
        (
            {"type": "apply_start", "hook": {**RESOURCE, "action": "create"}},
            Worked("start", "aws_iam_role.x", "create"),
        ),
        (
            {
                "type": "apply_complete",
                "hook": {**RESOURCE, "action": "create", "id_value": "r", "elapsed_seconds": 2},
            },
            Worked("complete", "aws_iam_role.x", "create", "r", 2),
        ),
        ({"type": "apply_complete", "hook": {**RESOURCE, "action": "read"}}, None),
        (
            {"type": "apply_errored", "hook": {**RESOURCE, "action": "delete"}},
            Worked("errored", "aws_iam_role.x", "delete"),
        ),
        (
            {
                "type": "change_summary",
                "changes": {"add": 1, "change": 2, "remove": 3, "import": 4, "operation": "plan"},
            },
            Summary("plan", 1, 2, 3, 4),
        ),
        ({"type": "outputs", "outputs": {"a": {"value": [1]}}}, Outputs({"a": [1]})),
        ({"type": "resource_drift", "change": {**RESOURCE, "action": "update"}}, None),
        ({"type": "version", "terraform": "1.11.4"}, None),
        ([1], None),
        (
            {
                "type": "diagnostic",
                "diagnostic": {
                    "severity": "error",
                    "summary": "No.",
                    "detail": "Because.",
                    "address": "aws_iam_role.x",
                    "range": {"filename": "a.tf", "start": {"line": 3}},
                },
            },
            Diagnostic("error", "No.", "Because.", "aws_iam_role.x", "a.tf", 3, "a-rule"),
        ),
    ],
)
def test_a_line_becomes_an_event(told: Any, event: Event | None) -> None:
    assert parse_event(json.dumps(told), {"a.tf": "a-rule"}) == event


@given(st.text())
def test_what_is_no_json_is_no_event(line: str) -> None:
    assert parse_event(line, {}) is None


@pytest.mark.parametrize(
    ("diagnostic", "text"),
    [
        (
            Diagnostic("error", "No.", "Because.\nSo.", "aws_iam_role.x", "a.tf", 3, "a-rule"),
            'a.tf:3, remediation of "a-rule", aws_iam_role.x: No.\n  Because.\n  So.',
        ),
        (Diagnostic("error", "No."), "No."),
        (Diagnostic("error", "No.", address='provider["x"]'), "No."),
        (Diagnostic("error", "No: why", "why"), "No: why"),
    ],
)
def test_a_diagnostic_says_where_and_what(diagnostic: Diagnostic, text: str) -> None:
    assert str(diagnostic) == text


def test_a_diagnostic_without_a_place_has_none() -> None:
    given = {"severity": "warning", "summary": "x", "range": {"filename": "<empty>"}}

    assert Diagnostic.of(given, {}) == Diagnostic("warning", "x")
