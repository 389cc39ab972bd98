"""The language: a remediation of AWS resources, as typed Python.

Takes what a user writes; gives documents, policies and findings. Knows nothing of Terraform,
of the command line or of the screen, and reaches no network.
"""

from ssmdsl.actions import ExecuteAwsApi, Sleep
from ssmdsl.compiler import compile_document
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
)
from ssmdsl.remediation import Automatic, Remediation, Role
from ssmdsl.rules import ManagedRule
from ssmdsl.step import Step

__all__ = [
    "ACCOUNT_ID",
    "AWS_PARTITION",
    "DATE",
    "DATE_TIME",
    "EXECUTION_ID",
    "REGION",
    "Automatic",
    "DefinitionError",
    "Document",
    "ExecuteAwsApi",
    "ManagedRule",
    "MissingRequirementError",
    "Output",
    "Parameter",
    "Problem",
    "Reference",
    "Remediation",
    "Role",
    "Sleep",
    "SsmflowError",
    "Statement",
    "Step",
    "compile_document",
]
