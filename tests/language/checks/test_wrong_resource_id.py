from typing import Any

import pytest

from ssmdsl import Document, LoopName, ManagedRule, Parameter, Remediation, Variable
from ssmdsl.actions import Branch, ChangeInstanceState, ExecuteAwsApi, Loop, UpdateVariable, when
from ssmdsl.checks import Finding, check_remediation
from ssmdsl.step import Step

ID = Parameter("Id")
USER = ManagedRule("IAM_USER_MFA_ENABLED")
INSTANCE = ManagedRule("RDS_INSTANCE_DELETION_PROTECTION_ENABLED")
GROUP = ManagedRule("AUTOSCALING_GROUP_ELB_HEALTHCHECK_REQUIRED")
BUCKET = ManagedRule("S3_BUCKET_VERSIONING_ENABLED")
SUBNET = ManagedRule("SUBNET_AUTO_ASSIGN_PUBLIC_IP_DISABLED")
EIP = ManagedRule("EIP_ATTACHED")
BALANCER = ManagedRule("ELB_DELETION_PROTECTION_ENABLED")

FIND_USER = (
    "call ListDiscoveredResources of config first, with the resourceType"
    ' "AWS::IAM::User" and the id in resourceIds, and take $.resourceIdentifiers[0].resourceName'
)
GIVEN_USER = (
    'AWS Config hands over the unique id of a user, not its name ("AIDACKCEVSQ6C2EXAMPLE"), and'
)
GROUP_ARN = (
    '"arn:aws:autoscaling:us-east-1:123456789012:autoScalingGroup:12345678-1234-1234-1234-'
    '123456789012:autoScalingGroupName/my-group"'
)
GIVEN_SUBNET = 'AWS Config hands over the id of a subnet ("subnet-0a1b2c3d4e5f60718"), and'
GIVEN_BUCKET = 'AWS Config hands over the name of a bucket ("my-bucket"), and'


def call(service: str, api: str, **inputs: Any) -> ExecuteAwsApi:
    return ExecuteAwsApi("Call", service=service, api=api, inputs=inputs)


def findings(rule: ManagedRule, *steps: Step, resource: Parameter = ID) -> tuple[Finding, ...]:
    document = Document("Repair", parameters=[resource], steps=list(steps))
    return check_remediation(Remediation(rule=rule, document=document, resource=resource))


def found(rule: ManagedRule, *steps: Step, resource: Parameter = ID) -> list[tuple[str, str]]:
    made = findings(rule, *steps, resource=resource)
    assert all(each.path == ("Parameters", resource.name) for each in made)
    return [(each.code, each.message) for each in made]


