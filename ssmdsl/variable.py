"""Variables of a document: values that its steps change while it runs.

Source: https://docs.aws.amazon.com/systems-manager/latest/userguide/automation-action-update-variable.html
"""

import re
from collections.abc import Iterator
from typing import Annotated, Any, ClassVar

from pydantic import AfterValidator, Field, field_validator

from ssmdsl import limits
from ssmdsl.errors import Misfit, NotANameError, quoted
from ssmdsl.json_value import json_copy, json_misfits
from ssmdsl.model import model
from ssmdsl.parameter_value import type_misfits
from ssmdsl.reference import Reference
from ssmdsl.value_type import ValueType


@model
class Variable(Reference):
    """A value that `UpdateVariable` steps set; in an f-string it stands as `{{ variable:Name }}`.

    It is what one pass of a loop hands to the next.
    """

    noun: ClassVar[str] = "variable"

    name: str = Field(kw_only=False)
    """Letters and digits, at most 50."""
    type: ValueType = Field(default="String", kw_only=False)
    """The type of its value, which no update changes."""
    default: Annotated[Any, AfterValidator(json_copy)] = None
    """The value it begins with, of the declared type; `None` is none."""
    description: str | None = None
    """What it is for; shown in the console."""

    @field_validator("name")
    @classmethod
    def _name_is_alphanumeric(cls, name: str) -> str:
        if not re.match(limits.PARAMETER_NAME_PATTERN, name):
            message = f"{quoted(name)} is not a variable name: 1 to 50 letters and digits"
            raise NotANameError(message)
        return name

    def misfits(self) -> Iterator[Misfit]:
        """Yield how the default is not of the variable's type."""
        if self.default is not None:
            yield from json_misfits(self.default, "default")
            for path, message in type_misfits(self.type, self.default, noun="variable"):
                yield f"default{path}", message, "SSM120"

    __eq__ = Reference.__eq__
    __hash__ = Reference.__hash__

    @property
    def expression(self) -> str:
        """`variable:` and the name."""
        return f"variable:{self.name}"

    @property
    def value_type(self) -> ValueType:
        """The declared type."""
        return self.type
