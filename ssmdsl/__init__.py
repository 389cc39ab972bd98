"""The language: a remediation of AWS resources, as typed Python.

Takes what a user writes; gives documents, policies and findings. Knows nothing of Terraform,
of the command line or of the screen, and reaches no network.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

from ssmdsl.attachment import Attachment
from ssmdsl.compiler import compile_document
from ssmdsl.condition import And, Condition, Not, Or
from ssmdsl.document import Document
from ssmdsl.errors import DefinitionError, MissingRequirementError, Problem, SsmflowError
from ssmdsl.output import Output
from ssmdsl.parameter import Parameter
from ssmdsl.permissions import Statement
from ssmdsl.reference import (
    ACCOUNT_ID,
    AWS_PARTITION,
    DATE,
    DATE_TIME,
    EXECUTION_ID,
    REGION,
    Reference,
    SsmParameter,
)
from ssmdsl.remediation import Automatic, Remediation, Role
from ssmdsl.rules import ManagedRule
from ssmdsl.step import Step
from ssmdsl.variable import Variable

if TYPE_CHECKING:
    from ssmdsl.actions import (
        Approve,
        AssertAwsResourceProperty,
        Branch,
        ChangeInstanceState,
        Choice,
        CopyImage,
        CreateImage,
        CreateStack,
        CreateTags,
        DeleteImage,
        DeleteStack,
        ExecuteAutomation,
        ExecuteAwsApi,
        ExecuteScript,
        ExecuteStateMachine,
        InvokeLambdaFunction,
        InvokeWebhook,
        Loop,
        LoopName,
        Pause,
        RunCommand,
        RunInstances,
        Sleep,
        UpdateVariable,
        WaitForAwsResourceProperty,
        When,
        when,
    )

__all__ = [
    "ACCOUNT_ID",
    "AWS_PARTITION",
    "DATE",
    "DATE_TIME",
    "EXECUTION_ID",
    "REGION",
    "And",
    "Approve",
    "AssertAwsResourceProperty",
    "Attachment",
    "Automatic",
    "Branch",
    "ChangeInstanceState",
    "Choice",
    "Condition",
    "CopyImage",
    "CreateImage",
    "CreateStack",
    "CreateTags",
    "DefinitionError",
    "DeleteImage",
    "DeleteStack",
    "Document",
    "ExecuteAutomation",
    "ExecuteAwsApi",
    "ExecuteScript",
    "ExecuteStateMachine",
    "InvokeLambdaFunction",
    "InvokeWebhook",
    "Loop",
    "LoopName",
    "ManagedRule",
    "MissingRequirementError",
    "Not",
    "Or",
    "Output",
    "Parameter",
    "Pause",
    "Problem",
    "Reference",
    "Remediation",
    "Role",
    "RunCommand",
    "RunInstances",
    "Sleep",
    "SsmParameter",
    "SsmflowError",
    "Statement",
    "Step",
    "UpdateVariable",
    "Variable",
    "WaitForAwsResourceProperty",
    "When",
    "compile_document",
    "when",
]


def __getattr__(name: str) -> Any:
    # An action is imported when a file asks for it: no file needs all of them.
    return getattr(import_module("ssmdsl.actions"), name)
