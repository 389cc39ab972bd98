import json
from typing import Any

from ssmdsl.checks import check_document
from ssmdsl.loader import load


def told(
    service: str, api: str, *, code: str = "SSM605", **inputs: Any
) -> list[tuple[tuple[Any, ...], str]]:
    """Return path and message of what the check finds in a call."""
    call = {"Service": service, "Api": api, **inputs}
    step = {"name": "Call", "action": "aws:executeAwsApi", "inputs": call}
    source = json.dumps({"schemaVersion": "0.3", "mainSteps": [step]})
    (document,) = load(source.encode(), name="Doc").documents
    return [
        (finding.path[2:] if finding.step else finding.path, finding.message)
        for finding in check_document(document)
        if finding.code == code
    ]


def versioning(status: str) -> list[tuple[tuple[Any, ...], str]]:
    return told(
        "s3", "PutBucketVersioning", Bucket="logs", VersioningConfiguration={"Status": status}
    )


def test_a_word_that_the_service_does_not_know_is_answered_with_the_nearest() -> None:
    path = ("inputs", "VersioningConfiguration", "Status")

    assert versioning("enabled") == [
        (path, '"enabled" is not one of "Enabled", "Suspended". Did you mean "Enabled"?')
    ]
    assert versioning("Off") == [(path, '"Off" is not one of "Enabled", "Suspended".')]


def test_a_word_that_it_knows_and_one_that_comes_later_are_fine() -> None:
    assert versioning("Suspended") == []
    assert versioning("{{ global:REGION }}") == []


def test_the_key_of_a_map_can_be_such_a_word() -> None:
    attributes = {"DelaySecond": "0"}
    ((path, message),) = told("sqs", "SetQueueAttributes", QueueUrl="q", Attributes=attributes)

    assert path == ("inputs", "Attributes", "DelaySecond")
    assert message.endswith('Did you mean "DelaySeconds"?')


def test_a_word_of_an_enum_that_grows_may_be_new() -> None:
    def runtime(word: str, code: str) -> list[tuple[tuple[Any, ...], str]]:
        inputs = {"FunctionName": "audit", "Runtime": word}
        return told("lambda", "UpdateFunctionConfiguration", code=code, **inputs)

    assert runtime("python3.99", "SSM605") == []
    ((path, message),) = runtime("python3.99", "SSM613")
    assert path == ("inputs", "Runtime")
    assert message.startswith('"python3.99" is not one of "nodejs", "nodejs4.3", ')
    assert ' more, and wrong unless it is new. Did you mean "python3.' in message
    assert runtime("Python3.11", "SSM613") == []
    ((path, message),) = runtime("Python3.11", "SSM605")
    assert message.endswith('. Did you mean "python3.11"?')
