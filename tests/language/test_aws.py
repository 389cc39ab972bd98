import subprocess
import sys
from typing import Any

import pytest

from ssmdsl import DefinitionError, Parameter
from ssmdsl.aws import __dir__ as services
from ssmdsl.aws import (
    application_autoscaling,
    codebuild,
    ec2,
    lambda_,
    logs,
    s3,
    sts,
)

vpc = Parameter("VpcId")
vpcs = Parameter("VpcIds", "StringList")
days = Parameter("Days", "Integer")
flag = Parameter("Flag", "Boolean")
tag_map = Parameter("TagMap", "StringMap")
tag_list = Parameter("TagList", "MapList")


def problems(build: Any) -> list[str]:
    with pytest.raises(DefinitionError) as caught:
        build()
    return [str(problem) for problem in caught.value.problems]


def told(build: Any) -> str:
    (problem,) = problems(build)
    return problem


def test_a_typed_step_is_an_execute_aws_api_step() -> None:
    step = logs.CreateLogGroup(logGroupName=f"/aws/vpc/{vpc}", on_failure="Continue")

    assert (step.name, step.action, step.on_failure) == (
        "CreateLogGroup",
        "aws:executeAwsApi",
        "Continue",
    )
    assert step.action_inputs() == {
        "Service": "logs",
        "Api": "CreateLogGroup",
        "logGroupName": "/aws/vpc/{{ VpcId }}",
    }


def test_a_step_can_have_a_name_of_its_own() -> None:
    assert logs.CreateLogGroup("MakeGroup", logGroupName="/a").name == "MakeGroup"


def test_services_are_written_as_python_can_write_them() -> None:
    assert lambda_.Invoke(FunctionName="f").action_inputs()["Service"] == "lambda"
    step = application_autoscaling.DescribeScalableTargets(ServiceNamespace="ecs")
    assert step.action_inputs()["Service"] == "application-autoscaling"
    assert {"lambda_", "application_autoscaling", "ec2"} <= set(services())


def test_every_operation_of_a_service_is_listed() -> None:
    assert {"CreateFlowLogs", "DescribeVpcs"} <= set(dir(ec2))


def test_an_unknown_service_is_told_with_the_nearest_one() -> None:
    def load() -> None:
        from ssmdsl.aws import lgs  # noqa: F401

    assert problems(load) == ['service "lgs": botocore knows no such service. Did you mean "logs"?']


def test_an_unknown_operation_is_told_with_the_nearest_one() -> None:
    assert problems(lambda: logs.CreateLogGrop(logGroupName="x"))[0].endswith(
        'Did you mean "CreateLogGroup"?'
    )


def test_everything_wrong_with_a_call_is_told_at_once() -> None:
    assert problems(
        lambda: ec2.CreateFlowLogs(
            ResourceIds="vpc-1",
            ResourceType="Vpc",
            TrafficTyp="ALL",
            MaxAggregationInterval="60",
            TagSpecifications=[{"Tags": [{"Key": "a", "Val": "b"}]}],
            on_failure="Go",
        )
    ) == [
        'step "CreateFlowLogs", inputs.ResourceIds: "vpc-1" is not a list; write ["vpc-1"]',
        'step "CreateFlowLogs", inputs.ResourceType: "Vpc" is not one of "VPC", "Subnet",'
        ' "NetworkInterface", "TransitGateway", "TransitGatewayAttachment",'
        ' "RegionalNatGateway", "CoreNetwork", "CoreNetworkEdge", "CoreNetworkAttachment".'
        ' Did you mean "VPC"?',
        'step "CreateFlowLogs", inputs.TrafficTyp: there is no such parameter; there are'
        ' "DryRun", "ClientToken", "DeliverLogsPermissionArn", "DeliverCrossAccountRole",'
        ' "LogGroupName", "ResourceIds", "ResourceType", "TrafficType", "LogDestinationType",'
        ' "LogDestination", "LogFormat", "TagSpecifications" and 3 more.'
        ' Did you mean "TrafficType"?',
        'step "CreateFlowLogs", inputs.MaxAggregationInterval: "60" is not an integer; write 60',
        'step "CreateFlowLogs", inputs.TagSpecifications[0].Tags[0].Val: there is no such'
        ' parameter; there are "Key", "Value". Did you mean "Value"?',
        'step "CreateFlowLogs", on_failure: "Go" is not "Abort", "Continue" or the variable'
        " that holds a step.",
    ]


