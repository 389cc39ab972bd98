import math
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

import pytest

from ssmdsl import DefinitionError, Parameter
from ssmdsl.aws import (
    bedrock_runtime,
    cloudwatch,
    dynamodb,
    ec2,
    iot_data,
    lambda_,
    lexv2_runtime,
    logs,
    wafv2,
)

vpc = Parameter("VpcId")


def told(build: Any) -> str:
    """Return the one problem of what is built."""
    with pytest.raises(DefinitionError) as caught:
        build()
    (problem,) = caught.value.problems
    return str(problem)


@pytest.mark.parametrize(
    ("build", "message"),
    [
        (
            lambda: logs.PutRetentionPolicy(logGroupName="/a", retentionInDays=True),
            "retentionInDays: True is not an integer",
        ),
        (
            lambda: logs.PutRetentionPolicy(logGroupName="/a", retentionInDays=2**64),
            "retentionInDays: 18446744073709551616 has more than 64 bits",
        ),
        (lambda: ec2.DescribeVpcs(MaxResults=1), "MaxResults: 1 is too small; at least 5"),
        (lambda: ec2.DescribeVpcs(DryRun="true"), 'DryRun: "true" is not True or False'),
        (lambda: ec2.DescribeVpcs(VpcIds={"vpc-1"}), "VpcIds: {'vpc-1'} is not a list"),
        (lambda: ec2.DescribeVpcs(VpcIds=[None]), "VpcIds[0]: None is not text"),
        (
            lambda: ec2.DescribeVpcs(Filters=None),
            "Filters: None is not a value; leave the parameter out",
        ),
        (
            lambda: logs.CreateLogGroup(logGroupName=None),
            "logGroupName: None is not a value; it is required",
        ),
        (
            lambda: logs.CreateLogGroup(logGroupName=""),
            'logGroupName: "" is too short; at least 1 character',
        ),
        (
            lambda: ec2.DescribeVpcs(Filters={"Name": "state"}),
            "Filters: {'Name': 'state'} is not a list; write [{'Name': 'state'}]",
        ),
        (
            lambda: ec2.DescribeVpcs(Filters=["state"]),
            'Filters[0]: "state" is not a dictionary with "Name", "Values"',
        ),
        (
            lambda: ec2.DescribeVpcs(Filters=[{"Name": "state", "Values": "available"}]),
            'Filters[0].Values: "available" is not a list; write ["available"]',
        ),
        (
            lambda: ec2.DescribeVpcs(VpcIds="{{ Ids }}"),
            'VpcIds: "{{ Ids }}" is text, whose type is not known, and not "StringList";'
            " give the parameter or output itself, not in an f-string",
        ),
        (
            lambda: lambda_.TagResource(Resource="arn:aws:lambda:::x", Tags={"{{ A }}": "b"}),
            'Tags: the key "{{ A }}" is not filled in: only values are',
        ),
        (
            lambda: lambda_.TagResource(Resource="arn:aws:lambda:::x", Tags="a=b"),
            'Tags: "a=b" is not a dictionary',
        ),
        (
            lambda: cloudwatch.PutMetricAlarm(
                AlarmName="a",
                ComparisonOperator="GreaterThanThreshold",
                EvaluationPeriods=1,
                Threshold=math.nan,
            ),
            "Threshold: nan is not a number",
        ),
        (
            lambda: cloudwatch.PutMetricAlarm(
                AlarmName="a",
                ComparisonOperator="GreaterThanThreshold",
                EvaluationPeriods=1,
                Threshold=Decimal(1),
            ),
            "Threshold: Decimal('1') is not a number",
        ),
        (
            lambda: dynamodb.PutItem(TableName="t", Item={"a": {"M": {"b": {"L": [{"N": 5}]}}}}),
            "Item.a.M.b.L[0].N: 5 is not text",
        ),
        (
            lambda: lexv2_runtime.StartConversation(
                botId="ABCDEFGHIJ",
                botAliasId="ABCDEFGHIJ",
                localeId="en_US",
                sessionId="one",
                requestEventStream={},
            ),
            "requestEventStream: is a stream of events, which no document can send",
        ),
        (
            lambda: bedrock_runtime.Converse(
                modelId="m", additionalModelRequestFields={"a": [math.inf]}
            ),
            "additionalModelRequestFields.a[0]: inf is not a number that JSON can carry",
        ),
        (
            lambda: wafv2.ListTagsForResource(ResourceARN="too short"),
            'ResourceARN: "too short" is too short; at least 20 characters',
        ),
        (
            lambda: bedrock_runtime.Converse(
                modelId="m",
                messages=[{"role": "user", "content": [{}]}],
            ),
            'messages[0].content[0]: exactly one of "text", "image", "document", "video", "audio",'
            ' "toolUse", "toolResult", "guardContent", "cachePoint", "reasoningContent",'
            ' "citationsContent", "searchResult" and 2 more is to be given',
        ),
    ],
)
def test_a_value_that_boto3_or_json_would_refuse_is_refused(build: Any, message: str) -> None:
    step, rest = told(build).split(", inputs.", 1)

    assert step.startswith('step "')
    assert rest == message


def test_a_value_without_end_is_refused() -> None:
    circular: dict[str, Any] = {}
    circular["a"] = circular

    assert told(lambda: logs.CreateLogGroup(logGroupName="/a", tags=circular)) == (
        'step "CreateLogGroup", inputs.tags: is more than 100 levels deep, or contains itself'
    )


def metric_data(start: Any, end: Any) -> dict[str, Any]:
    step = cloudwatch.GetMetricData(MetricDataQueries=[], StartTime=start, EndTime=end)
    return step.action_inputs()


def test_moments_are_text_in_the_document() -> None:
    inputs = metric_data(datetime(2030, 1, 2, tzinfo=UTC), "2030-01-03")

    assert (inputs["StartTime"], inputs["EndTime"]) == ("2030-01-02T00:00:00+00:00", "2030-01-03")
    assert metric_data(1893456000, f"{vpc}T00:00:00Z")["StartTime"] == 1893456000


@pytest.mark.parametrize("moment", ["yesterday", "", True, math.nan, 1e300, date(2030, 1, 1), []])
def test_what_boto3_cannot_read_as_a_moment_is_refused(moment: Any) -> None:
    assert told(lambda: metric_data("2030-01-01", moment)).startswith(
        'step "GetMetricData", inputs.EndTime: '
    )
    assert told(lambda: metric_data("2030-01-01", moment)).endswith(
        " is not a time; give a datetime or ISO 8601 text"
    )


def test_a_moment_says_its_time_zone() -> None:
    assert told(lambda: metric_data("2030-01-01", datetime(2030, 1, 2))) == (
        'step "GetMetricData", inputs.EndTime: 2030-01-02 00:00:00 has no time zone; add tzinfo=UTC'
    )


def test_what_goes_as_json_takes_any_json() -> None:
    fields = {"a": [1, 2.5, None, {"b": True}]}
    converse = bedrock_runtime.Converse(modelId="m", additionalModelRequestFields=fields)
    publish = iot_data.Publish(topic="t", userProperties=[{"a": "b"}])

    assert converse.action_inputs()["additionalModelRequestFields"] == fields
    assert publish.action_inputs()["userProperties"] == [{"a": "b"}]
