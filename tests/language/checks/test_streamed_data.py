import json
from typing import Any

import pytest

from ssmdsl.checks import check_document
from ssmdsl.loader import load


def told(
    service: str, api: str, selector: str, kind: str, **inputs: Any
) -> list[tuple[tuple[Any, ...], str]]:
    """Return path and message of what the check finds in a call with an output."""
    step = {
        "name": "Call",
        "action": "aws:executeAwsApi",
        "inputs": {"Service": service, "Api": api, **inputs},
        "outputs": [{"Name": "Found", "Selector": selector, "Type": kind}],
    }
    source = json.dumps({"schemaVersion": "0.3", "mainSteps": [step]})
    (document,) = load(source.encode(), name="Doc").documents
    found = [finding for finding in check_document(document) if finding.code == "SSM609"]
    return [(finding.path[2:], finding.message) for finding in found]


OBJECT = {"Bucket": "logs", "Key": "a"}


@pytest.mark.parametrize("selector", ["$.Body", "$..Body", "$['Body']"])
def test_a_selector_that_looks_into_a_stream_is_told(selector: str) -> None:
    message = (
        f'"{selector}" is a stream of bytes, which Automation does not read; call the operation'
        " in an aws:executeScript step"
    )

    assert told("s3", "GetObject", selector, "String", **OBJECT) == [
        (("outputs", 0, "Selector"), message)
    ]


def test_what_is_beside_the_stream_is_fine() -> None:
    assert told("s3", "GetObject", "$.ETag", "String", **OBJECT) == []
    assert told("s3", "GetObject", "$.BodyLength", "String", **OBJECT) == []
    assert told("s3", "HeadObject", "$.ETag", "String", **OBJECT) == []
    assert told("lambda", "Invoke", "$.StatusCode", "Integer", FunctionName="f") == []


def test_a_property_that_is_waited_for_is_looked_for_in_the_same_way() -> None:
    inputs = {"Service": "s3", "Api": "GetObject", **OBJECT}
    desired = {"PropertySelector": "$.Body", "DesiredValues": ["a"]}
    step = {
        "name": "Wait",
        "action": "aws:waitForAwsResourceProperty",
        "inputs": {**inputs, **desired},
    }
    source = json.dumps({"schemaVersion": "0.3", "mainSteps": [step]})
    (document,) = load(source.encode(), name="Doc").documents
    found = [finding for finding in check_document(document) if finding.code == "SSM609"]

    assert [finding.field for finding in found] == ["inputs.PropertySelector"]
