import json
from typing import Any

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
        if finding.code == "SSM611"
    ]


def test_a_text_that_does_not_match_the_pattern_is_told() -> None:
    message = '"vpc flow logs" does not match the service\'s pattern "[\\.\\-_/#A-Za-z0-9]+"'

    assert told("logs", "CreateLogGroup", logGroupName="vpc flow logs") == [
        (("inputs", "logGroupName"), message)
    ]


def test_what_matches_or_comes_later_or_is_very_long_is_fine() -> None:
    assert told("logs", "CreateLogGroup", logGroupName="/aws/vpc.flow-logs_1#a") == []
    assert told("logs", "CreateLogGroup", logGroupName="a b {{ global:REGION }}") == []
    assert told("logs", "CreateLogGroup", logGroupName="a " * 300) == []
