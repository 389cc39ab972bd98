"""What AWS Config hands over as the id of a non-compliant resource, by the resource's type.

It is the `resourceId` of Config's own inventory, and not always what the service calls the id. Of
the types that are not here it is not known for sure; nothing is said of them.

Source: https://docs.aws.amazon.com/config/latest/developerguide/remediation.html
"""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Literal

from ssmdsl.rules import ManagedRule

Kind = Literal["account", "id", "name", "ARN"]
"""What an id is: 12 digits, one of a fixed form, a name of the user's choice, or an ARN."""


@dataclass(frozen=True)
class ResourceId:
    """What the ids of the resources of one type are."""

    kind: Kind
    """What it is."""
    said: str
    """The same in words: `the unique id of a user`."""
    examples: tuple[str, ...]
    """Some that stand for all, but for names and what is a name in an ARN: that is the user's."""
    instead: str = ""
    """What to do to get what the service's own operations take."""


_HEXADECIMAL = ("0a1b2c3d4e5f60718", "0a1b2c3d")
_UNIQUE = "CKCEVSQ6C2EXAMPLE"
_PLACES = ("aws:{}:us-east-1", "aws-cn:{}:cn-north-1", "aws-us-gov:{}:us-gov-west-1")


def _id(said: str, prefix: str) -> ResourceId:
    return ResourceId("id", said, tuple(f"{prefix}{digits}" for digits in _HEXADECIMAL))


def _name(said: str, example: str) -> ResourceId:
    return ResourceId("name", said, (example,))


def _arn(said: str, service: str, rest: str, instead: str = "") -> ResourceId:
    """Return what an ARN is, in the partitions that there are, by what follows the Region."""
    return ResourceId(
        "ARN",
        f"the ARN of {said}",
        tuple(f"arn:{place.format(service)}:{rest}" for place in _PLACES),
        instead,
    )


def _unique(resource_type: str, said: str, example: str) -> ResourceId:
    instead = (
        "call ListDiscoveredResources of config first, with the resourceType"
        f' "{resource_type}" and the id in resourceIds, and take'
        " $.resourceIdentifiers[0].resourceName"
    )
    return ResourceId("id", f"the unique id of {said}, not its name", (example,), instead)


_ACCOUNT = ResourceId("account", "the id of the account", ("123456789012",))
_INSTANCE = ResourceId(
    "id",
    "the id of an instance",
    ("i-0a1b2c3d4e5f60718", "i-0a1b2c3d", "mi-0a1b2c3d4e5f60718"),
)

