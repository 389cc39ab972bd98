"""The IAM actions that steps need, as far as they are certain.

Source: https://docs.aws.amazon.com/service-authorization/latest/reference/reference_policies_actions-resources-contextkeys.html
"""

import re
from collections.abc import Mapping
from typing import Any

from ssmdsl.api_call import ApiCall
from ssmdsl.service_model import Operation, service_model
from ssmdsl.step import Step

_PREFIXES: Mapping[str, str] = {
    "cloudcontrol": "cloudformation",
    "cloudwatch": "cloudwatch",
    "iot-data": "iot",
    "iot-jobs-data": "iotjobsdata",
    "iotsecuretunneling": "iot",
    "mturk": "mechanicalturk",
    "resourcegroupstaggingapi": "tag",
}
"""The services whose actions begin otherwise than with the name that requests are signed with."""

_NOT_CERTAIN = frozenset(
    {
        "apigatewaymanagementapi",
        "bedrock-runtime",
        "connectparticipant",
        "keyspaces",
        "neptunedata",
        "sso",
    }
)
"""The services whose actions have names of their own."""

_OTHERWISE: Mapping[str, Mapping[str, tuple[str, ...]]] = {
    "cloudfront": {
        "CreateDistributionWithTags": ("CreateDistribution", "TagResource"),
    },
    "dynamodb": {
        "DescribeEndpoints": (),
        "ExecuteStatement": (),
        "BatchExecuteStatement": (),
        "ExecuteTransaction": (),
        "TransactGetItems": ("GetItem",),
        "TransactWriteItems": (),
    },
    "kms": {"ReEncrypt": ("ReEncryptFrom", "ReEncryptTo")},
    "lambda": {
        "GetLayerVersionByArn": ("GetLayerVersion",),
        "Invoke": ("InvokeFunction",),
        "InvokeWithResponseStream": ("InvokeFunction",),
    },
    "s3": {
        "CompleteMultipartUpload": ("PutObject",),
        "CopyObject": ("GetObject", "PutObject"),
        "CreateMultipartUpload": ("PutObject",),
        "CreateSession": (),
        "DeleteObjects": ("DeleteObject",),
        "DeletePublicAccessBlock": ("PutBucketPublicAccessBlock",),
        "GetObjectLockConfiguration": ("GetBucketObjectLockConfiguration",),
        "GetPublicAccessBlock": ("GetBucketPublicAccessBlock",),
        "HeadBucket": ("ListBucket",),
        "HeadObject": ("GetObject",),
        "ListBuckets": ("ListAllMyBuckets",),
        "ListDirectoryBuckets": (),
        "ListMultipartUploads": ("ListBucketMultipartUploads",),
        "ListObjectVersions": ("ListBucketVersions",),
        "ListObjects": ("ListBucket",),
        "ListObjectsV2": ("ListBucket",),
        "ListParts": ("ListMultipartUploadParts",),
        "PutObjectLockConfiguration": ("PutBucketObjectLockConfiguration",),
        "PutPublicAccessBlock": ("PutBucketPublicAccessBlock",),
        "RenameObject": ("PutObject",),
        "SelectObjectContent": ("GetObject",),
        "UploadPart": ("PutObject",),
        "UploadPartCopy": ("GetObject", "PutObject"),
        "WriteGetObjectResponse": (),
    },
    "s3control": {
        "DeletePublicAccessBlock": ("PutAccountPublicAccessBlock",),
        "GetPublicAccessBlock": ("GetAccountPublicAccessBlock",),
        "PutPublicAccessBlock": ("PutAccountPublicAccessBlock",),
    },
    "securityhub": {
        "BatchUpdateFindingsV2": ("BatchUpdateFindings",),
        "GetFindingsV2": ("GetFindings",),
    },
    "sns": {"PublishBatch": ("Publish",)},
    "sqs": {
        "ChangeMessageVisibilityBatch": ("ChangeMessageVisibility",),
        "DeleteMessageBatch": ("DeleteMessage",),
        "SendMessageBatch": ("SendMessage",),
    },
    "sts": {"GetCallerIdentity": (), "GetSessionToken": ()},
}
"""The operations whose actions have other names; none where none is needed, or it is not known."""

