from typing import Any

import pytest

from ssmdsl import Document, ManagedRule, Remediation, Statement
from ssmdsl.actions import (
    ChangeInstanceState,
    CreateTags,
    ExecuteAwsApi,
    RunCommand,
    Sleep,
)
from ssmdsl.checks import check_remediation
from ssmdsl.step import Step

RULE = ManagedRule("S3_BUCKET_VERSIONING_ENABLED")


def call(service: str, api: str, **inputs: Any) -> ExecuteAwsApi:
    return ExecuteAwsApi("Call", service=service, api=api, inputs=inputs)


def needed(*steps: Step, allow: tuple[Statement | str, ...] = ("x:Nothing",)) -> list[str]:
    remediation = Remediation(rule=RULE, document=Document("Call", steps=list(steps)), allow=allow)
    findings = [own for own in check_remediation(remediation) if own.code == "SSM402"]
    assert all(own.path == ("Parameters", "AutomationAssumeRole") for own in findings)
    return [own.message for own in findings]


def test_an_action_that_is_not_allowed_is_told_once() -> None:
    again = ExecuteAwsApi("Again", service="ec2", api="StopInstances")
    assert needed(call("ec2", "StopInstances"), again, allow=("ec2:StopInstance",)) == [
        'step "Call" needs "ec2:StopInstances", which the automation is not allowed; add it to a'
        " statement"
    ]


@pytest.mark.parametrize(
    "allow",
    ["ec2:StopInstances", "ec2:stopinstances", "ec2:Stop*", "ec2:*", "*", "ec2:StopInstance?"],
)
def test_a_statement_allows_it(allow: str) -> None:
    assert needed(call("ec2", "StopInstances"), allow=(allow,)) == []
    on_one = Statement([allow], ["arn:aws:ec2:*:*:instance/i-0a1b2c3d"])
    assert needed(call("ec2", "StopInstances"), allow=(on_one,)) == []


@pytest.mark.parametrize(
    ("step", "actions"),
    [
        (call("logs", "CreateLogGroup"), ["logs:CreateLogGroup"]),
        (call("cloudwatch", "PutMetricAlarm"), ["cloudwatch:PutMetricAlarm"]),
        (call("elbv2", "DescribeRules"), ["elasticloadbalancing:DescribeRules"]),
        (call("docdb", "ModifyDBCluster"), ["rds:ModifyDBCluster"]),
        (call("apigateway", "UpdateStage"), ["apigateway:PATCH"]),
        (call("apigatewayv2", "DeleteApi"), ["apigateway:DELETE"]),
        (call("resourcegroupstaggingapi", "TagResources"), ["tag:TagResources"]),
        (call("budgets", "CreateBudget"), ["budgets:ModifyBudget"]),
        (call("budgets", "DescribeBudgets"), ["budgets:ViewBudget"]),
        (call("lambda", "Invoke"), ["lambda:InvokeFunction"]),
        (call("kms", "ReEncrypt"), ["kms:ReEncryptFrom", "kms:ReEncryptTo"]),
        (call("sts", "GetCallerIdentity"), []),
        (call("keyspaces", "CreateTable"), []),
        (call("s3", "PutBucketVersioning"), ["s3:PutBucketVersioning"]),
        (call("s3", "PutBucketEncryption"), ["s3:PutEncryptionConfiguration"]),
        (call("s3", "DeleteBucketEncryption"), ["s3:PutEncryptionConfiguration"]),
        (call("s3", "GetBucketLifecycleConfiguration"), ["s3:GetLifecycleConfiguration"]),
        (call("s3", "ListBucketMetricsConfigurations"), ["s3:GetMetricsConfiguration"]),
        (call("s3", "PutBucketAccelerateConfiguration"), ["s3:PutAccelerateConfiguration"]),
        (call("s3", "PutBucketNotificationConfiguration"), ["s3:PutBucketNotification"]),
        (call("s3", "PutBucketCors"), ["s3:PutBucketCORS"]),
        (call("s3", "DeleteBucketCors"), ["s3:PutBucketCORS"]),
        (call("s3", "DeleteBucketTagging"), ["s3:PutBucketTagging"]),
        (call("s3", "PutPublicAccessBlock"), ["s3:PutBucketPublicAccessBlock"]),
        (call("s3control", "PutPublicAccessBlock"), ["s3:PutAccountPublicAccessBlock"]),
        (call("s3", "CopyObject"), ["s3:GetObject", "s3:PutObject"]),
        (call("nothing", "AtAll"), []),
        (Sleep("Call", duration="PT1M"), []),
        (
            ChangeInstanceState("Call", instance_ids=["i-1"], desired_state="stopped"),
            ["ec2:StopInstances"],
        ),
        (RunCommand("Call", document_name="X", instance_ids=["i-1"]), ["ssm:SendCommand"]),
    ],
)
def test_the_actions_of_a_step(step: Step, actions: list[str]) -> None:
    assert needed(step) == [
        f'step "Call" needs "{action}", which the automation is not allowed; add it to a statement'
        for action in actions
    ]


def test_only_the_tags_of_ec2_are_certain() -> None:
    tags = [{"Key": "a", "Value": "b"}]
    ec2 = CreateTags("Call", resource_ids=["i-1"], tags=tags)
    managed = CreateTags("Call", resource_ids=["mi-1"], tags=tags, resource_type="ManagedInstance")
    assert [message.split('"')[3] for message in needed(ec2)] == ["ec2:CreateTags"]
    assert needed(managed) == []


def test_nothing_is_said_where_nothing_is_allowed_here() -> None:
    assert needed(call("ec2", "StopInstances"), allow=()) == []
