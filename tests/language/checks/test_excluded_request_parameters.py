import json
from typing import Any

import pytest

from ssmdsl.checks import check_document
from ssmdsl.checks._combinations import COMBINATIONS, Rule
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
        if finding.code == "SSM608"
    ]


FLOW_LOGS = {"ResourceIds": ["vpc-1"], "ResourceType": "VPC", "TrafficType": "ALL"}
ALARM = {
    "AlarmName": "a",
    "ComparisonOperator": "GreaterThanThreshold",
    "EvaluationPeriods": 1,
    "MetricName": "Errors",
}


@pytest.mark.parametrize(
    ("more", "found"),
    [
        (
            {},
            [
                (
                    (),
                    '"DeliverLogsPermissionArn" is required where "LogDestinationType" is by'
                    ' default "cloud-watch-logs"',
                ),
                (
                    (),
                    'one of "LogGroupName", "LogDestination" is required where'
                    ' "LogDestinationType" is by default "cloud-watch-logs"',
                ),
            ],
        ),
        (
            {"LogGroupName": "a", "DeliverLogsPermissionArn": "b", "LogDestination": "c"},
            [(("LogDestination",), 'it cannot be given together with "LogGroupName"')],
        ),
        (
            {"LogDestinationType": "s3"},
            [
                (
                    ("LogDestinationType",),
                    '"LogDestination" is required where "LogDestinationType" is "s3"',
                )
            ],
        ),
        (
            {
                "LogDestinationType": "s3",
                "LogDestination": "arn:aws:s3:::logs",
                "DeliverLogsPermissionArn": "a",
            },
            [
                (
                    ("DeliverLogsPermissionArn",),
                    'it cannot be given where "LogDestinationType" is "s3"',
                )
            ],
        ),
        ({"LogGroupName": "a", "DeliverLogsPermissionArn": "b"}, []),
        ({"LogDestinationType": "s3", "LogDestination": "arn:aws:s3:::logs"}, []),
        ({"LogDestinationType": "{{ global:REGION }}", "LogGroupName": "a"}, []),
    ],
)
def test_the_destination_of_flow_logs_says_what_they_need(
    more: dict[str, Any], found: list[tuple[tuple[Any, ...], str]]
) -> None:
    expected = [(("inputs", *path), message) for path, message in found]

    assert told("ec2", "CreateFlowLogs", **FLOW_LOGS, **more) == expected


def test_flow_logs_of_a_vpc_say_which_traffic() -> None:
    given = {"ResourceIds": ["vpc-1"], "LogGroupName": "a", "DeliverLogsPermissionArn": "b"}

    assert told("ec2", "CreateFlowLogs", ResourceType="VPC", **given) == [
        (
            ("inputs", "ResourceType"),
            '"TrafficType" is required where "ResourceType" is "VPC"',
        )
    ]
    assert told("ec2", "CreateFlowLogs", ResourceType="TransitGateway", **given) == []


def test_one_attribute_is_changed_at_a_time() -> None:
    on = {"Value": True}

    assert told("ec2", "ModifyInstanceAttribute", InstanceId="i", EbsOptimized=on) == []
    assert told(
        "ec2", "ModifyInstanceAttribute", InstanceId="i", EbsOptimized=on, DisableApiStop=on
    ) == [(("inputs", "DisableApiStop"), 'it cannot be given together with "EbsOptimized"')]


def test_a_rule_needs_a_schedule_or_a_pattern() -> None:
    assert told("events", "PutRule", Name="a") == [
        (("inputs",), 'one of "ScheduleExpression", "EventPattern" is to be given')
    ]


def test_an_alarm_of_a_metric_says_which_and_how_often() -> None:
    assert told("cloudwatch", "PutMetricAlarm", **ALARM, Namespace="AWS/Lambda") == [
        (("inputs", "MetricName"), '"Period" is required with "MetricName"'),
        (
            ("inputs", "MetricName"),
            'one of "Statistic", "ExtendedStatistic" is required with "MetricName"',
        ),
    ]
    assert (
        told(
            "cloudwatch",
            "PutMetricAlarm",
            **ALARM,
            Namespace="AWS/Lambda",
            Period=60,
            Statistic="Sum",
        )
        == []
    )


def test_a_union_has_exactly_one_member() -> None:
    ((path, message),) = told(
        "bedrock-runtime", "Converse", modelId="m", messages=[{"role": "user", "content": [{}]}]
    )

    assert path == ("inputs", "messages", 0, "content", 0)
    assert message.startswith('exactly one of "text", "image", ')


@pytest.mark.parametrize("rule", COMBINATIONS, ids=lambda rule: rule.calls[0])
def test_every_rule_is_of_parameters_that_there_are(rule: Rule) -> None:
    names = [getattr(rule, "name", None), *getattr(rule, "names", ())]
    for field in ("needs", "needs_one_of", "excludes"):
        names += getattr(rule, field, ())
    for call in rule.calls:
        shape: Any = operation_model(*call.split(".")).input_shape
        assert [name for name in names if name is not None and name not in shape.members] == []
    assert rule.source.startswith("https://docs.aws.amazon.com/")