@pytest.mark.parametrize(
    ("rule", "step", "message"),
    [
        (
            USER,
            call("iam", "DeleteLoginProfile", UserName=ID),
            f'{GIVEN_USER} step "Call", inputs.UserName, takes the name of a user; {FIND_USER}',
        ),
        (
            USER,
            call("iam", "DeleteLoginProfile", UserName=" {{Id}} "),
            f'{GIVEN_USER} step "Call", inputs.UserName, takes the name of a user; {FIND_USER}',
        ),
        (
            USER,
            call("IAM", "Tag", Arn="arn:aws:iam::{{ global:ACCOUNT_ID }}:user/{{ Id }}"),
            f'{GIVEN_USER} step "Call", inputs.Arn, takes the name of a user; {FIND_USER}',
        ),
        (
            INSTANCE,
            call("rds", "ModifyDBInstance", DBInstanceIdentifier=ID, DeletionProtection=True),
            "AWS Config hands over the resource id of a DB instance, not its identifier"
            ' ("db-ABCDEFGHIJKLMNOPQRSTUVWXYZ"), and step "Call", inputs.DBInstanceIdentifier,'
            " takes the identifier of a DB instance; call DescribeDBInstances of rds first, with"
            ' the filter "dbi-resource-id", and take $.DBInstances[0].DBInstanceIdentifier',
        ),
        (
            GROUP,
            call("autoscaling", "UpdateAutoScalingGroup", AutoScalingGroupName=ID),
            f"AWS Config hands over the ARN of an Auto Scaling group ({GROUP_ARN}), and step"
            ' "Call", inputs.AutoScalingGroupName, takes the name of a group; take the text after'
            ' "autoScalingGroupName/", in a script, first',
        ),
        (
            GROUP,
            call("x", "Y", Z="arn:aws:autoscaling:eu-west-1:123456789012:{{ Id }}"),
            f"AWS Config hands over the ARN of an Auto Scaling group ({GROUP_ARN}), and step"
            ' "Call", inputs.Z, takes a part of an ARN, not a whole one; take the text after'
            ' "autoScalingGroupName/", in a script, first',
        ),
        (
            SUBNET,
            call("ec2", "DescribeVpcs", VpcIds=[ID]),
            f'{GIVEN_SUBNET} step "Call", inputs.VpcIds[0], takes an id that begins with "vpc-"',
        ),
        (
            SUBNET,
            call("ec2", "DescribeVpcs", Filters=[{"Name": "vpc-id", "Values": [ID]}]),
            f'{GIVEN_SUBNET} step "Call", inputs.Filters[0].Values[0], takes an id that begins'
            ' with "vpc-"',
        ),
        (
            SUBNET,
            ChangeInstanceState("Stop", instance_ids=[ID], desired_state="stopped"),
            f'{GIVEN_SUBNET} step "Stop", inputs.InstanceIds[0], takes an id that begins with "i-"',
        ),
        (
            SUBNET,
            call("ec2", "CreateFlowLogs", ResourceIds=[ID], ResourceType="VPC"),
            f'{GIVEN_SUBNET} step "Call", inputs.ResourceIds[0], takes an id that begins with'
            ' "vpc-"',
        ),
        (
            SUBNET,
            call("config", "ListDiscoveredResources", resourceType="T", resourceIds=[ID]),
            f'{GIVEN_SUBNET} step "Call", inputs.resourceIds[0], takes ids of T',
        ),
        (
            SUBNET,
            call("wafv2", "GetWebACLForResource", ResourceArn=ID),
            f'{GIVEN_SUBNET} step "Call", inputs.ResourceArn, takes an ARN',
        ),
        (
            EIP,
            call("ec2", "ReleaseAddress", PublicIp=ID),
            "AWS Config hands over the allocation id of an Elastic IP address"
            ' ("eipalloc-0a1b2c3d4e5f60718"), and step "Call", inputs.PublicIp, takes an IP'
            " address; give it as an AllocationId",
        ),
        (
            BALANCER,
            call("sns", "Publish", TopicArn=ID, Message="It is not protected."),
            "AWS Config hands over the ARN of a load balancer"
            ' ("arn:aws:elasticloadbalancing:us-east-1:123456789012:loadbalancer/app/my-balancer/'
            '1234567890abcdef"), and step "Call", inputs.TopicArn, takes an ARN with ":sns:" in it',
        ),
        (
            BUCKET,
            call("ec2", "DescribeVpcs", VpcIds=[ID]),
            f'{GIVEN_BUCKET} step "Call", inputs.VpcIds[0], takes an id that begins with "vpc-"',
        ),
    ],
)
def test_a_request_takes_something_else(rule: ManagedRule, step: Step, message: str) -> None:
    assert found(rule, step) == [("SSM501", message)]


