"""That the actions are all there, each in a file of its own and with the inputs that AWS names."""

import inspect
import re
import sys
from pathlib import Path

import pytest

from ssmdsl import (
    Approve,
    AssertAwsResourceProperty,
    Branch,
    ChangeInstanceState,
    CopyImage,
    CreateImage,
    CreateStack,
    CreateTags,
    DeleteImage,
    DeleteStack,
    Document,
    ExecuteAutomation,
    ExecuteAwsApi,
    ExecuteScript,
    ExecuteStateMachine,
    InvokeLambdaFunction,
    InvokeWebhook,
    Loop,
    Parameter,
    Pause,
    RunCommand,
    RunInstances,
    Sleep,
    Step,
    UpdateVariable,
    Variable,
    WaitForAwsResourceProperty,
    actions,
    limits,
    when,
)
from ssmdsl.attachment import Attachment
from ssmdsl.compiler import document_content
from ssmdsl.known_actions import ACTIONS

INPUTS = {
    # But for EnhancedApprovals, which belongs to the templates of Change Manager.
    "aws:approve": "Approvers Message MinRequiredApprovals NotificationArn",
    "aws:assertAwsResourceProperty": "Api DesiredValues Filters PropertySelector Service",
    "aws:branch": "Choices Default",
    "aws:changeInstanceState": (
        "AdditionalInfo CheckStateOnly DesiredState FailOnUnexpectedStopped Force InstanceIds"
    ),
    "aws:copyImage": (
        "ClientToken Encrypted ImageDescription ImageName KmsKeyId SourceImageId SourceRegion"
    ),
    "aws:createImage": "BlockDeviceMappings ImageDescription ImageName InstanceId NoReboot",
    "aws:createStack": (
        "Capabilities ClientRequestToken DisableRollback NotificationARNs OnFailure Parameters"
        " ResourceTypes RoleARN StackName StackPolicyBody StackPolicyURL Tags TemplateBody"
        " TemplateURL TimeoutInMinutes"
    ),
    "aws:createTags": "ResourceIds ResourceType Tags",
    "aws:deleteImage": "ImageId",
    "aws:deleteStack": "ClientRequestToken RetainResources.member.N RoleARN StackName",
    "aws:executeAutomation": (
        "DocumentName DocumentVersion MaxConcurrency MaxErrors RuntimeParameters Tags"
        " TargetLocations TargetMaps TargetParameterName Targets"
    ),
    "aws:executeAwsApi": "Api Filters Service",
    "aws:executeScript": "Attachment Handler InputPayload Runtime Script",
    "aws:executeStateMachine": "input name stateMachineArn",
    "aws:invokeLambdaFunction": (
        "ClientContext FunctionName InputPayload InvocationType LogType Payload Qualifier"
    ),
    "aws:invokeWebhook": "Body IntegrationName",
    "aws:loop": "IteratorDataType Iterators LoopCondition MaxIterations Steps",
    "aws:pause": "Message",
    "aws:runCommand": (
        "CloudWatchOutputConfig Comment DocumentHash DocumentHashType DocumentName InstanceIds"
        " MaxConcurrency MaxErrors NotificationConfig OutputS3BucketName OutputS3KeyPrefix"
        " Parameters ServiceRoleArn Targets TimeoutSeconds"
    ),
    "aws:runInstances": (
        "AdditionalInfo BlockDeviceMappings ClientToken DisableApiTermination EbsOptimized"
        " IamInstanceProfileArn IamInstanceProfileName ImageId InstanceInitiatedShutdownBehavior"
        " InstanceType KernelId KeyName MaxInstanceCount MetadataOptions MinInstanceCount"
        " Monitoring NetworkInterfaces Placement PrivateIpAddress RamdiskId SecurityGroupIds"
        " SecurityGroups SubnetId TagSpecifications UserData"
    ),
    "aws:sleep": "Duration Timestamp",
    "aws:updateVariable": "Name Value",
    "aws:waitForAwsResourceProperty": "Api DesiredValues Filters PropertySelector Service",
}
"""AWS's names of the actions and of their inputs; `Filters` is a parameter of the request."""

OUTPUTS = {
    "aws:approve": {"ApprovalStatus": "String", "ApproverDecisions": "MapList"},
    "aws:changeInstanceState": {"InstanceStates": "StringList"},
    "aws:copyImage": {"ImageId": "String", "ImageState": "String"},
    "aws:createImage": {"ImageId": "String", "ImageState": "String"},
    "aws:createStack": {
        "StackId": "String",
        "StackStatus": "String",
        "StackStatusReason": "String",
    },
    "aws:executeAutomation": {"ExecutionId": "String", "Output": "StringList", "Status": "String"},
    "aws:executeScript": {"OutputPayload": "String"},
    "aws:executeStateMachine": {
        "executionArn": "String",
        "input": "String",
        "name": "String",
        "output": "String",
        "startDate": "String",
        "stateMachineArn": "String",
        "status": "String",
        "stopDate": "String",
    },
    "aws:invokeLambdaFunction": {
        "FunctionError": "String",
        "LogResult": "String",
        "OutputPayload": "String",
        "Payload": "String",
        "StatusCode": "Integer",
    },
    "aws:invokeWebhook": {"Response": "String", "ResponseCode": "Integer"},
    "aws:loop": {"CurrentIteration": "Integer", "CurrentIteratorValue": "String"},
    "aws:runCommand": {
        "CommandId": "String",
        "Output": "String",
        "OutputPayload": "String",
        "ResponseCode": "Integer",
        "Status": "String",
    },
    "aws:runInstances": {"InstanceIds": "StringList", "InstanceStates": "StringList"},
}
"""The outputs that an action has without being told, with their types; the others have none."""

