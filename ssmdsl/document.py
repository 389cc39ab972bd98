"""The document: parameters, steps and outputs of an automation, checked as a whole.

Source: https://docs.aws.amazon.com/systems-manager/latest/userguide/documents-syntax-data-elements-parameters.html
"""

import re
from collections.abc import Iterator
from typing import Any, ClassVar

from pydantic import Field, field_validator

from ssmdsl import limits
from ssmdsl.errors import DefinitionError, Problem, did_you_mean, one_of
from ssmdsl.model import Items, model
from ssmdsl.output import StepOutput
from ssmdsl.parameter import AUTOMATION_ASSUME_ROLE, Parameter
from ssmdsl.reference import SYSTEM_VARIABLES, references_in
from ssmdsl.step import Step


@model
class Document:
    """An SSM Automation document, schema version 0.3."""

    noun: ClassVar[str] = "document"

    name: str = Field(kw_only=False)
    """3 to 128 letters, digits, underscores, hyphens and dots; not AWS's own prefixes."""
    description: str | None = None
    """What the automation does; Markdown, shown in the console."""
    assume_role: Parameter | str | None = AUTOMATION_ASSUME_ROLE
    """The role the automation acts as: a parameter, an ARN, or `None` for the caller's own rights.

    Unless said otherwise it is the parameter `AutomationAssumeRole`, as AWS Config demands.
    """
    parameters: Items[Parameter] = ()
    """What the automation is started with, in the order in which the console shows it."""
    steps: Items[Step]
    """What it does, in this order unless a step says otherwise; at least one."""
    outputs: Items[StepOutput] = ()
    """What the automation as a whole returns."""

    @field_validator("name")
    @classmethod
    def _name_is_allowed(cls, name: str) -> str:
        if not re.match(limits.DOCUMENT_NAME_PATTERN, name):
            message = f'"{name}" is not a document name: 3 to 128 letters, digits, "_", "-" and "."'
            raise ValueError(message)
        if name.lower().startswith(limits.DOCUMENT_NAME_RESERVED_PREFIXES):
            prefixes = one_of(limits.DOCUMENT_NAME_RESERVED_PREFIXES)
            message = f'"{name}": AWS keeps names that begin with {prefixes} for its own documents'
            raise ValueError(message)
        return name

    @field_validator("steps")
    @classmethod
    def _there_is_a_step(cls, steps: tuple[Step, ...]) -> tuple[Step, ...]:
        if not steps:
            message = "a document has at least one step"
            raise ValueError(message)
        return steps

    def __post_init__(self) -> None:
        """Check what parameters, steps and outputs must be together."""
        problems = [
            *self._duplicates("parameters", [parameter.name for parameter in self.parameters]),
            *self._duplicates("steps", [step.name for step in self.steps]),
            *self._jumps_that_leave(),
            *self._references_to_nothing(),
        ]
        if problems:
            raise DefinitionError(problems=problems)

    @property
    def all_parameters(self) -> tuple[Parameter, ...]:
        """The parameters, the one of the assumed role among them though nobody listed it."""
        role = self.assume_role
        if isinstance(role, Parameter) and role.name not in {own.name for own in self.parameters}:
            return (role, *self.parameters)
        return tuple(self.parameters)

    def _place(self, step: Step | None = None, path: str = "") -> str:
        place = f'document "{self.name}"'
        if step is not None:
            place += f', step "{step.name}"'
        return f"{place}, {path}" if path else place

    def _duplicates(self, what: str, names: list[str]) -> Iterator[Problem]:
        for name in sorted({name for name in names if names.count(name) > 1}):
            count = names.count(name)
            yield Problem(self._place(path=what), f'{count} of them have the name "{name}"')

    def _jumps_that_leave(self) -> Iterator[Problem]:
        own = set(map(id, self.steps))
        for step in self.steps:
            for target in step.targets:
                if id(target) not in own:
                    message = f'it jumps to step "{target.name}", which is not in the steps'
                    yield Problem(self._place(step), message)

    def _references_to_nothing(self) -> Iterator[Problem]:
        for parameter in self.parameters:
            for expression in references_in(parameter.default):
                if not expression.startswith("ssm:"):
                    place = self._place(path=f'parameter "{parameter.name}", default')
                    yield from self._unknown(place, expression)
        for step in self.steps:
            for key, value in step.action_inputs().items():
                for expression in references_in(value):
                    yield from self._unknown(self._place(step, f"inputs.{key}"), expression)
        if isinstance(self.assume_role, str):
            for expression in references_in(self.assume_role):
                yield from self._unknown(self._place(path="assume_role"), expression)
        for output in self.outputs:
            yield from self._unknown(self._place(path="outputs"), output.expression)

    def _unknown(self, place: str, expression: str) -> Iterator[Problem]:
        """Yield the problem with a reference that names nothing in this document."""
        shown = f"{{{{ {expression} }}}}"
        if ":" in expression:
            if expression not in SYSTEM_VARIABLES:
                near = did_you_mean(expression, SYSTEM_VARIABLES)
                known = one_of(SYSTEM_VARIABLES)
                yield Problem(place, f"{shown} is not a system variable; there are {known}.{near}")
        elif "." in expression:
            outputs: dict[str, Any] = {
                f"{step.name}.{output.name}": output
                for step in self.steps
                for output in (*step.outputs, *step.predefined_outputs)
            }
            if expression not in outputs:
                near = did_you_mean(expression, outputs)
                known = f"there are {one_of(outputs)}" if outputs else "no step declares one"
                yield Problem(place, f"{shown} names no output of a step; {known}.{near}")
        else:
            names = [parameter.name for parameter in self.all_parameters]
            if expression not in names:
                near = did_you_mean(expression, names)
                message = f"{shown} names no parameter; the document lists {one_of(names)}.{near}"
                yield Problem(place, message)