@pytest.mark.parametrize(
    ("rule", "resource", "message"),
    [
        (
            SUBNET,
            Parameter("Id", allowed_pattern="^vpc-[0-9a-f]+$"),
            f'{GIVEN_SUBNET} parameter "Id" takes "^vpc-[0-9a-f]+$"; let the parameter take the id',
        ),
        (
            SUBNET,
            Parameter("Id", "AWS::EC2::Instance::Id"),
            f'{GIVEN_SUBNET} parameter "Id" is of type AWS::EC2::Instance::Id; let the parameter'
            " take the id",
        ),
        (
            USER,
            Parameter("Id", "StringList", allowed_pattern="^AROA[A-Z0-9]+$"),
            f'{GIVEN_USER} parameter "Id" takes "^AROA[A-Z0-9]+$"; let the parameter take the id,'
            f" and {FIND_USER}",
        ),
        (
            BUCKET,
            Parameter("Id", "AWS::EC2::Instance::Id"),
            f'{GIVEN_BUCKET} parameter "Id" is of type AWS::EC2::Instance::Id; let the parameter'
            " take the id",
        ),
        (
            BUCKET,
            Parameter("Id", allowed_pattern="^arn:(aws|aws-cn):s3:::.+$"),
            f'{GIVEN_BUCKET} parameter "Id" takes "^arn:(aws|aws-cn):s3:::.+$"; let the parameter'
            " take the id",
        ),
        (
            GROUP,
            Parameter("Id", allowed_pattern=r"^[\w-]{1,255}$"),
            f"AWS Config hands over the ARN of an Auto Scaling group ({GROUP_ARN}), and parameter"
            r' "Id" takes "^[\w-]{1,255}$"; let the parameter take the id, and take the text after'
            ' "autoScalingGroupName/", in a script, first',
        ),
    ],
)
def test_the_parameter_refuses_the_id(rule: ManagedRule, resource: Parameter, message: str) -> None:
    step = call("ssm", "ListTags", Key=resource)
    assert found(rule, step, resource=resource) == [("SSM501", message)]


def test_the_item_of_a_loop_is_the_id() -> None:
    resource = Parameter("Ids", "StringList")
    each = LoopName("EachUser")
    delete = call("iam", "DeleteLoginProfile", UserName=each.iterator_value)
    message = f'{GIVEN_USER} step "Call", inputs.UserName, takes the name of a user; {FIND_USER}'
    loop = Loop(each, iterators=resource, steps=[delete])
    assert found(USER, loop, resource=resource) == [("SSM501", message)]


def test_a_variable_that_begins_with_the_id_and_stays_so_is_the_id() -> None:
    name = Variable("Name", default=ID)
    step = call("iam", "DeleteLoginProfile", UserName=name)
    message = f'{GIVEN_USER} step "Call", inputs.UserName, takes the name of a user; {FIND_USER}'
    update = UpdateVariable("Update", variable=name, value="admin")

    def messages(*steps: Step) -> list[str]:
        document = Document("Repair", parameters=[ID], variables=[name], steps=list(steps))
        made = check_remediation(Remediation(rule=USER, document=document, resource=ID))
        return [each.message for each in made]

    assert messages(step) == [message]
    assert messages(update, step) == []


@pytest.mark.parametrize(
    ("rule", "step"),
    [
        (USER, call("config", "ListDiscoveredResources", resourceIds=[ID])),
        (
            USER,
            call("config", "List", resourceType="AWS::IAM::User", resourceIds=[ID]),
        ),
        (USER, call("iam", "GetUser", UserName="prefix-{{ Id }}")),
        (USER, call("iam", "GetUser", UserName="{{ global:ACCOUNT_ID }}")),
        (USER, call("cognito-idp", "AdminGetUser", UserName=ID)),
        (INSTANCE, call("rds", "DescribeDBInstances", Filters=[{"Name": "x", "Values": [ID]}])),
        (SUBNET, call("ec2", "ModifySubnetAttribute", SubnetId=ID)),
        (SUBNET, call("ec2", "CreateFlowLogs", ResourceIds=[ID], ResourceType="Subnet")),
        (
            SUBNET,
            call("ec2", "CreateFlowLogs", ResourceIds=[ID], ResourceType="{{ global:REGION }}"),
        ),
        (SUBNET, call("ec2", "Describe", Arn="arn:aws:ec2:r:{{ global:ACCOUNT_ID }}:s/{{ Id }}")),
        (BUCKET, call("s3", "PutBucketVersioning", Bucket=ID)),
        (BUCKET, call("kms", "Encrypt", KeyArn=ID)),
        (BUCKET, call("dynamodb", "DescribeTable", TableName=ID)),
        (EIP, call("ec2", "ReleaseAddress", AllocationId=ID)),
        (BALANCER, call("elbv2", "DescribeLoadBalancers", LoadBalancerArns=[ID])),
        (BALANCER, call("wafv2", "AssociateWebACL", ResourceArn=ID)),
        (ManagedRule("SQS_QUEUE_NO_PUBLIC_ACCESS"), call("sqs", "GetQueueUrl", QueueName=ID)),
    ],
)
def test_what_may_be_taken_is_fine(rule: ManagedRule, step: Step) -> None:
    assert found(rule, step) == []