def test_a_missing_parameter_is_told() -> None:
    assert problems(lambda: logs.PutRetentionPolicy(retentionInDays=60)) == [
        'step "PutRetentionPolicy", inputs.logGroupName: is required'
    ]


def test_the_wire_name_of_a_list_is_answered_with_its_parameter() -> None:
    assert told(
        lambda: ec2.CreateFlowLogs(**{"ResourceId.N": ["vpc-1"], "ResourceType": "VPC"})
    ) == (
        'step "CreateFlowLogs", inputs.ResourceId.N: there is no such parameter; the service\'s own'
        ' requests are written so, and boto3 takes a list. Did you mean "ResourceIds"?'
    )


def test_what_boto3_takes_under_another_name_is_taken() -> None:
    filters = [{"Name": "resource-id", "Values": [vpc]}]

    assert ec2.DescribeFlowLogs(Filters=filters).action_inputs()["Filters"] == filters
    assert (
        logs.CreateExportTask(
            logGroupName="/a", fromTime=1, to=2, destination="bucket"
        ).action_inputs()["fromTime"]
        == 1
    )
    assert told(lambda: ec2.DescribeFlowLogs(Filters="a")) == (
        'step "DescribeFlowLogs", inputs.Filters: "a" is not a list; write ["a"]'
    )


@pytest.mark.parametrize(
    ("parameters", "message"),
    [
        (
            {"ResourceIds": vpc},
            'inputs.ResourceIds: {{ VpcId }} is of type String, not "StringList";'
            ' write ["{{ VpcId }}"]',
        ),
        (
            {"ResourceIds": [days]},
            'inputs.ResourceIds[0]: {{ Days }} is of type Integer, not "String"',
        ),
        (
            {"MaxAggregationInterval": vpc},
            'inputs.MaxAggregationInterval: {{ VpcId }} is of type String, not "Integer"',
        ),
        ({"DryRun": vpc}, 'inputs.DryRun: {{ VpcId }} is of type String, not "Boolean"'),
        (
            {"TagSpecifications": vpcs},
            'inputs.TagSpecifications: {{ VpcIds }} is of type StringList, not "MapList"',
        ),
    ],
)
def test_a_reference_has_the_type_of_its_place(parameters: dict[str, Any], message: str) -> None:
    given = {"ResourceIds": [vpc], "ResourceType": "VPC", **parameters}

    assert problems(lambda: ec2.CreateFlowLogs(**given)) == [f'step "CreateFlowLogs", {message}']


def test_a_reference_stands_wherever_a_value_of_its_type_may() -> None:
    step = ec2.CreateFlowLogs(
        ResourceIds=[vpc, vpcs],  # a list among the items stands for its own items
        ResourceType="VPC",
        DryRun=flag,
        MaxAggregationInterval=days,
        TagSpecifications=tag_list,
        LogGroupName=f"/{vpc}/{days}",
    )
    assert step.action_inputs()["ResourceIds"] == [vpc, vpcs]
    assert logs.TagLogGroup(logGroupName="/a", tags=tag_map).action_inputs()["tags"] is tag_map
    assert ec2.CreateFlowLogs(ResourceIds=vpcs, ResourceType=vpc).name == "CreateFlowLogs"


