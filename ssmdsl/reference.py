"""References: values that exist only when the automation runs, written `{{ … }}` in a document.

Source: https://docs.aws.amazon.com/systems-manager/latest/userguide/automation-variables.html
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Literal

from ssmdsl.errors import DefinitionError, Problem, quoted

ValueType = Literal["String", "StringList", "Integer", "Boolean", "MapList", "StringMap"]
"""The six basic types of Automation; those of outputs and variables."""

ParameterType = Literal[
    "String",
    "StringList",
    "Integer",
    "Boolean",
    "MapList",
    "StringMap",
    "AWS::EC2::Instance::Id",
    "AWS::IAM::Role::Arn",
    "AWS::S3::Bucket::Name",
    "List<AWS::EC2::Instance::Id>",
    "List<AWS::IAM::Role::Arn>",
    "List<AWS::S3::Bucket::Name>",
]
"""The types a parameter can have: the basic ones, and AWS's own."""

REFERENCE = re.compile(
    r"\{\{\s*((?:variable|global|automation|ssm):[^{}\s]+|[A-Za-z0-9]+|[A-Za-z0-9_]+\.[^{}.\s]+)\s*\}\}"
)
"""A reference inside text. Braces that do not match are text, as they are for the service."""


class Reference:
    """A value of a known type that stands as `{{ expression }}` in the document.

    In an f-string it becomes that text; given whole, as an argument, it keeps its type.
    """

    @property
    def expression(self) -> str:
        """What stands between the braces."""
        raise NotImplementedError

    @property
    def value_type(self) -> ParameterType:
        """The type of the value it stands for."""
        raise NotImplementedError

    def __str__(self) -> str:
        return f"{{{{ {self.expression} }}}}"

    def __format__(self, specification: str) -> str:
        if specification:
            message = (
                "it has no value before the automation runs, so it cannot take the format"
                f" {quoted(':' + specification)}"
            )
            raise DefinitionError(problems=[Problem(str(self), message)])
        return str(self)


def basic_type(parameter_type: str) -> str:
    """Return the basic type that a parameter's type behaves as in references and comparisons."""
    if parameter_type.startswith("List<"):
        return "StringList"
    return "String" if parameter_type.startswith("AWS::") else parameter_type


def references_in(value: Any) -> Iterator[str]:
    """Yield the expression of every reference in a value, nested ones too."""
    if isinstance(value, Reference):
        yield value.expression
    elif isinstance(value, str):
        yield from REFERENCE.findall(value)
    elif isinstance(value, Mapping):
        for member in value.values():
            yield from references_in(member)
    elif isinstance(value, list | tuple):
        for item in value:
            yield from references_in(item)


def to_json(value: Any) -> Any:
    """Return a value as plain JSON data, each reference as its `{{ … }}` text."""
    if isinstance(value, Reference):
        return str(value)
    if isinstance(value, Mapping):
        return {key: to_json(member) for key, member in value.items()}
    if isinstance(value, list | tuple):
        return [to_json(item) for item in value]
    return value


@dataclass(frozen=True)
class SystemVariable(Reference):
    """A value that Automation itself provides.

    Source: https://docs.aws.amazon.com/systems-manager/latest/userguide/automation-variables.html
    """

    name: str
    """AWS's name of it: `global:REGION`."""

    @property
    def expression(self) -> str:
        """AWS's name of it."""
        return self.name

    @property
    def value_type(self) -> ParameterType:
        """Always text."""
        return "String"


ACCOUNT_ID = SystemVariable("global:ACCOUNT_ID")
"""The account in which the automation runs: 12 digits."""
AWS_PARTITION = SystemVariable("global:AWS_PARTITION")
"""The partition in which it runs: `aws`, `aws-cn`, `aws-us-gov`, …"""
DATE = SystemVariable("global:DATE")
"""The day on which the step runs, as `yyyy-MM-dd`."""
DATE_TIME = SystemVariable("global:DATE_TIME")
"""The time at which the step runs, as `yyyy-MM-dd_HH.mm.ss`."""
EXECUTION_ID = SystemVariable("automation:EXECUTION_ID")
"""The id of the running automation."""
REGION = SystemVariable("global:REGION")
"""The Region in which it runs."""

SYSTEM_VARIABLES = tuple(
    variable.name for variable in (ACCOUNT_ID, AWS_PARTITION, DATE, DATE_TIME, EXECUTION_ID, REGION)
)