STAGE = Parameter("Stage")
COUNT = Variable("Count", "Integer", default=0)
HANDLER = Attachment("handler.zip", sha256="0" * 64)
LAST = Sleep("Last", timestamp="2030-01-01T00:00:00Z")
TAGS = [{"Key": "Stage", "Value": "test"}]
FILTERS = [{"Name": "vpc-id", "Values": ["vpc-1"]}]

STEPS: list[Step] = [
    Approve(
        "Approve",
        approvers=["arn:aws:iam::111122223333:user/ann"],
        message="Go on?",
        notification_arn="arn:aws:sns:eu-west-1:111122223333:AutomationAsks",
        min_required_approvals=1,
    ),
    AssertAwsResourceProperty(
        "Assert",
        service="ec2",
        api="DescribeVpcs",
        inputs={"Filters": FILTERS},
        property_selector="$.Vpcs[0].State",
        desired_values=["available"],
    ),
    Branch("Choose", [when(STAGE == "test").go_to(LAST)], default=LAST),
    ChangeInstanceState(
        "Stop",
        instance_ids=["i-1"],
        desired_state="stopped",
        check_state_only=False,
        force=True,
        fail_on_unexpected_stopped=True,
        additional_info="none",
    ),
    CopyImage(
        "Copy",
        source_region="eu-west-1",
        source_image_id="ami-1",
        image_name="copy",
        image_description="A copy.",
        encrypted=True,
        kms_key_id="alias/images",
        client_token="once",
    ),
    CreateImage(
        "Image",
        instance_id="i-1",
        image_name="image",
        image_description="An image.",
        no_reboot=True,
        block_device_mappings=[{"DeviceName": "/dev/sda1"}],
    ),
    CreateStack(
        "Stack",
        stack_name="stack",
        template_body="{}",
        parameters=[{"ParameterKey": "Stage", "ParameterValue": "test"}],
        capabilities=["CAPABILITY_IAM"],
        disable_rollback=True,
        timeout_in_minutes=5,
        notification_arns=["arn:aws:sns:eu-west-1:111122223333:told"],
        resource_types=["AWS::EC2::*"],
        role_arn="arn:aws:iam::111122223333:role/stacks",
        stack_policy_body="{}",
        client_request_token="once",
        tags=TAGS,
    ),
    CreateStack(
        "OtherStack",
        stack_name="stack",
        template_url="https://bucket/template",
        on_stack_failure="DELETE",
        stack_policy_url="https://bucket/policy",
    ),
    CreateTags("Tag", resource_ids=["i-1"], tags=TAGS, resource_type="EC2"),
    DeleteImage("Deregister", image_id="ami-1"),
    DeleteStack(
        "Unstack",
        stack_name="stack",
        client_request_token="once",
        retain_resources=["Bucket"],
        role_arn="arn:aws:iam::111122223333:role/stacks",
    ),
    ExecuteAutomation(
        "Other",
        document_name="Other",
        document_version="1",
        runtime_parameters={"Stage": ["test"]},
        target_parameter_name="Id",
        targets=[{"Key": "ParameterValues", "Values": ["i-1"]}],
        target_locations=[{"Accounts": ["111122223333"], "Regions": ["eu-west-1"]}],
        max_concurrency="10%",
        max_errors="0",
        tags=TAGS,
    ),
    ExecuteAutomation("Maps", document_name="Other", target_maps=[{"Id": ["i-1"]}]),
    ExecuteAwsApi("Call", service="ec2", api="DescribeVpcs", inputs={"Filters": FILTERS}),
    ExecuteScript(
        "Script",
        "def handle(events, context):\n    return events\n",
        handler="handle",
        input_payload={"stage": STAGE},
        attachment=HANDLER,
    ),
    ExecuteStateMachine("Machine", state_machine_arn="arn", execution_name="once", input="{}"),
    InvokeLambdaFunction(
        "Invoke",
        function_name="function",
        qualifier="1",
        invocation_type="RequestResponse",
        log_type="Tail",
        client_context="e30=",
        input_payload={"a": 1},
        payload="{}",
    ),
    InvokeWebhook("Tell", integration_name="hook", body="done"),
    Loop(
        "Each",
        iterators=[1, 2],
        iterator_data_type="Integer",
        max_iterations=3,
        steps=[Sleep("Inner", duration="PT1S")],
    ),
    Loop("Until", loop_condition=COUNT < 3, steps=[Sleep("InnerToo", duration="PT1S")]),
    Pause("Pause", message="Look."),
    RunCommand(
        "Run",
        document_name="AWS-RunShellScript",
        instance_ids=["i-1"],
        parameters={"commands": ["true"]},
        cloud_watch_output_config={"CloudWatchOutputEnabled": True},
        comment="Nothing.",
        document_hash="0",
        document_hash_type="Sha256",
        notification_config={"NotificationType": "Command"},
        output_s3_bucket_name="bucket",
        output_s3_key_prefix="runs",
        service_role_arn="arn:aws:iam::111122223333:role/told",
        delivery_timeout_seconds=60,
        max_concurrency="1",
        max_errors="0",
    ),
    RunCommand("RunOn", document_name="AWS-RunShellScript", targets=FILTERS),
    RunInstances(
        "Launch",
        image_id="ami-1",
        instance_type="t3.micro",
        min_instance_count=1,
        max_instance_count=2,
        additional_info="none",
        block_device_mappings=[{"DeviceName": "/dev/sda1"}],
        client_token="once",
        disable_api_termination=False,
        ebs_optimized=True,
        iam_instance_profile_arn="arn:aws:iam::111122223333:instance-profile/p",
        iam_instance_profile_name="p",
        instance_initiated_shutdown_behavior="terminate",
        kernel_id="aki-1",
        key_name="key",
        metadata_options={"HttpTokens": "required"},
        monitoring=True,
        network_interfaces=[{"DeviceIndex": 0}],
        placement={"Tenancy": "default"},
        private_ip_address="10.0.0.1",
        ramdisk_id="ari-1",
        security_group_ids=["sg-1"],
        security_groups=["default"],
        subnet_id="subnet-1",
        tag_specifications=[{"ResourceType": "instance", "Tags": TAGS}],
        user_data="dHJ1ZQ==",
    ),
    Sleep("Wait", duration="PT1S"),
    UpdateVariable("Count", variable=COUNT, value=1),
    WaitForAwsResourceProperty(
        "WaitFor",
        service="ec2",
        api="DescribeVpcs",
        inputs={"Filters": FILTERS},
        property_selector="$.Vpcs[0].State",
        desired_values=["available"],
    ),
    LAST,
]
"""Steps of all actions, which have between them all inputs that there are."""

