"""Parameters of a document: what whoever starts the automation hands in.

Source: https://docs.aws.amazon.com/systems-manager/latest/userguide/documents-syntax-data-elements-parameters.html
"""

import re
from collections.abc import Iterator, Sequence
from typing import Annotated, Any, ClassVar, Literal

from pydantic import AfterValidator, Field, field_validator

from ssmdsl import limits
from ssmdsl.errors import Misfit, NotANameError, quoted
from ssmdsl.json_value import json_copy, json_misfits
from ssmdsl.model import Items, model
from ssmdsl.parameter_value import constraint_misfits, pattern_misfit, type_misfits
from ssmdsl.reference import Reference, SsmParameter, references_in
from ssmdsl.value_type import ParameterType, basic_type


def _copies(values: Sequence[Any]) -> tuple[Any, ...]:
    return tuple(map(json_copy, values))


@model
class Parameter(Reference):
    """A value the document is started with; in an f-string it stands as `{{ Name }}`."""

    noun: ClassVar[str] = "parameter"

    name: str = Field(kw_only=False)
    """Letters and digits, at most 50."""
    type: ParameterType = Field(default="String", kw_only=False)
    """The type of its value; values of AWS's own types are checked when the automation starts."""
    default: Annotated[Any, AfterValidator(json_copy)] = None
    """The value used where none is given, of the declared type; `None` makes one required."""
    description: str | None = None
    """What it is for; shown in the console."""
    allowed_values: Annotated[Items[Any], AfterValidator(_copies)] = ()
    """The only values that are accepted; empty means any."""
    allowed_pattern: str | None = None
    """A Java regular expression that the whole value must match."""
    min_items: int | None = Field(default=None, ge=0)
    """Fewest items of a list."""
    max_items: int | None = Field(default=None, ge=0)
    """Most items of a list."""
    min_chars: int | None = Field(default=None, ge=0)
    """Fewest characters of a text."""
    max_chars: int | None = Field(default=None, ge=0)
    """Most characters of a text."""
    display_type: Literal["textfield", "textarea"] | None = None
    """How the console asks for it; `None` means a line."""

    @field_validator("name")
    @classmethod
    def _name_is_alphanumeric(cls, name: str) -> str:
        if not re.match(limits.PARAMETER_NAME_PATTERN, name):
            message = f"{quoted(name)} is not a parameter name: 1 to 50 letters and digits"
            raise NotANameError(message)
        return name

    @field_validator("allowed_pattern")
    @classmethod
    def _pattern_is_a_regular_expression(cls, pattern: str | None) -> str | None:
        misfit = pattern_misfit(pattern) if pattern else None
        if misfit:
            message = f"{quoted(pattern)} is not a regular expression: {misfit}"
            raise ValueError(message)
        return pattern

    def misfits(self) -> Iterator[Misfit]:
        """Yield how the default, the allowed values and the bounds disagree with the rest."""
        for least, most in (("min_items", "max_items"), ("min_chars", "max_chars")):
            low, high = getattr(self, least), getattr(self, most)
            if low is not None and high is not None and low > high:
                yield least, f"{low} is more than {most}, which is {high}", "SSM107"
        yield from json_misfits(list(self.allowed_values), "allowed_values")
        for index, value in enumerate(self.allowed_values):
            for path, message in type_misfits(self.type, value, one_item=True):
                yield f"allowed_values[{index}]{path}", message, "SSM120"
        if self.default is None:
            return
        yield from json_misfits(self.default, "default")
        # Whoever starts the automation is held to the pattern and the bounds; SSM's own
        # documents have defaults that break them, "" above all.
        for path, message in type_misfits(self.type, self.default):
            yield f"default{path}", message, "SSM120"
        kind = basic_type(self.type)
        if isinstance(self.default, SsmParameter) and kind not in ("String", "StringList"):
            message = f"Parameter Store holds texts, and the parameter is of type {self.type}"
            yield "default", message, "SSM120"
        is_nothing = isinstance(self.default, str) and not self.default
        if not is_nothing and not any(references_in(self.default)):
            for path, message in constraint_misfits(self.default, allowed=self.allowed_values):
                yield f"default{path}", message, "SSM120"

    def value_misfits(self, value: Any) -> Iterator[tuple[str, str]]:
        """Yield path and message of why the automation could not be started with a value."""
        wrong_type = list(type_misfits(self.type, value))
        yield from wrong_type
        if not wrong_type:
            yield from constraint_misfits(
                value,
                allowed=self.allowed_values,
                pattern=self.allowed_pattern,
                aws_type=self.type,
                items=(self.min_items, self.max_items),
                characters=(self.min_chars, self.max_chars),
            )

    __eq__ = Reference.__eq__
    __hash__ = Reference.__hash__

    @property
    def expression(self) -> str:
        """The parameter's name."""
        return self.name

    @property
    def value_type(self) -> ParameterType:
        """The declared type."""
        return self.type

    @property
    def is_required(self) -> bool:
        """Whether a value must be given when the automation starts."""
        return self.default is None


AUTOMATION_ASSUME_ROLE = Parameter(
    "AutomationAssumeRole",
    "AWS::IAM::Role::Arn",
    description="The role that the automation acts as.",
)
"""The parameter by which AWS Config hands over the role, under the only name that it accepts.

Source: https://docs.aws.amazon.com/config/latest/developerguide/setup-autoremediation.html
"""
