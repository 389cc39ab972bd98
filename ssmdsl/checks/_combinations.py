"""What services refuse though their models allow it: parameters that do not go together.

One entry for each rule, with the page that says so.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from ssmdsl.errors import one_of, quoted
from ssmdsl.reference import REFERENCE, Reference

Misfit = tuple[str | None, str]
"""The parameter that is wrong, or none where the call as a whole is, and what is said of it."""

_REFERENCE = "https://docs.aws.amazon.com"
_EC2 = f"{_REFERENCE}/AWSEC2/latest/APIReference"
_LOGS = f"{_REFERENCE}/AmazonCloudWatchLogs/latest/APIReference"
_FLOW_LOGS = f"{_EC2}/API_CreateFlowLogs.html"
_ALARM = f"{_REFERENCE}/AmazonCloudWatch/latest/APIReference/API_PutMetricAlarm.html"
_STACK = f"{_REFERENCE}/AWSCloudFormation/latest/APIReference/API_CreateStack.html"


@dataclass(frozen=True)
class AtMostOne:
    """Of some parameters only one can be given."""

    calls: tuple[str, ...]
    """The service and operation of each call."""
    names: tuple[str, ...]
    """The parameters."""
    source: str
    """The page that says so."""

    def misfits(self, inputs: Mapping[str, Any]) -> Iterator[Misfit]:
        """Yield each but the first."""
        given = [name for name in inputs if name in self.names]
        for name in given[1:]:
            yield name, f"it cannot be given together with {quoted(given[0])}"


@dataclass(frozen=True)
class AtLeastOne:
    """Of some parameters one must be given."""

    calls: tuple[str, ...]
    """The service and operation of each call."""
    names: tuple[str, ...]
    """The parameters."""
    source: str
    """The page that says so."""

    def misfits(self, inputs: Mapping[str, Any]) -> Iterator[Misfit]:
        """Yield that none is."""
        if not any(name in inputs for name in self.names):
            yield None, f"one of {one_of(self.names)} is to be given"


@dataclass(frozen=True)
class Given:
    """What a parameter, given or of some value, needs and excludes."""

    calls: tuple[str, ...]
    """The service and operation of each call."""
    name: str
    """The parameter."""
    source: str
    """The page that says so."""
    values: tuple[Any, ...] = ()
    """The values that it has then; empty means any."""
    default: Any = None
    """The value that it has where it is not given."""
    needs: tuple[str, ...] = ()
    """The parameters that must be given, too."""
    needs_one_of: tuple[str, ...] = ()
    """The parameters of which one must be given, too."""
    excludes: tuple[str, ...] = ()
    """The parameters that cannot be given."""

    def misfits(self, inputs: Mapping[str, Any]) -> Iterator[Misfit]:
        """Yield what is missing, and what should be."""
        value = inputs.get(self.name, self.default)
        if value is None or not self._applies(value):
            return
        # A parameter that is left out is told by what that means.
        has = f"{quoted(self.name)} {'is' if self.name in inputs else 'is by default'}"
        why = f"where {has} {quoted(value)}" if self.values else f"with {quoted(self.name)}"
        at = self.name if self.name in inputs else None
        for name in self.needs:
            if name not in inputs:
                yield at, f"{quoted(name)} is required {why}"
        if self.needs_one_of and not any(name in inputs for name in self.needs_one_of):
            yield at, f"one of {one_of(self.needs_one_of)} is required {why}"
        for name in self.excludes:
            if name in inputs:
                yield name, f"it cannot be given {why}"

    def _applies(self, value: Any) -> bool:
        if not self.values:
            return True
        is_known = not isinstance(value, Reference) and not (
            isinstance(value, str) and REFERENCE.search(value)
        )
        return is_known and value in self.values


Rule = AtMostOne | AtLeastOne | Given
"""Which parameters go together."""

COMBINATIONS: tuple[Rule, ...] = (
    AtMostOne(("ec2.CreateFlowLogs",), ("LogGroupName", "LogDestination"), _FLOW_LOGS),
    Given(
        ("ec2.CreateFlowLogs",),
        "LogDestinationType",
        _FLOW_LOGS,
        values=("cloud-watch-logs",),
        default="cloud-watch-logs",
        needs=("DeliverLogsPermissionArn",),
        needs_one_of=("LogGroupName", "LogDestination"),
    ),
    Given(
        ("ec2.CreateFlowLogs",),
        "LogDestinationType",
        _FLOW_LOGS,
        values=("s3",),
        needs=("LogDestination",),
        excludes=("LogGroupName", "DeliverLogsPermissionArn"),
    ),
    Given(
        ("ec2.CreateFlowLogs",),
        "LogDestinationType",
        _FLOW_LOGS,
        values=("kinesis-data-firehose",),
        needs=("LogDestination",),
        excludes=("LogGroupName",),
    ),
    Given(
        ("ec2.CreateFlowLogs",),
        "ResourceType",
        _FLOW_LOGS,
        values=("VPC", "Subnet", "NetworkInterface"),
        needs=("TrafficType",),
    ),
    Given(
        ("ec2.CreateFlowLogs",),
        "ResourceType",
        _FLOW_LOGS,
        values=("TransitGateway", "TransitGatewayAttachment"),
        excludes=("TrafficType",),
    ),
    AtMostOne(
        ("ec2.ModifyVpcAttribute",),
        ("EnableDnsHostnames", "EnableDnsSupport"),
        f"{_EC2}/API_ModifyVpcAttribute.html",
    ),
    AtMostOne(
        ("ec2.ModifyInstanceAttribute",),
        (
            "DisableApiStop",
            "DisableApiTermination",
            "EbsOptimized",
            "EnaSupport",
            "Groups",
            "InstanceInitiatedShutdownBehavior",
            "InstanceType",
            "Kernel",
            "Ramdisk",
            "SourceDestCheck",
            "SriovNetSupport",
            "UserData",
        ),
        f"{_EC2}/API_ModifyInstanceAttribute.html",
    ),
    AtMostOne(
        ("ec2.ModifySubnetAttribute",),
        (
            "AssignIpv6AddressOnCreation",
            "EnableDns64",
            "MapCustomerOwnedIpOnLaunch",
            "MapPublicIpOnLaunch",
            "PrivateDnsHostnameTypeOnLaunch",
        ),
        f"{_EC2}/API_ModifySubnetAttribute.html",
    ),
    AtLeastOne(
        ("ec2.AuthorizeSecurityGroupIngress", "ec2.DeleteSecurityGroup"),
        ("GroupId", "GroupName"),
        f"{_EC2}/API_AuthorizeSecurityGroupIngress.html",
    ),
    AtMostOne(
        ("ec2.DescribeInstances", "ec2.DescribeInstanceStatus"),
        ("InstanceIds", "MaxResults"),
        f"{_EC2}/API_DescribeInstances.html",
    ),
    AtMostOne(
        ("ec2.DescribeNetworkInterfaces",),
        ("NetworkInterfaceIds", "MaxResults"),
        f"{_EC2}/API_DescribeNetworkInterfaces.html",
    ),
    AtMostOne(
        ("elbv2.DescribeLoadBalancers",),
        ("LoadBalancerArns", "Names"),
        f"{_REFERENCE}/elasticloadbalancing/latest/APIReference/API_DescribeLoadBalancers.html",
    ),
    Given(
        ("secretsmanager.DeleteSecret",),
        "ForceDeleteWithoutRecovery",
        f"{_REFERENCE}/secretsmanager/latest/apireference/API_DeleteSecret.html",
        values=(True,),
        excludes=("RecoveryWindowInDays",),
    ),
    Given(
        ("ssm.PutParameter",),
        "Overwrite",
        f"{_REFERENCE}/systems-manager/latest/APIReference/API_PutParameter.html",
        values=(True,),
        excludes=("Tags",),
    ),
    Given(
        ("rds.CreateDBInstance", "rds.ModifyDBInstance"),
        "ManageMasterUserPassword",
        f"{_REFERENCE}/AmazonRDS/latest/APIReference/API_ModifyDBInstance.html",
        values=(True,),
        excludes=("MasterUserPassword",),
    ),
    Given(
        ("dynamodb.CreateTable", "dynamodb.UpdateTable"),
        "BillingMode",
        f"{_REFERENCE}/amazondynamodb/latest/APIReference/API_CreateTable.html",
        values=("PAY_PER_REQUEST",),
        excludes=("ProvisionedThroughput",),
    ),
    AtMostOne(
        ("autoscaling.CreateAutoScalingGroup", "autoscaling.UpdateAutoScalingGroup"),
        ("LaunchConfigurationName", "LaunchTemplate", "MixedInstancesPolicy"),
        f"{_REFERENCE}/autoscaling/ec2/APIReference/API_UpdateAutoScalingGroup.html",
    ),
    AtLeastOne(("cloudformation.CreateStack",), ("TemplateBody", "TemplateURL"), _STACK),
    AtMostOne(
        ("cloudformation.CreateStack", "cloudformation.UpdateStack"),
        ("TemplateBody", "TemplateURL"),
        _STACK,
    ),
    AtMostOne(("cloudformation.CreateStack",), ("DisableRollback", "OnFailure"), _STACK),
    AtMostOne(
        ("logs.DescribeLogGroups",),
        ("logGroupNamePrefix", "logGroupNamePattern"),
        f"{_LOGS}/API_DescribeLogGroups.html",
    ),
    Given(
        ("logs.DescribeLogStreams",),
        "orderBy",
        f"{_LOGS}/API_DescribeLogStreams.html",
        values=("LastEventTime",),
        excludes=("logStreamNamePrefix",),
    ),
    AtMostOne(("cloudwatch.PutMetricAlarm",), ("Statistic", "ExtendedStatistic"), _ALARM),
    Given(
        ("cloudwatch.PutMetricAlarm",),
        "MetricName",
        _ALARM,
        needs=("Namespace", "Period"),
        needs_one_of=("Statistic", "ExtendedStatistic"),
        excludes=("Metrics",),
    ),
    AtLeastOne(
        ("events.PutRule",),
        ("ScheduleExpression", "EventPattern"),
        f"{_REFERENCE}/eventbridge/latest/APIReference/API_PutRule.html",
    ),
    AtLeastOne(
        ("sns.Publish",),
        ("TopicArn", "TargetArn", "PhoneNumber"),
        f"{_REFERENCE}/sns/latest/api/API_Publish.html",
    ),
)
"""Every such rule."""
