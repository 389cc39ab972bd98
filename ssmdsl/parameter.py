"""Parameters of a document: what whoever starts the automation hands in.

Source: https://docs.aws.amazon.com/systems-manager/latest/userguide/documents-syntax-data-elements-parameters.html
"""

import re
from typing import Any, ClassVar

from pydantic import Field, field_validator

from ssmdsl import limits
from ssmdsl.errors import one_of
from ssmdsl.model import Items, model, quoted
from ssmdsl.reference import ParameterType, Reference, basic_type


@model
class Parameter(Reference):
    """A value the document is started with; in an f-string it stands as `{{ Name }}`."""

    noun: ClassVar[str] = "parameter"

    name: str = Field(kw_only=False)
    """Letters and digits, at most 50."""
    type: ParameterType = Field(default="String", kw_only=False)
    """The type of its value; values of AWS's own types are checked when the automation starts."""
    default: Any = None
    """The value used where none is given, of the declared type; `None` makes one required."""
    description: str | None = None
    """What it is for; shown in the console."""
    allowed_values: Items[Any] = ()
    """The only values that are accepted; empty means any."""
    allowed_pattern: str | None = None
    """A Java regular expression that the whole value must match."""
    min_items: int | None = Field(default=None, ge=0, strict=True)
    """Fewest items of a list."""
    max_items: int | None = Field(default=None, ge=0, strict=True)
    """Most items of a list."""
    min_chars: int | None = Field(default=None, ge=0, strict=True)
    """Fewest characters of a text."""
    max_chars: int | None = Field(default=None, ge=0, strict=True)
    """Most characters of a text."""

    @field_validator("name")
    @classmethod
    def _name_is_alphanumeric(cls, name: str) -> str:
        if not re.match(limits.PARAMETER_NAME_PATTERN, name):
            message = f'"{name}" is not a parameter name: 1 to 50 letters and digits'
            raise ValueError(message)
        return name

    def __post_init__(self) -> None:
        """Check the default and the allowed values against the type."""
        self._check_type("default", self.default)
        for value in self.allowed_values:
            self._check_type("allowed_values", value)
        if self.allowed_values and self.default is not None:
            allowed = one_of([str(value) for value in self.allowed_values])
            chosen = self.default if isinstance(self.default, list | tuple) else [self.default]
            for value in chosen:
                if value not in self.allowed_values and not self._is_template(value):
                    message = f"default: {quoted(value)} is not one of {allowed}"
                    raise ValueError(message)

    def _is_template(self, value: Any) -> bool:
        return isinstance(value, str) and "{{" in value

    def _check_type(self, field: str, value: Any) -> None:
        if value is None or self._is_template(value):
            return
        kind = basic_type(self.type)
        item_allowed = field == "allowed_values" and kind in ("StringList", "MapList")
        expected: tuple[type, ...] = {
            "String": (str,),
            "StringList": (str,) if item_allowed else (list, tuple),
            "Integer": (int,),
            "Boolean": (bool,),
            "MapList": (dict,) if item_allowed else (list, tuple),
            "StringMap": (dict,),
        }[kind]
        if not isinstance(value, expected) or (kind == "Integer" and isinstance(value, bool)):
            message = f"{field}: {quoted(value)} is not of the parameter's type {self.type}"
            raise ValueError(message)

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

    def __hash__(self) -> int:
        return hash((self.name, self.type))


AUTOMATION_ASSUME_ROLE = Parameter(
    "AutomationAssumeRole",
    "AWS::IAM::Role::Arn",
    description="The role that the automation acts as.",
)
"""The parameter by which AWS Config hands over the role, under the only name that it accepts.

Source: https://docs.aws.amazon.com/config/latest/developerguide/setup-autoremediation.html
"""
