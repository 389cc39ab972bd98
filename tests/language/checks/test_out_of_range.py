import json
from typing import Any

import pytest

from ssmdsl.checks import check_document
from ssmdsl.loader import load


def told(service: str, api: str, **inputs: Any) -> list[tuple[tuple[Any, ...], str]]:
    """Return path and message of what the check finds in a call."""
    call = {"Service": service, "Api": api, **inputs}
    step = {"name": "Call", "action": "aws:executeAwsApi", "inputs": call}
    source = json.dumps({"schemaVersion": "0.3", "mainSteps": [step]})
    (document,) = load(source.encode(), name="Doc").documents
    return [
        (finding.path[2:] if finding.step else finding.path, finding.message)
        for finding in check_document(document)
        if finding.code == "SSM606"
    ]


@pytest.mark.parametrize(
    ("days", "message"),
    [(0, "0 is too small; at least 1"), (1096, "1096 is too large; at most 1095")],
)
def test_a_number_out_of_range_is_told(days: int, message: str) -> None:
    found = told("iam", "UpdateAccountPasswordPolicy", MaxPasswordAge=days)

    assert found == [(("inputs", "MaxPasswordAge"), message)]


def test_a_text_or_list_out_of_range_is_told() -> None:
    name = ("inputs", "logGroupName")

    assert told("logs", "CreateLogGroup", logGroupName="") == [
        (name, '"" is too short; at least 1 character')
    ]
    ((path, message),) = told("logs", "CreateLogGroup", logGroupName="a" * 513)
    assert (path, message[-40:]) == (name, "is too long, 513; at most 512 characters")
    attributes = [{"Key": str(number), "Value": "v"} for number in range(21)]
    assert told(
        "elbv2", "ModifyLoadBalancerAttributes", LoadBalancerArn="a", Attributes=attributes
    ) == [(("inputs", "Attributes"), "has 21 items; there may be at most 20")]


@pytest.mark.parametrize("days", [1, 1095])
def test_the_bounds_themselves_are_fine(days: int) -> None:
    assert told("iam", "UpdateAccountPasswordPolicy", MaxPasswordAge=days) == []


def test_how_long_a_text_becomes_is_not_known_before() -> None:
    assert told("logs", "CreateLogGroup", logGroupName="a" * 512 + "{{ global:REGION }}") == []
