"""Outputs of a step: what later steps, and whoever started the automation, can read of its result.

Source: https://docs.aws.amazon.com/systems-manager/latest/userguide/automation-action-outputs-inputs.html
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import ClassVar

from pydantic import Field

from ssmdsl.errors import NOT_A_NAME, Misfit, quoted
from ssmdsl.model import model
from ssmdsl.reference import Reference
from ssmdsl.value_type import ValueType

REFERABLE = re.compile(r"[^{}.\s]+")
"""What an output's name may be, so that `{{ Step.Name }}` is a reference."""


@model
class Output:
    """A named part of a step's response, found by a JSONPath selector."""

    noun: ClassVar[str] = "output"

    name: str = Field(kw_only=False)
    """The name under which it is read: `{{ Step.Name }}`."""
    selector: str = Field(kw_only=False)
    """Where it stands in the response, as JSONPath: `$.FlowLogIds[0]`."""
    type: ValueType = Field(default="String", kw_only=False)
    """The type that the selected value is converted to."""

    def misfits(self) -> Iterator[Misfit]:
        """Yield why the output could not be read, or not be found in the response."""
        if not REFERABLE.fullmatch(self.name):
            message = f"{quoted(self.name)} is not an output name: no spaces, dots or braces"
            yield "name", message, NOT_A_NAME
        if not self.selector.startswith("$"):
            yield "selector", f'{quoted(self.selector)} does not begin with "$", as "$.Name" does'


@dataclass(frozen=True, eq=False)
class StepOutput(Reference):
    """A reference to an output of a step that runs earlier."""

    step_name: str
    """The step whose output it is."""
    output: Output
    """The output itself, with its type."""

    @property
    def expression(self) -> str:
        """`Step.Output`."""
        return f"{self.step_name}.{self.output.name}"

    @property
    def value_type(self) -> ValueType:
        """The output's declared type."""
        return self.output.type
