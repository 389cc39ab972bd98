"""What a step's selectors select from: the shape of a response, in botocore's words."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from types import MappingProxyType
from typing import Any

from ssmdsl.service_model import operation_model
from ssmdsl.step import Step


@dataclass(frozen=True, eq=False)
class Part:
    """A part of a response that botocore has no shape of."""

    type_name: str
    name: str = ""
    members: Mapping[str, Any] = field(default_factory=dict)
    member: Any = None
    enum: tuple[str, ...] = ()


TEXT = Part("string", "text")
NUMBER = Part("integer", "number")
ANYTHING = Part("anything")
"""A part of which nobody knows what is in it."""
HEADERS = Part("headers")
"""The headers of an answer: anything can be in there, and nobody means it when he searches."""

METADATA = Part(
    "structure",
    "ResponseMetadata",
    {
        "RequestId": TEXT,
        "HostId": TEXT,
        "HTTPStatusCode": NUMBER,
        "HTTPHeaders": HEADERS,
        "RetryAttempts": NUMBER,
    },
)
"""What boto3 adds to each response.

Source: https://boto3.amazonaws.com/v1/documentation/api/latest/guide/error-handling.html
"""

_DECODED = frozenset({"policyDocumentType", "TemplateBody"})
"""The texts that boto3 gives as what they say: IAM's policies and CloudFormation's templates."""

_LOOSE = frozenset({"PlatformValues"})
"""The enums that AWS itself does not keep to: EC2 answers `windows`, and its model says `Windows`.

Source: https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_Instance.html
"""

TEXTS = Part("list", "texts", member=TEXT)


def _structure(**members: Part) -> Part:
    return Part("structure", "result", members)


_COMMAND_STATUS = (
    *("Pending", "InProgress", "Delayed", "Success"),
    *("Cancelled", "TimedOut", "Failed", "Cancelling"),
)
"""What Run Command's GetCommandInvocation says of a command.

Source: botocore's model of it.
"""

_WITHOUT_RESULT = (
    "branch",
    "createTags",
    "deleteImage",
    "deleteStack",
    "pause",
    "sleep",
    "updateVariable",
)

ROOTS: Mapping[str, Part] = MappingProxyType(
    {
        "aws:executeScript": _structure(Payload=ANYTHING, ExecutionLog=TEXT),
        "aws:runCommand": _structure(
            CommandId=TEXT,
            Status=Part("string", "status", enum=_COMMAND_STATUS),
            ResponseCode=NUMBER,
            Output=TEXT,
            OutputPayload=TEXT,
        ),
        "aws:runInstances": _structure(InstanceIds=TEXTS, InstanceStates=ANYTHING),
        "aws:createImage": _structure(ImageId=TEXT, ImageState=TEXT),
        "aws:copyImage": _structure(ImageId=TEXT, ImageState=TEXT),
        "aws:createStack": _structure(StackId=TEXT, StackStatus=TEXT, StackStatusReason=TEXT),
        "aws:executeAutomation": _structure(ExecutionId=TEXT, Output=TEXTS, Status=TEXT),
        "aws:approve": _structure(
            ApprovalStatus=Part("string", "status", enum=("Approved", "Rejected", "Waiting")),
            ApproverDecisions=ANYTHING,
        ),
        **{f"aws:{action}": _structure() for action in _WITHOUT_RESULT},
    }
)
"""What the selectors of an action select from, where that is no operation's response."""


@lru_cache(maxsize=1024)
def response_of(service: str, api: str) -> Part:
    """Return what boto3 returns for an operation.

    Raises:
        DefinitionError: botocore knows no such operation.
    """
    shape = operation_model(service, api).output_shape
    members = {} if shape is None else shape.members
    return Part("structure", f"{service}.{api}", {**members, "ResponseMetadata": METADATA})


def root_of(step: Step) -> Part:
    """Return what the selectors of a step that calls no API select from."""
    return ROOTS.get(step.action, ANYTHING)


def kind(shape: Any) -> str:
    """Return what a part is: botocore's word, or `anything` where its model does not say it all."""
    word = str(shape.type_name)
    if isinstance(shape, Part):
        return word
    is_open = (
        word == "blob"
        or shape.name in _DECODED
        or (word == "structure" and shape.is_document_type)
        or shape.serialization.keys() & {"jsonvalue", "eventstream"}
    )
    return "anything" if is_open else word


def item_of(shape: Any) -> Any:
    """Return what each item of a list is."""
    return ANYTHING if shape.member is None else shape.member


def enum_of(shape: Any) -> tuple[str, ...]:
    """Return the only texts that a part can be; none where that is not known."""
    return () if shape.name in _LOOSE else tuple(getattr(shape, "enum", ()))
