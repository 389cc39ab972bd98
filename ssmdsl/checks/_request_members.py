"""Which form of id the parameters of requests take, where there is only one.

Source: https://docs.aws.amazon.com/config/latest/developerguide/remediation.html
"""

import re
from collections.abc import Mapping
from typing import Any

from ssmdsl.checks._resource_ids import ResourceId

_PREFIXES: Mapping[str, tuple[str, ...]] = {
    "AllocationId": ("eipalloc-",),
    "FlowLogId": ("fl-",),
    "GroupId": ("sg-",),
    "InstanceId": ("i-", "mi-"),
    "InternetGatewayId": ("igw-",),
    "LaunchTemplateId": ("lt-",),
    "NatGatewayId": ("nat-",),
    "NetworkAclId": ("acl-",),
    "NetworkInterfaceId": ("eni-",),
    "RouteTableId": ("rtb-",),
    "SecurityGroupId": ("sg-",),
    "SnapshotId": ("snap-",),
    "SubnetId": ("subnet-",),
    "VolumeId": ("vol-",),
    "VpcId": ("vpc-",),
    "VpnConnectionId": ("vpn-",),
}
"""What the ids of EC2 begin with, by the name of the parameter; lists have an `s` more."""

_FILTERS: Mapping[str, Mapping[str, tuple[str, ...]]] = {
    "ec2": {
        "group-id": ("sg-",),
        "instance-id": ("i-",),
        "network-interface-id": ("eni-",),
        "subnet-id": ("subnet-",),
        "volume-id": ("vol-",),
        "vpc-id": ("vpc-",),
    }
}
"""What the ids of a filter's `Values` begin with, by service and the filter's `Name`."""

_OF_FLOW_LOGS: Mapping[str, tuple[str, ...]] = {
    "NetworkInterface": ("eni-",),
    "Subnet": ("subnet-",),
    "TransitGateway": ("tgw-",),
    "TransitGatewayAttachment": ("tgw-attach-",),
    "VPC": ("vpc-",),
}
"""What the `ResourceIds` of a flow log begin with, by the `ResourceType` beside them."""

_OF_DATABASES = {
    "DBClusterIdentifier": "the identifier of a cluster",
    "DBInstanceIdentifier": "the identifier of a DB instance",
}
_NAMES: Mapping[str, Mapping[str, str]] = {
    "apigateway": {"restApiId": "the id of an API", "stageName": "the name of a stage"},
    "apigatewayv2": {"ApiId": "the id of an API", "StageName": "the name of a stage"},
    "autoscaling": {
        "AutoScalingGroupName": "the name of a group",
        "AutoScalingGroupNames": "the names of groups",
        "LaunchConfigurationName": "the name of a launch configuration",
        "LaunchConfigurationNames": "the names of launch configurations",
    },
    "docdb": _OF_DATABASES,
    "ec2": {"PublicIp": "an IP address", "PublicIps": "IP addresses"},
    "elb": {
        "LoadBalancerName": "the name of a load balancer",
        "LoadBalancerNames": "the names of load balancers",
    },
    "elbv2": {"Names": "the names of load balancers"},
    "elasticbeanstalk": {
        "ApplicationName": "the name of an application",
        "EnvironmentName": "the name of an environment",
        "VersionLabel": "the label of a version",
    },
    "es": {"DomainName": "the name of a domain"},
    "iam": {
        "GroupName": "the name of a group",
        "RoleName": "the name of a role",
        "UserName": "the name of a user",
    },
    "neptune": _OF_DATABASES,
    "rds": _OF_DATABASES,
    "redshift": {"ClusterIdentifier": "the identifier of a cluster"},
    "s3": {"Bucket": "the name of a bucket"},
    "sqs": {"QueueName": "the name of a queue"},
}
"""The parameters that take what users, or the service, call a resource: no id of Config's."""

_OWN_ARNS: Mapping[tuple[str, str], str] = {
    ("acm", "CertificateArn"): ":certificate/",
    ("elbv2", "ListenerArn"): ":listener/",
    ("elbv2", "ListenerArns"): ":listener/",
    ("elbv2", "LoadBalancerArn"): ":loadbalancer/",
    ("elbv2", "LoadBalancerArns"): ":loadbalancer/",
    ("sns", "TopicArn"): ":sns:",
}
"""What there is in the ARNs that a parameter takes."""

_ARN = re.compile(r".*[a-z](?:Arn|ARN)s?|(?:Arn|ARN|arn)s?")
_IN_ARN: Mapping[str, str] = {
    ":cluster:": "the identifier of a cluster",
    ":db:": "the identifier of a DB instance",
    ":group/": "the name of a group",
    ":role/": "the name of a role",
    ":user/": "the name of a user",
}
"""What follows in an ARN of IAM or RDS."""


def wanted_instead(
    service: str, member: str, given: ResourceId, request: Mapping[str, Any]
) -> str | None:
    """Return what a parameter takes, if that is surely not what it is given.

    Args:
        service: boto3's name of the service.
        member: the parameter of the request, or the name of a filter.
        given: what Config hands over.
        request: the whole request.
    """
    prefixes = _FILTERS.get(service, {}).get(member)
    if prefixes is None and service in ("autoscaling", "ec2", "ssm"):
        prefixes = _PREFIXES.get(member) or _PREFIXES.get(member.removesuffix("s"))
        if member == "ResourceIds" and isinstance(request.get("ResourceType"), str):
            prefixes = _OF_FLOW_LOGS.get(request["ResourceType"])
    if prefixes is not None:
        is_fine = any(example.startswith(prefixes) for example in given.examples)
        return None if is_fine else f'an id that begins with "{prefixes[0]}"'
    named = _NAMES.get(service, {}).get(member)
    if named is not None:
        return None if given.kind == "name" else named
    takes_keys = "key" in member.lower()  # an ARN of KMS, for which an id often does as well
    if _ARN.fullmatch(member) and not takes_keys:
        part = _OWN_ARNS.get((service, member))
        if given.kind != "ARN":
            return "an ARN"
        if part is not None and not any(part in example for example in given.examples):
            return f'an ARN with "{part}" in it'
    return None


def wanted_within_arn(before: str, given: ResourceId) -> str | None:
    """Return what an ARN takes where a reference stands in it, if it is surely given another.

    Args:
        before: the text before the reference.
        given: what Config hands over.
    """
    if not re.fullmatch(r"arn:.*[:/]", before) or before.count(":") < 5:
        return None
    if given.kind == "ARN":
        return "a part of an ARN, not a whole one"
    service = before.split(":")[2]
    for end, what in _IN_ARN.items():
        own = "rds" if end.endswith(":") else "iam"
        if service == own and before.endswith(end) and given.kind == "id":
            return what
    return None
