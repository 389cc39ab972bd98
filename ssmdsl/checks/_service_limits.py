"""What services refuse though their models allow it: the values of single parameters.

One entry for each rule, with the page that says so. `[]` in a path stands for each item.
"""

import json
import re
from collections.abc import Collection
from dataclasses import dataclass
from typing import Any, Protocol

from ssmdsl.errors import did_you_mean, one_of, quoted

_REFERENCE = "https://docs.aws.amazon.com"
_RDS = f"{_REFERENCE}/AmazonRDS/latest/APIReference/API_ModifyDBInstance.html"
_RDS_CLUSTER = f"{_REFERENCE}/AmazonRDS/latest/APIReference/API_ModifyDBCluster.html"
_REDSHIFT = f"{_REFERENCE}/redshift/latest/APIReference/API_ModifyCluster.html"
_ALARM = f"{_REFERENCE}/AmazonCloudWatch/latest/APIReference/API_PutMetricAlarm.html"
_QUEUE = f"{_REFERENCE}/AWSSimpleQueueService/latest/APIReference/API_SetQueueAttributes.html"
_INSTANCES = ("rds.CreateDBInstance", "rds.ModifyDBInstance")
_CLUSTERS = ("rds.CreateDBCluster", "rds.ModifyDBCluster")
_QUEUES = ("sqs.CreateQueue", "sqs.SetQueueAttributes")
_RETENTION_DAYS = (
    *(1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731),
    *(1096, 1827, 2192, 2557, 2922, 3288, 3653),
)


class Allowed(Protocol):
    """The values that a parameter can have."""

    def misfit(self, value: Any) -> str:
        """Return why a value, which is no reference, is none of them; nothing where it is one.

        What is of another type is told elsewhere.
        """


@dataclass(frozen=True)
class OneOf:
    """A few values."""

    values: Collection[int | str]

    def misfit(self, value: Any) -> str:
        """Return why a value is none of them."""
        kinds = {type(own) for own in self.values}
        if type(value) not in kinds or value in self.values:
            return ""
        message = f"{quoted(value)} is not one of {one_of(self.values, 30)}"
        numbers = [own for own in self.values if isinstance(own, int)]
        if numbers:  # of two that are equally near, the larger
            nearest = min(numbers, key=lambda own: (abs(own - value), -own))
            return f"{message}; write {nearest}"
        return f"{message}.{did_you_mean(value, [str(own) for own in self.values])}"


@dataclass(frozen=True)
class Between:
    """The integers from one to another."""

    least: int
    most: int
    or_else: int | None = None
    """One more."""
    as_text: bool = False
    """Whether they are written as text."""

    def misfit(self, value: Any) -> str:
        """Return why a value is none of them."""
        number = value
        if self.as_text and isinstance(value, str) and re.fullmatch(r"-?[0-9]{1,18}", value):
            number = int(value)
        if isinstance(number, bool) or not isinstance(number, int):
            return ""
        if self.least <= number <= self.most or number == self.or_else:
            return ""
        more = "" if self.or_else is None else f", or {self.or_else}"
        return f"{quoted(value)} is not from {self.least} to {self.most}{more}"


@dataclass(frozen=True)
class Like:
    """The texts of one form."""

    form: str
    """As a regular expression, which the whole text matches."""
    described: str
    """As it follows "is not"."""

    def misfit(self, value: Any) -> str:
        """Return why a value is none of them."""
        if not isinstance(value, str) or re.fullmatch(self.form, value):
            return ""
        return f"{quoted(value)} is not {self.described}"


@dataclass(frozen=True)
class JsonText:
    """The texts that are JSON."""

    def misfit(self, value: Any) -> str:
        """Return why a value is none of them."""
        try:
            json.loads(value if isinstance(value, str) else "{}")
        except ValueError as error:
            return f"{quoted(value)} is not JSON: {error}"
        return ""