def test_a_parameter_of_the_call_wins_over_a_property_of_the_step() -> None:
    step = codebuild.CreateReportGroup(
        name="group",
        type="TEST",
        exportConfig={},
    )
    described = logs.CreateLogGroup(logGroupName="/a", description="Make it.")
    security_group = ec2.CreateSecurityGroup(GroupName="g", Description="d", description="Why.")

    assert step.name == "CreateReportGroup"
    assert step.action_inputs()["name"] == "group"
    assert described.description == "Make it."
    assert security_group.description == "Why."
    project = codebuild.UpdateProject(
        name="p", description="The project's.", step_description="The step's."
    )
    assert project.description == "The step's."
    assert project.action_inputs()["description"] == "The project's."


def test_bytes_do_not_go_into_a_document() -> None:
    assert problems(lambda: s3.PutObject(Bucket="b", Key="k", Body=b"x")) == [
        "step \"PutObject\", inputs.Body: b'x' is not text; a document holds no bytes"
    ]


def test_models_are_loaded_on_first_use_only() -> None:
    program = "import sys, ssmdsl; print('botocore' in sys.modules)"
    result = subprocess.run([sys.executable, "-c", program], capture_output=True, check=True)

    assert result.stdout.strip() == b"False"


def test_a_mistyped_property_of_the_step_is_told_with_the_nearest_one() -> None:
    assert told(lambda: logs.CreateLogGroup(logGroupName="/a", on_failur="Continue")) == (
        'step "CreateLogGroup", inputs.on_failur: there is no such parameter; there are'
        ' "logGroupName", "kmsKeyId", "tags", "logGroupClass", "deletionProtectionEnabled".'
        ' Did you mean "on_failure"?'
    )
    assert told(lambda: sts.GetCallerIdentity(max_attempt=3)) == (
        'step "GetCallerIdentity", inputs.max_attempt: there is no such parameter; there are none.'
        ' Did you mean "max_attempts"?'
    )


def test_the_name_of_a_step_may_be_given_by_its_name() -> None:
    assert logs.CreateLogGroup(name="MakeGroup", logGroupName="/a").name == "MakeGroup"
    assert (
        codebuild.CreateReportGroup(
            step_name="Make", name="group", type="TEST", exportConfig={}
        ).name
        == "Make"
    )
    assert told(lambda: logs.CreateLogGroup("A", name="B", logGroupName="/a")) == (
        'step "A", name: "B" is a second value for it'
    )


def test_only_the_name_goes_without_a_name() -> None:
    assert problems(lambda: logs.CreateLogGroup("Make", "/a", 5)) == [
        'step "Make": "/a" needs the name of its parameter; only the step\'s name goes without',
        'step "Make": 5 needs the name of its parameter; only the step\'s name goes without',
        'step "Make", inputs.logGroupName: is required',
    ]
    assert problems(lambda: logs.CreateLogGroup("two words", logGroupName=5)) == [
        'step "two words", inputs.logGroupName: 5 is not text',
        'step "two words", name: "two words" is not a step name:'
        " 1 to 128 letters, digits and underscores",
    ]


def test_longer_than_the_model_says_is_left_to_the_service() -> None:
    assert logs.CreateLogGroup(logGroupName="x" * 600).name == "CreateLogGroup"


def test_a_service_is_no_place_for_private_names() -> None:
    assert not hasattr(ec2, "_missing")
    with pytest.raises(ImportError):
        from ssmdsl.aws import _missing  # noqa: F401


def test_an_operation_that_is_missing_is_a_missing_attribute_too() -> None:
    assert not hasattr(ec2, "Nope")
    assert getattr(ec2, "Nope", None) is None
    with pytest.raises(AttributeError) as caught:
        logs.CreateLogGrop  # noqa: B018

    assert isinstance(caught.value, DefinitionError)
    assert [str(problem) for problem in caught.value.problems] == [str(caught.value)]
    assert str(caught.value) == (
        f"logs.CreateLogGrop: the service has no such operation among its {len(operations(logs))}."
        ' Did you mean "CreateLogGroup"?'
    )


def operations(service: Any) -> set[str]:
    return {name for name in dir(service) if name[0].isupper()}