RESOURCE_IDS: Mapping[str, ResourceId] = MappingProxyType(
    {
        "AWS::::Account": _ACCOUNT,
        "AWS::S3::AccountPublicAccessBlock": _ACCOUNT,
        "AWS::EC2::EIP": ResourceId(
            "id",
            "the allocation id of an Elastic IP address",
            ("eipalloc-0a1b2c3d4e5f60718", "eipalloc-0a1b2c3d"),
            "give it as an AllocationId",
        ),
        "AWS::EC2::FlowLog": _id("the id of a flow log", "fl-"),
        "AWS::EC2::Instance": _INSTANCE,
        "AWS::EC2::InternetGateway": _id("the id of an internet gateway", "igw-"),
        "AWS::EC2::LaunchTemplate": _id("the id of a launch template", "lt-"),
        "AWS::EC2::NatGateway": _id("the id of a NAT gateway", "nat-"),
        "AWS::EC2::NetworkAcl": _id("the id of a network ACL", "acl-"),
        "AWS::EC2::RouteTable": _id("the id of a route table", "rtb-"),
        "AWS::EC2::SecurityGroup": _id("the id of a security group", "sg-"),
        "AWS::EC2::Subnet": _id("the id of a subnet", "subnet-"),
        "AWS::EC2::VPC": _id("the id of a VPC", "vpc-"),
        "AWS::EC2::VPNConnection": _id("the id of a VPN connection", "vpn-"),
        "AWS::EC2::Volume": _id("the id of a volume", "vol-"),
        "AWS::SSM::ManagedInstanceInventory": _INSTANCE,
        "AWS::CloudFront::Distribution": ResourceId(
            "id", "the id of a distribution", ("E1A2B3C4D5E6F7", "E1A2B3C4D5E6F")
        ),
        "AWS::ElasticBeanstalk::Environment": ResourceId(
            "id",
            "the id of an environment",
            ("e-a1b2c3d4e5",),
            "give it as an EnvironmentId",
        ),
        "AWS::KMS::Key": ResourceId(
            "id",
            "the id of a key",
            ("12345678-1234-1234-1234-123456789012", "mrk-12345678123412341234123456789012"),
        ),
        "AWS::Route53::HostedZone": ResourceId(
            "id", "the id of a hosted zone", ("Z1A2B3C4D5E6F7", "Z0123456789ABCDEFGHIJ")
        ),
        "AWS::IAM::Group": _unique("AWS::IAM::Group", "a group", f"AGPA{_UNIQUE}"),
        "AWS::IAM::Policy": ResourceId(
            "id",
            "the unique id of a policy, not its ARN",
            (f"ANPA{_UNIQUE}",),
            "call ListPolicies of iam first, and take the Arn of the policy whose PolicyId it is",
        ),
        "AWS::IAM::Role": _unique("AWS::IAM::Role", "a role", f"AROA{_UNIQUE}"),
        "AWS::IAM::User": _unique("AWS::IAM::User", "a user", f"AIDA{_UNIQUE}"),
        "AWS::RDS::DBCluster": ResourceId(
            "id",
            "the resource id of a cluster, not its identifier",
            ("cluster-ABCDEFGHIJKLMNOPQRSTUVWXYZ",),
            'call DescribeDBClusters of rds first, with the filter "db-cluster-resource-id", and'
            " take $.DBClusters[0].DBClusterIdentifier",
        ),
        "AWS::RDS::DBInstance": ResourceId(
            "id",
            "the resource id of a DB instance, not its identifier",
            ("db-ABCDEFGHIJKLMNOPQRSTUVWXYZ",),
            'call DescribeDBInstances of rds first, with the filter "dbi-resource-id", and take'
            " $.DBInstances[0].DBInstanceIdentifier",
        ),
        "AWS::Elasticsearch::Domain": ResourceId(
            "id",
            "the account and the name of a domain",
            ("123456789012/my-domain",),
            "take the text after the slash, in a script, first",
        ),
        "AWS::ACM::Certificate": _arn(
            "a certificate",
            "acm",
            "123456789012:certificate/12345678-1234-1234-1234-123456789012",
        ),
        "AWS::ApiGateway::RestApi": _arn(
            "an API",
            "apigateway",
            ":/restapis/a1b2c3d4e5",
            'take the text after "/restapis/", in a script, first',
        ),
        "AWS::ApiGateway::Stage": _arn(
            "a stage",
            "apigateway",
            ":/restapis/a1b2c3d4e5/stages/prod",
            "take the API and the stage out of the ARN, in a script, first",
        ),
        "AWS::ApiGatewayV2::Api": _arn(
            "an API",
            "apigateway",
            ":/apis/a1b2c3d4e5",
            'take the text after "/apis/", in a script, first',
        ),
        "AWS::ApiGatewayV2::Stage": _arn(
            "a stage",
            "apigateway",
            ":/apis/a1b2c3d4e5/stages/prod",
            "take the API and the stage out of the ARN, in a script, first",
        ),
        "AWS::AutoScaling::AutoScalingGroup": _arn(
            "an Auto Scaling group",
            "autoscaling",
            "123456789012:autoScalingGroup:12345678-1234-1234-1234-123456789012"
            ":autoScalingGroupName/my-group",
            'take the text after "autoScalingGroupName/", in a script, first',
        ),
        "AWS::AutoScaling::LaunchConfiguration": _arn(
            "a launch configuration",
            "autoscaling",
            "123456789012:launchConfiguration:12345678-1234-1234-1234-123456789012"
            ":launchConfigurationName/my-configuration",
            'take the text after "launchConfigurationName/", in a script, first',
        ),
        "AWS::CloudFormation::Stack": _arn(
            "a stack",
            "cloudformation",
            "123456789012:stack/my-stack/12345678-1234-1234-1234-123456789012",
        ),
        "AWS::ElasticBeanstalk::Application": _arn(
            "an application",
            "elasticbeanstalk",
            "123456789012:application/my-application",
            'take the text after "application/", in a script, first',
        ),
        "AWS::ElasticBeanstalk::ApplicationVersion": _arn(
            "a version of an application",
            "elasticbeanstalk",
            "123456789012:applicationversion/my-application/my-version",
            "take the application and the version out of the ARN, in a script, first",
        ),
        "AWS::ElasticLoadBalancingV2::Listener": _arn(
            "a listener",
            "elasticloadbalancing",
            "123456789012:listener/app/my-balancer/1234567890abcdef/abcdef1234567890",
        ),
        "AWS::ElasticLoadBalancingV2::LoadBalancer": _arn(
            "a load balancer",
            "elasticloadbalancing",
            "123456789012:loadbalancer/app/my-balancer/1234567890abcdef",
        ),
        "AWS::SNS::Topic": _arn("a topic", "sns", "123456789012:my-topic"),
        "AWS::CloudWatch::Alarm": _name("the name of an alarm", "my-alarm"),
        "AWS::CodePipeline::Pipeline": _name("the name of a pipeline", "my-pipeline"),
        "AWS::DynamoDB::Table": _name("the name of a table", "my-table"),
        "AWS::ECR::Repository": _name("the name of a repository", "my-repository"),
        "AWS::EKS::Cluster": _name("the name of a cluster", "my-cluster"),
        "AWS::ElasticLoadBalancing::LoadBalancer": _name(
            "the name of a load balancer", "my-balancer"
        ),
        "AWS::Glue::Job": _name("the name of a job", "my-job"),
        "AWS::Lambda::Function": _name("the name of a function", "my-function"),
        "AWS::RDS::DBClusterSnapshot": _name("the identifier of a snapshot", "my-snapshot"),
        "AWS::RDS::DBSnapshot": _name("the identifier of a snapshot", "my-snapshot"),
        "AWS::RDS::DBSubnetGroup": _name("the name of a subnet group", "my-group"),
        "AWS::RDS::EventSubscription": _name("the name of a subscription", "my-subscription"),
        "AWS::Redshift::Cluster": _name("the identifier of a cluster", "my-cluster"),
        "AWS::Redshift::ClusterParameterGroup": _name("the name of a parameter group", "my-group"),
        "AWS::Redshift::ClusterSecurityGroup": _name("the name of a security group", "my-group"),
        "AWS::Redshift::ClusterSubnetGroup": _name("the name of a subnet group", "my-group"),
        "AWS::S3::Bucket": _name("the name of a bucket", "my-bucket"),
    }
)
"""The types of which it is known what Config hands over."""

_NO_TYPE_TOLD = frozenset(
    {
        "ACCOUNT_PART_OF_ORGANIZATIONS",
        "CLOUDTRAIL_S3_DATAEVENTS_ENABLED",
        "CLOUDTRAIL_SECURITY_TRAIL_ENABLED",
        "EC2_EBS_ENCRYPTION_BY_DEFAULT",
        "GUARDDUTY_ENABLED_CENTRALIZED",
        "GUARDDUTY_NON_ARCHIVED_FINDINGS",
        "MULTI_REGION_CLOUD_TRAIL_ENABLED",
        "SECURITYHUB_ENABLED",
        "SHIELD_ADVANCED_ENABLED_AUTORENEW",
        "SHIELD_DRT_ACCESS",
    }
)
"""The rules whose pages name no type of resource: that it is the account is a guess."""


def resource_ids(rule: ManagedRule) -> Mapping[str, ResourceId | None]:
    """Return what Config hands over of each type that a rule judges; nothing where in doubt."""
    is_known = rule.identifier not in _NO_TYPE_TOLD
    return {kind: RESOURCE_IDS.get(kind) if is_known else None for kind in rule.resource_types}