@dataclass(frozen=True)
class Limit:
    """The values that a parameter of some calls can have."""

    calls: tuple[str, ...]
    """The service and operation of each."""
    parameter: tuple[str, ...]
    """The path of the parameter."""
    allowed: Allowed
    """What the service takes."""
    source: str
    """The page that says so."""


LIMITS = (
    Limit(
        ("logs.PutRetentionPolicy",),
        ("retentionInDays",),
        OneOf(_RETENTION_DAYS),
        f"{_REFERENCE}/AmazonCloudWatchLogs/latest/APIReference/API_PutRetentionPolicy.html",
    ),
    Limit(
        ("ec2.CreateFlowLogs",),
        ("MaxAggregationInterval",),
        OneOf((60, 600)),
        f"{_REFERENCE}/AWSEC2/latest/APIReference/API_CreateFlowLogs.html",
    ),
    Limit(
        ("ec2.ModifyInstanceMetadataOptions",),
        ("HttpPutResponseHopLimit",),
        Between(1, 64),
        f"{_REFERENCE}/AWSEC2/latest/APIReference/API_ModifyInstanceMetadataOptions.html",
    ),
    Limit(
        ("ec2.CreateTags",),
        ("Tags", "[]", "Key"),
        Like(r"(?![aA][wW][sS]:).*", 'a key of yours: "aws:" begins those of AWS itself'),
        f"{_REFERENCE}/AWSEC2/latest/UserGuide/Using_Tags.html",
    ),
    Limit(_INSTANCES, ("BackupRetentionPeriod",), Between(0, 35), _RDS),
    Limit(_CLUSTERS, ("BackupRetentionPeriod",), Between(1, 35), _RDS_CLUSTER),
    Limit(
        ("docdb.CreateDBCluster", "docdb.ModifyDBCluster"),
        ("BackupRetentionPeriod",),
        Between(1, 35),
        f"{_REFERENCE}/documentdb/latest/developerguide/API_ModifyDBCluster.html",
    ),
    Limit(
        ("neptune.CreateDBCluster", "neptune.ModifyDBCluster"),
        ("BackupRetentionPeriod",),
        Between(1, 35),
        f"{_REFERENCE}/neptune/latest/apiref/API_ModifyDBCluster.html",
    ),
    Limit(
        (*_INSTANCES, *_CLUSTERS),
        ("MonitoringInterval",),
        OneOf((0, 1, 5, 10, 15, 30, 60)),
        _RDS,
    ),
    Limit(
        (*_INSTANCES, *_CLUSTERS),
        ("PerformanceInsightsRetentionPeriod",),
        OneOf((7, *(31 * month for month in range(1, 24)), 731)),
        _RDS,
    ),
    Limit(
        ("redshift.CreateCluster", "redshift.ModifyCluster"),
        ("AutomatedSnapshotRetentionPeriod",),
        Between(0, 35),
        _REDSHIFT,
    ),
    Limit(
        ("redshift.CreateCluster", "redshift.ModifyCluster"),
        ("ManualSnapshotRetentionPeriod",),
        Between(1, 3653, or_else=-1),
        _REDSHIFT,
    ),
    Limit(
        ("kms.ScheduleKeyDeletion",),
        ("PendingWindowInDays",),
        Between(7, 30),
        f"{_REFERENCE}/kms/latest/APIReference/API_ScheduleKeyDeletion.html",
    ),
    Limit(
        ("secretsmanager.DeleteSecret",),
        ("RecoveryWindowInDays",),
        Between(7, 30),
        f"{_REFERENCE}/secretsmanager/latest/apireference/API_DeleteSecret.html",
    ),
    Limit(
        ("cloudwatch.PutMetricAlarm",),
        ("TreatMissingData",),
        OneOf(("breaching", "notBreaching", "ignore", "missing")),
        _ALARM,
    ),
    Limit(
        ("cloudwatch.PutMetricAlarm",),
        ("EvaluateLowSampleCountPercentile",),
        OneOf(("evaluate", "ignore")),
        _ALARM,
    ),
    Limit(
        ("elb.ModifyLoadBalancerAttributes",),
        ("LoadBalancerAttributes", "AccessLog", "EmitInterval"),
        OneOf((5, 60)),
        f"{_REFERENCE}/elasticloadbalancing/2012-06-01/APIReference/API_AccessLog.html",
    ),
    Limit(
        ("events.PutRule",),
        ("ScheduleExpression",),
        Like(
            r"rate\((1 (minute|hour|day)|(?!1 )[1-9][0-9]* (minutes|hours|days))\)"
            r"|cron\(\s*(\S+\s+){5}\S+\s*\)|",
            "a schedule, as rate(1 day), rate(5 minutes) or cron(0 10 * * ? *)",
        ),
        f"{_REFERENCE}/eventbridge/latest/userguide/eb-scheduled-rule-pattern.html",
    ),
    Limit(
        ("s3.CreateBucket",),
        ("Bucket",),
        Like(
            r"(?!xn--)[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]",
            "the name of a bucket: 3 to 63 lower-case letters, digits, dots and hyphens",
        ),
        f"{_REFERENCE}/AmazonS3/latest/userguide/bucketnamingrules.html",
    ),
    Limit(
        ("iam.CreatePolicy", "iam.CreatePolicyVersion", "iam.PutRolePolicy", "iam.PutUserPolicy"),
        ("PolicyDocument",),
        JsonText(),
        f"{_REFERENCE}/IAM/latest/APIReference/API_CreatePolicy.html",
    ),
    Limit(
        ("iam.CreateRole",),
        ("AssumeRolePolicyDocument",),
        JsonText(),
        f"{_REFERENCE}/IAM/latest/APIReference/API_CreateRole.html",
    ),
    Limit(
        ("iam.UpdateAssumeRolePolicy",),
        ("PolicyDocument",),
        JsonText(),
        f"{_REFERENCE}/IAM/latest/APIReference/API_UpdateAssumeRolePolicy.html",
    ),
    Limit(
        ("s3.PutBucketPolicy",),
        ("Policy",),
        JsonText(),
        f"{_REFERENCE}/AmazonS3/latest/API/API_PutBucketPolicy.html",
    ),
    Limit(
        ("kms.PutKeyPolicy",),
        ("Policy",),
        JsonText(),
        f"{_REFERENCE}/kms/latest/APIReference/API_PutKeyPolicy.html",
    ),
    Limit(_QUEUES, ("Attributes", "Policy"), JsonText(), _QUEUE),
    Limit(
        ("wafv2.PutLoggingConfiguration",),
        ("LoggingConfiguration", "LogDestinationConfigs", "[]"),
        Like(r".*[:/]aws-waf-logs-.*", 'the ARN of what is called "aws-waf-logs-" and more'),
        f"{_REFERENCE}/waf/latest/APIReference/API_PutLoggingConfiguration.html",
    ),
    Limit(_QUEUES, ("Attributes", "DelaySeconds"), Between(0, 900, as_text=True), _QUEUE),
    Limit(
        _QUEUES,
        ("Attributes", "MaximumMessageSize"),
        Between(1024, 1_048_576, as_text=True),
        _QUEUE,
    ),
    Limit(
        _QUEUES,
        ("Attributes", "MessageRetentionPeriod"),
        Between(60, 1_209_600, as_text=True),
        _QUEUE,
    ),
    Limit(
        _QUEUES,
        ("Attributes", "ReceiveMessageWaitTimeSeconds"),
        Between(0, 20, as_text=True),
        _QUEUE,
    ),
    Limit(_QUEUES, ("Attributes", "VisibilityTimeout"), Between(0, 43_200, as_text=True), _QUEUE),
    Limit(
        _QUEUES,
        ("Attributes", "KmsDataKeyReusePeriodSeconds"),
        Between(60, 86_400, as_text=True),
        _QUEUE,
    ),
)
"""Every such rule."""
