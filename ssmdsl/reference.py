"""References: values that exist only when the automation runs, written `{{ … }}` in a document.

Source: https://docs.aws.amazon.com/systems-manager/latest/userguide/automation-variables.html
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from ssmdsl.condition import EQUALS, And, Comparison, Condition, Not, Operand, Or, compare
from ssmdsl.errors import DefinitionError, Problem, quoted
from ssmdsl.value_type import ParameterType, basic_type

REFERENCE = re.compile(
    r"\{\{\s*((?:variable|global|automation|ssm):[^{}\s]+|[A-Za-z0-9]+|[A-Za-z0-9_]+\.[^{}.\s]+)\s*\}\}"
)
"""A reference inside text. Braces that do not match are text, as they are for the service."""


class Reference(Operand):
    """A value of a known type that stands as `{{ expression }}` in the document.

    In an f-string it becomes that text; given whole, as an argument, it keeps its type. Comparing
    it gives a condition: `state == "stopped"`, `count > 3`, `name.starts_with("prod-")`.
    """

    def __eq__(self, other: object) -> Condition:  # type: ignore[override]
        if isinstance(other, Reference):
            kind, same = basic_type(self.value_type), self.expression == other.expression
            if kind not in EQUALS or (same and kind != basic_type(other.value_type)):
                # No question that Automation could be asked, but one of a dictionary's.
                return same  # type: ignore[return-value]
        return compare(self, other)

    def __ne__(self, other: object) -> Condition:  # type: ignore[override]
        return ~compare(self, other)

    def __gt__(self, other: "int | Reference") -> Condition:
        return Comparison(self, "NumericGreater", other)

    def __lt__(self, other: "int | Reference") -> Condition:
        return Comparison(self, "NumericLesser", other)

    def __ge__(self, other: "int | Reference") -> Condition:
        return Comparison(self, "NumericGreaterOrEquals", other)

    def __le__(self, other: "int | Reference") -> Condition:
        return Comparison(self, "NumericLesserOrEquals", other)

    def __hash__(self) -> int:
        return hash((Reference, self.expression))

    def __and__(self, other: "Condition | Reference") -> Condition:
        return And(self, other)

    def __or__(self, other: "Condition | Reference") -> Condition:
        return Or(self, other)

    def __invert__(self) -> Condition:
        return Not(self)

    def __bool__(self) -> bool:
        message = (
            "it has no value before the automation runs, so Python's if, and, or and not cannot"
            " ask it; give a condition to when(…), and combine conditions with &, | and ~"
        )
        raise DefinitionError(problems=[Problem(str(self), message)])

    def is_true(self) -> Condition:
        """Return the condition that a Boolean is true."""
        return Comparison(self, "BooleanEquals", True)

    def is_false(self) -> Condition:
        """Return the condition that a Boolean is false, and there."""
        return Comparison(self, "BooleanEquals", False)

    def is_one_of(self, *values: object) -> Condition:
        """Return the condition that it has one of these values; there is at least one."""
        return Or(*(compare(self, value) for value in values))

    def equals_ignore_case(self, text: "str | Reference") -> Condition:
        """Return the condition that it is this text, in whatever case."""
        return Comparison(self, "EqualsIgnoreCase", text)

    def starts_with(self, text: "str | Reference") -> Condition:
        """Return the condition that it begins with this text."""
        return Comparison(self, "StartsWith", text)

    def ends_with(self, text: "str | Reference") -> Condition:
        """Return the condition that it ends in this text."""
        return Comparison(self, "EndsWith", text)

    def contains(self, text: "str | Reference") -> Condition:
        """Return the condition that this text stands somewhere in it."""
        return Comparison(self, "Contains", text)

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


def references_in(value: Any) -> Iterator[str]:
    """Yield the expression of every reference in a value, nested ones too."""
    if isinstance(value, Reference):
        yield value.expression
    elif isinstance(value, str):
        if "{{" in value:
            yield from REFERENCE.findall(value)
    elif isinstance(value, Mapping):
        for member in value.values():
            yield from references_in(member)
    elif isinstance(value, list | tuple):
        for item in value:
            yield from references_in(item)


def references_at(value: Any, path: str) -> Iterator[tuple[str, str]]:
    """Yield path and expression of every reference in a value; of odd keys the path has none."""
    if isinstance(value, Mapping):
        for key, member in value.items():
            is_plain = isinstance(key, str) and re.fullmatch(r"[\w-]+", key)
            yield from references_at(member, f"{path}.{key}" if is_plain else path)
    elif isinstance(value, list | tuple):
        for index, item in enumerate(value):
            yield from references_at(item, f"{path}[{index}]")
    else:
        for expression in references_in(value):
            yield path, expression


def to_json(value: Any) -> Any:
    """Return a value as plain JSON data, each reference as its `{{ … }}` text."""
    if isinstance(value, Reference):
        return str(value)
    if isinstance(value, Mapping):
        return {key: to_json(member) for key, member in value.items()}
    if isinstance(value, list | tuple):
        return [to_json(item) for item in value]
    return value


@dataclass(frozen=True, eq=False)
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


@dataclass(frozen=True, eq=False)
class SsmParameter(Reference):
    """A value in Parameter Store; only a parameter's default can be one.

    Source: https://docs.aws.amazon.com/systems-manager/latest/userguide/automation-variables.html
    """

    name: str
    """Its name there: `/golden-ami/latest`."""

    def __post_init__(self) -> None:
        """Refuse what is no name."""
        if not isinstance(self.name, str) or not re.fullmatch(r"[^{}\s]+", self.name):
            message = f"{quoted(self.name)} is not the name of a parameter in Parameter Store"
            raise DefinitionError(problems=[Problem("SsmParameter", message)])

    @property
    def expression(self) -> str:
        """`ssm:` and the name."""
        return f"ssm:{self.name}"

    @property
    def value_type(self) -> ParameterType:
        """Always text."""
        return "String"
