"""What a service says to a call that is made a second time, when the first has done its work.

Sources: botocore's models of the operations' errors;
https://docs.aws.amazon.com/AWSEC2/latest/APIReference/errors-overview.html for those of EC2, of
which it has none.
"""

import re
from functools import cache

from ssmdsl.api_call import ApiCall
from ssmdsl.reference import references_in
from ssmdsl.service_model import Operation, operation_model

MAKES = re.compile("(Create|Copy|Restore|Register|Import|Add|Enable|Subscribe)[A-Z]")
"""How the operations begin whose model is believed: an update has such errors for new names."""

_IS_THERE = re.compile(r"AlreadyOwned|AlreadyExist|(?<!Domain)Exists(Exception)?$|^Duplicate[A-Z]")
_SAYS_SO = re.compile(r"already (exists|been|enabled)", re.IGNORECASE)

_OTHERWISE = re.compile(
    "^(CNAME|DuplicateInstanceId|DuplicateRequest|DuplicateUserName|NoSuch|OperationId|Tags|Token)"
    "|NotExist|SLRExists|TagKeys"
)
"""Errors of such names that mean something else."""

_ERRORS = {
    "dynamodb": {"CreateTable": "ResourceInUseException"},
    "ec2": {
        "AssociateIamInstanceProfile": "IncorrectState",
        "AttachInternetGateway": "Resource.AlreadyAssociated",
        "AttachVolume": "VolumeInUse",
        "AuthorizeSecurityGroupEgress": "InvalidPermission.Duplicate",
        "AuthorizeSecurityGroupIngress": "InvalidPermission.Duplicate",
        "CreateImage": "InvalidAMIName.Duplicate",
        "CreateKeyPair": "InvalidKeyPair.Duplicate",
        "CreateLaunchTemplate": "InvalidLaunchTemplateName.AlreadyExistsException",
        "CreateNetworkAclEntry": "NetworkAclEntryAlreadyExists",
        "CreatePlacementGroup": "InvalidPlacementGroup.Duplicate",
        "CreateRoute": "RouteAlreadyExists",
        "CreateSecurityGroup": "InvalidGroup.Duplicate",
        "CreateSubnet": "InvalidSubnet.Conflict",
        "ImportKeyPair": "InvalidKeyPair.Duplicate",
    },
    "eks": {"CreateCluster": "ResourceInUseException"},
    "firehose": {"CreateDeliveryStream": "ResourceInUseException"},
    "guardduty": {"CreateDetector": "BadRequestException"},
    "iam": {"AddRoleToInstanceProfile": "LimitExceeded"},
    "kinesis": {"CreateStream": "ResourceInUseException"},
    "securityhub": {"EnableSecurityHub": "ResourceConflictException"},
    "ssm": {"PutParameter": "ParameterAlreadyExists"},
}
"""The errors that no model has, or that it has under a name which says less."""

_REPEATABLE = {
    ("autoscaling", "CreateOrUpdateTags"),
    ("elb", "CreateLoadBalancer"),
    ("elbv2", "CreateListener"),
    ("elbv2", "CreateLoadBalancer"),
    ("elbv2", "CreateTargetGroup"),
    ("sqs", "CreateQueue"),
    ("ssm", "CreateOpsItem"),
    ("stepfunctions", "CreateActivity"),
    ("stepfunctions", "CreateStateMachine"),
}
"""The operations that give such an error only for other settings, or for what is said to be one."""

_TOKENS = ("Token", "CallerReference", "CreatorRequestId")
"""How the inputs end by which a service knows a call again."""

NEW_EACH_TIME = {"automation:EXECUTION_ID", "global:DATE_TIME"}
"""What makes a name that no earlier run has given."""


def error_when_there(step: ApiCall, operation: Operation) -> str | None:
    """Return the error that a second call gives for what the first one made, if it gives one.

    Args:
        step: the step that calls.
        operation: what it calls, or means to call.
    """
    given = step.inputs
    if step.action != "aws:executeAwsApi" or any(key.endswith(_TOKENS) for key in given):
        return None
    if given.get("Overwrite") is not None or given.get("DryRun") is True:
        return None
    error = _error(operation.service, operation.name)
    if error is None or not NEW_EACH_TIME.isdisjoint(references_in(given)):
        return None
    return error


@cache
def _error(service: str, api: str) -> str | None:
    """Return the error code of an operation that botocore knows."""
    if api in _ERRORS.get(service, {}):
        return _ERRORS[service][api]
    if (service, api) in _REPEATABLE or not MAKES.match(api):
        return None
    found: list[str] = []
    for shape in operation_model(service, api).error_shapes:
        name, code = shape.name, shape.error_code
        if code is None or _OTHERWISE.search(name):
            continue
        is_conflict = name.endswith("ConflictException") and _SAYS_SO.search(shape.documentation)
        if _IS_THERE.search(name) or is_conflict:
            found.append(code)
    return min(found, key=lambda code: "Owned" not in code, default=None)
