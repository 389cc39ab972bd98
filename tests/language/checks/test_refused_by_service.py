import json
from typing import Any

import pytest

from ssmdsl.checks import check_document
from ssmdsl.checks._service_limits import LIMITS, Limit
from ssmdsl.loader import load
from ssmdsl.service_model import operation_model


def told(service: str, api: str, **inputs: Any) -> list[tuple[tuple[Any, ...], str]]:
    """Return path and message of what the check finds in a call."""
    call = {"Service": service, "Api": api, **inputs}
    step = {"name": "Call", "action": "aws:executeAwsApi", "inputs": call}
    source = json.dumps({"schemaVersion": "0.3", "mainSteps": [step]})
    (document,) = load(source.encode(), name="Doc").documents
    return [
        (finding.path[2:] if finding.step else finding.path, finding.message)
        for finding in check_document(document)
        if finding.code == "SSM607"
    ]


@pytest.mark.parametrize(
    ("call", "inputs", "path", "message"),
    [
        (
            "logs.PutRetentionPolicy",
            {"logGroupName": "/a", "retentionInDays": 20},
            ("retentionInDays",),
            "20 is not one of 1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731,"
            " 1096, 1827, 2192, 2557, 2922, 3288, 3653; write 14",
        ),
        (
            "kms.ScheduleKeyDeletion",
            {"KeyId": "a", "PendingWindowInDays": 5},
            ("PendingWindowInDays",),
            "5 is not from 7 to 30",
        ),
        (
            "redshift.ModifyCluster",
            {"ClusterIdentifier": "a", "ManualSnapshotRetentionPeriod": 0},
            ("ManualSnapshotRetentionPeriod",),
            "0 is not from 1 to 3653, or -1",
        ),
        (
            "sqs.SetQueueAttributes",
            {"QueueUrl": "q", "Attributes": {"VisibilityTimeout": "43201"}},
            ("Attributes", "VisibilityTimeout"),
            '"43201" is not from 0 to 43200',
        ),
        (
            "ec2.CreateTags",
            {"Resources": ["i-1"], "Tags": [{"Key": "a"}, {"Key": "aws:owner"}]},
            ("Tags", 1, "Key"),
            '"aws:owner" is not a key of yours: "aws:" begins those of AWS itself',
        ),
        (
            "events.PutRule",
            {"Name": "a", "ScheduleExpression": "rate(1 days)"},
            ("ScheduleExpression",),
            '"rate(1 days)" is not a schedule, as rate(1 day), rate(5 minutes) or'
            " cron(0 10 * * ? *)",
        ),
        (
            "s3.CreateBucket",
            {"Bucket": "Audit_Logs"},
            ("Bucket",),
            '"Audit_Logs" is not the name of a bucket: 3 to 63 lower-case letters, digits, dots'
            " and hyphens",
        ),
        (
            "s3.PutBucketPolicy",
            {"Bucket": "logs", "Policy": "{'Statement': []}"},
            ("Policy",),
            "\"{'Statement': []}\" is not JSON: Expecting property name enclosed in double"
            " quotes: line 1 column 2 (char 1)",
        ),
        (
            "wafv2.PutLoggingConfiguration",
            {
                "LoggingConfiguration": {
                    "ResourceArn": "arn:aws:wafv2:eu-west-1:111122223333:regional/webacl/a/b",
                    "LogDestinationConfigs": ["arn:aws:s3:::audit-logs"],
                }
            },
            ("LoggingConfiguration", "LogDestinationConfigs", 0),
            '"arn:aws:s3:::audit-logs" is not the ARN of what is called "aws-waf-logs-" and more',
        ),
        (
            "cloudwatch.PutMetricAlarm",
            {
                "AlarmName": "a",
                "ComparisonOperator": "GreaterThanThreshold",
                "EvaluationPeriods": 1,
                "TreatMissingData": "not_breaching",
            },
            ("TreatMissingData",),
            '"not_breaching" is not one of "breaching", "notBreaching", "ignore", "missing".'
            ' Did you mean "notBreaching"?',
        ),
    ],
)
def test_what_the_service_refuses_is_told(
    call: str, inputs: dict[str, Any], path: tuple[Any, ...], message: str
) -> None:
    assert told(*call.split("."), **inputs) == [(("inputs", *path), message)]


@pytest.mark.parametrize(
    "schedule",
    ["rate(1 hour)", "rate(10 minutes)", "cron(0 10 * * ? *)", "rate({{ global:REGION }})", ""],
)
def test_schedules_that_eventbridge_takes_are_fine(schedule: str) -> None:
    assert told("events", "PutRule", Name="a", ScheduleExpression=schedule) == []


def test_other_values_are_fine_and_other_types_are_told_elsewhere() -> None:
    assert told("logs", "PutRetentionPolicy", logGroupName="/a", retentionInDays=3653) == []
    assert told("logs", "PutRetentionPolicy", logGroupName="/a", retentionInDays="20") == []
    assert (
        told("redshift", "ModifyCluster", ClusterIdentifier="a", ManualSnapshotRetentionPeriod=-1)
        == []
    )
    assert told("ec2", "CreateTags", Resources=["i-1"], Tags=[{"Key": "awsome"}]) == []


@pytest.mark.parametrize(
    "limit", LIMITS, ids=lambda limit: f"{limit.calls[0]}.{limit.parameter[-1]}"
)
def test_every_limit_is_of_a_parameter_that_there_is(limit: Limit) -> None:
    assert limit.source.startswith("https://docs.aws.amazon.com/")
    for call in limit.calls:
        shape: Any = operation_model(*call.split(".")).input_shape
        for name in limit.parameter:
            if name == "[]":
                shape = shape.member
            elif shape.type_name == "map":
                assert name in shape.key.enum
                shape = shape.value
            else:
                shape = shape.members[name]
