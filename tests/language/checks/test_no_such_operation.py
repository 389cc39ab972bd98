import pytest

from ssmdsl import Document, ExecuteAwsApi
from ssmdsl.checks import check_document
from ssmdsl.service_model import service_model


def told(service: str, api: str, **inputs: object) -> list[tuple[str, str, str | None]]:
    """Return field, message and fix of what is found in a call."""
    step = ExecuteAwsApi("Call", service=service, api=api, inputs=inputs)
    document = Document("Calls", assume_role=None, steps=[step])
    return [
        (finding.field, finding.message, finding.fix)
        for finding in check_document(document)
        if finding.code == "SSM601"
    ]


@pytest.mark.parametrize(
    ("service", "api", "right"),
    [
        ("cloudwatch", "CreateLogGroup", "logs"),
        ("cloudwatch", "create_log_group", "logs"),
        ("logs", "PutMetricAlarm", "cloudwatch"),
        ("elb", "DescribeTargetGroups", "elbv2"),
        ("ec2", "DescribeDBInstances", "rds"),  # not docdb, nor neptune, whose it is too
        ("iam", "AssumeRole", "sts"),
        ("autoscaling", "RegisterScalableTarget", "application-autoscaling"),
    ],
)
def test_an_operation_of_another_service_is_answered_with_that(
    service: str, api: str, right: str
) -> None:
    message = f'"{service}" has no operation "{api}"; write "{right}"'

    assert told(service, api) == [("inputs.Service", message, right)]


@pytest.mark.parametrize(
    ("service", "api", "right"),
    [
        ("states", "StartExecution", "stepfunctions"),  # the word in IAM's actions
        ("cloudwatch-logs", "CreateLogGroup", "logs"),
        ("eventbridge", "PutRule", "events"),
        ("EventBridge", "PutRule", "events"),
        ("email", "SendEmail", "ses"),  # the word in endpoints
        ("elasticfilesystem", "PutBackupPolicy", "efs"),
        ("config-service", "PutConfigRule", "config"),
        ("vpc", "CreateFlowLogs", "ec2"),
        ("monitoring", "NoSuchThing", "cloudwatch"),
    ],
)
def test_a_service_by_another_of_its_names_is_answered_with_that_of_boto3(
    service: str, api: str, right: str
) -> None:
    message = f'botocore knows no such service; write "{right}"'

    assert told(service, api) == [("inputs.Service", message, right)]


def test_services_that_can_do_the_same_are_told_apart_by_the_parameters() -> None:
    service, api = "elasticloadbalancing", "DescribeLoadBalancers"

    assert told(service, api, LoadBalancerArns=["arn"])[0][2] == "elbv2"
    assert told(service, api, LoadBalancerNames=["name"])[0][2] == "elb"
    assert told(service, api) == [
        (
            "inputs.Service",
            'botocore knows no such service; it is one of "elb", "elbv2"',
            None,
        )
    ]


def test_a_misspelled_name_is_answered_with_the_nearest() -> None:
    count = len(service_model("ec2").operation_names)

    assert told("lgs", "Nothing") == [
        ("inputs.Service", 'botocore knows no such service. Did you mean "logs"?', "logs")
    ]
    # Other services do have a DescribeInstance.
    assert told("ec2", "DescribeInstance") == [
        (
            "inputs.Api",
            f"the service has no such operation among its {count}."
            ' Did you mean "DescribeInstances"?',
            "DescribeInstances",
        )
    ]
    assert told("ec2", "Describeinstances")[0][2] == "DescribeInstances"


def test_an_operation_of_very_many_services_says_nothing_of_the_service() -> None:
    count = len(service_model("ssm").operation_names)

    assert told("ssm", "TagResource") == [
        (
            "inputs.Api",
            f"the service has no such operation among its {count}."
            ' Did you mean "AddTagsToResource"?',
            "AddTagsToResource",
        )
    ]
    assert [field for field, _, _ in told("cloudwatch", "CreateTags")] == ["inputs.Api"]


@pytest.mark.parametrize("service", ["ec2", "EC2"])
@pytest.mark.parametrize("api", ["DescribeInstances", "describe_instances", "describeInstances"])
def test_names_are_taken_as_ssm_takes_them(service: str, api: str) -> None:
    assert told(service, api) == []


def test_what_is_known_only_when_it_runs_is_no_mistake() -> None:
    assert told("{{ global:REGION }}", "DescribeInstances") == []