ALL = Document("All", parameters=[STAGE], variables=[COUNT], steps=STEPS, files=[HANDLER])


def test_each_action_has_one_class_and_no_class_is_of_another_action() -> None:
    public = [getattr(actions, name) for name in actions.__all__]
    steps = [item for item in public if isinstance(item, type) and issubclass(item, Step)]

    assert sorted(step.action for step in steps) == sorted(INPUTS)
    assert {step.action: step for step in steps} == ACTIONS


def test_the_folder_has_a_file_for_each_action_and_no_other() -> None:
    folder = Path(actions.__file__).parent
    words = [action.removeprefix("aws:") for action in INPUTS]
    files = [f"{re.sub('(?=[A-Z])', '_', word).lower()}.py" for word in words]

    assert sorted(path.name for path in folder.glob("*.py")) == sorted(["__init__.py", *files])


@pytest.mark.parametrize("action", INPUTS)
def test_the_file_is_named_as_the_action_and_names_the_page_of_aws(action: str) -> None:
    kind = ACTIONS[action]
    told = sys.modules[kind.__module__].__doc__ or ""
    word = action.removeprefix("aws:")

    assert kind.__name__ == word[0].upper() + word[1:]
    assert Path(inspect.getfile(kind)).stem == re.sub("(?=[A-Z])", "_", word).lower()
    assert told.startswith(f"The `{action}` action.\n")
    assert re.search(
        r"^Source: https://docs\.aws\.amazon\.com/systems-manager/latest/userguide/[\w-]+\.html$",
        told,
        re.MULTILINE,
    )


def test_every_action_compiles_to_the_inputs_that_aws_names() -> None:
    compiled: dict[str, set[str]] = {}
    for step in document_content(ALL)["mainSteps"]:
        compiled.setdefault(step["action"], set()).update(step["inputs"])

    assert {action: " ".join(sorted(keys)) for action, keys in compiled.items()} == INPUTS


@pytest.mark.parametrize("step", STEPS, ids=lambda step: step.name)
def test_an_action_has_the_outputs_that_aws_names(step: Step) -> None:
    outputs = {output.name: output.type for output in step.predefined_outputs}
    if step.name == "Each":
        assert outputs == {"CurrentIteration": "Integer", "CurrentIteratorValue": "Integer"}
    else:
        assert outputs == OUTPUTS.get(step.action, {})


def test_what_cannot_follow_a_cancellation_are_actions() -> None:
    assert limits.ACTIONS_NOT_ON_CANCEL <= ACTIONS.keys()
