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
        if finding.code == "SSM603"
    ]


def test_every_parameter_that_is_missing_is_told() -> None:
    assert told("logs", "PutRetentionPolicy") == [
        (("inputs", "logGroupName"), "is required"),
        (("inputs", "retentionInDays"), "is required"),
    ]


def test_what_a_structure_needs_is_told() -> None:
    configuration: dict[str, Any] = {"Rules": [{"ApplyServerSideEncryptionByDefault": {}}]}
    found = told(
        "s3",
        "PutBucketEncryption",
        Bucket="logs",
        ServerSideEncryptionConfiguration=configuration,
    )
    below = ("Rules", 0, "ApplyServerSideEncryptionByDefault", "SSEAlgorithm")

    assert found == [(("inputs", "ServerSideEncryptionConfiguration", *below), "is required")]


def test_what_is_given_under_a_wrong_name_is_told_there() -> None:
    assert told("logs", "CreateLogGroup", LogGroupName="/a") == []


def test_a_token_is_filled_in_by_boto3() -> None:
    assert told("ssm", "CreateOpsItem", Title="a", Source="b", Description="c") == []
    assert (
        told("backup", "StartBackupJob", BackupVaultName="a", ResourceArn="b", IamRoleArn="c") == []
    )