@pytest.mark.parametrize(
    ("rule", "resource"),
    [
        (SUBNET, Parameter("Id", allowed_pattern=r"^subnet-[\p{L}]+$")),
        (SUBNET, Parameter("Id", allowed_pattern="^subnet-[0-9a-f]{17}$")),
        (USER, Parameter("Id", allowed_pattern="^[A-Z0-9]{16,128}$")),
        (BUCKET, Parameter("Id", allowed_pattern="^production-.*$")),
        (BUCKET, Parameter("Id", allowed_pattern="^arn:aws:s3:::.+$|^[a-z0-9.-]+$")),
        (BUCKET, Parameter("Id", "AWS::S3::Bucket::Name")),
        (GROUP, Parameter("Id", allowed_pattern="^my-.*$|^arn:.*/my-.*$")),
        (GROUP, Parameter("Id", allowed_pattern="^arn:aws:autoscaling:.*/production-.*$")),
        (GROUP, Parameter("Id", allowed_pattern=".*/production-.*")),
    ],
)
def test_a_pattern_that_may_match_is_fine(rule: ManagedRule, resource: Parameter) -> None:
    assert found(rule, call("ssm", "ListTags", Key=resource), resource=resource) == []


def test_a_document_that_looks_at_the_id_first_may_have_a_way_for_each() -> None:
    call_it = call("iam", "GetUser", UserName=ID)
    choose = Branch(choices=[when(ID.starts_with("AIDA")).go_to(call_it)], name="Choose")
    assert found(USER, choose, call_it) == []


def test_a_step_that_may_fail_is_an_attempt() -> None:
    attempt = ExecuteAwsApi(
        "Try", service="iam", api="GetUser", inputs={"UserName": ID}, on_failure="Continue"
    )
    assert found(USER, attempt) == []


def test_a_remediation_without_a_resource_hands_nothing_over() -> None:
    document = Document("Call", steps=[call("ec2", "EnableEbsEncryptionByDefault")])
    assert check_remediation(Remediation(rule=USER, document=document)) == ()


def test_the_account_is_no_resource() -> None:
    step = call("ec2", "ResetSnapshotAttribute", SnapshotId=ID)
    message = (
        "the rule judges the account as a whole: AWS Config hands over the id of the account"
        ' ("123456789012"), and step "Call", inputs.SnapshotId, takes an id that begins with'
        ' "snap-"; find the resource in the document, or take a rule that judges resources'
    )
    rule = ManagedRule("EBS_SNAPSHOT_PUBLIC_RESTORABLE_CHECK")
    assert found(rule, step) == [("SSM503", message)]


def test_the_account_may_be_what_is_meant() -> None:
    rule = ManagedRule("S3_ACCOUNT_LEVEL_PUBLIC_ACCESS_BLOCKS_PERIODIC")
    assert found(rule, call("s3control", "PutPublicAccessBlock", AccountId=ID)) == []


def test_it_is_not_known_what_a_rule_judges_whose_page_does_not_tell() -> None:
    rule = ManagedRule("MULTI_REGION_CLOUD_TRAIL_ENABLED")
    assert found(rule, call("s3", "GetBucketAcl", Bucket=ID)) == []


def test_a_rule_of_several_types_fits_in_part() -> None:
    rule = ManagedRule("S3_DEFAULT_ENCRYPTION_KMS")
    message = (
        "the rule judges resources of 2 types; of AWS::KMS::Key AWS Config hands over the id of a"
        ' key ("12345678-1234-1234-1234-123456789012"), and step "Call", inputs.Bucket, takes the'
        " name of a bucket"
    )
    assert found(rule, call("s3", "PutBucketEncryption", Bucket=ID)) == [("SSM502", message)]


def test_a_rule_of_several_types_may_fit_in_none() -> None:
    rule = ManagedRule("RDS_SNAPSHOTS_PUBLIC_PROHIBITED")
    (code, _), *others = found(rule, call("ec2", "DescribeVpcs", VpcIds=[ID]))
    assert (code, others) == ("SSM501", [])