_BUCKET: tuple[tuple[str, str], ...] = (
    (r"(?:Get|List)Bucket(Analytics|IntelligentTiering|Inventory|Metrics)\w+", r"Get\1"),
    (r"(?:Put|Delete)Bucket(Analytics|IntelligentTiering|Inventory|Metrics)\w+", r"Put\1"),
    (r"GetBucket(Encryption|Replication|Lifecycle)(?:Configuration)?", r"Get\1"),
    (r"(?:Put|Delete)Bucket(Encryption|Replication|Lifecycle)(?:Configuration)?", r"Put\1"),
    (r"(Get|Put)BucketAccelerateConfiguration", r"\1Accelerate"),
)
"""Patterns of the operations of S3 that are about a configuration, and how the action begins."""

_OF_STEPS: Mapping[str, tuple[str, ...]] = {
    "aws:copyImage": ("ec2:CopyImage",),
    "aws:createImage": ("ec2:CreateImage",),
    "aws:createStack": ("cloudformation:CreateStack",),
    "aws:deleteImage": ("ec2:DeregisterImage",),
    "aws:deleteStack": ("cloudformation:DeleteStack",),
    "aws:executeAutomation": ("ssm:StartAutomationExecution",),
    "aws:executeStateMachine": ("states:StartExecution",),
    "aws:invokeLambdaFunction": ("lambda:InvokeFunction",),
    "aws:runCommand": ("ssm:SendCommand",),
    "aws:runInstances": ("ec2:RunInstances",),
}
_OF_STATES: Mapping[Any, str] = {
    "running": "ec2:StartInstances",
    "stopped": "ec2:StopInstances",
    "terminated": "ec2:TerminateInstances",
}


def call_actions(step: ApiCall, operation: Operation) -> tuple[str, ...]:
    """Return the actions that a call needs."""
    service = step.service.lower()
    if service in _NOT_CERTAIN:
        return ()
    prefix = _PREFIXES.get(service) or service_model(step.service).signing_name
    if prefix == "apigateway":
        return (f"apigateway:{operation.http['method']}",)
    if service.startswith("partnercentral"):
        prefix = "partnercentral"
    if prefix == "budgets":
        reads = operation.name.startswith(("Describe", "List"))
        return ("budgets:ViewBudget" if reads else "budgets:ModifyBudget",)
    names = _OTHERWISE.get(service, {}).get(operation.name)
    if names is None:
        is_s3 = service in ("s3", "s3control")
        names = (_name_in_s3(operation.name) if is_s3 else operation.name,)
    return tuple(f"{prefix}:{name}" for name in names)


def step_actions(step: Step) -> tuple[str, ...]:
    """Return the actions that a step needs which does not call an operation that it names."""
    if step.action == "aws:changeInstanceState":
        state = step.action_inputs().get("DesiredState")
        return (_OF_STATES[state],) if isinstance(state, str) and state in _OF_STATES else ()
    if step.action == "aws:createTags":
        kind = step.action_inputs().get("ResourceType", "EC2")
        return ("ec2:CreateTags",) if isinstance(kind, str) and kind == "EC2" else ()
    return _OF_STEPS.get(step.action, ())


def _name_in_s3(operation: str) -> str:
    for pattern, beginning in _BUCKET:
        found = re.fullmatch(pattern, operation)
        if found is not None:
            return f"{found.expand(beginning)}Configuration"
    if operation == "DeleteBucketCors":
        return "PutBucketCORS"
    if operation in ("DeleteBucketTagging", "DeleteBucketOwnershipControls"):
        return operation.replace("Delete", "Put")
    renamed = operation.replace("BucketNotificationConfiguration", "BucketNotification")
    return renamed.replace("BucketCors", "BucketCORS")
