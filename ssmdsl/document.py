"""The document: parameters, steps and outputs of an automation, checked as a whole.

Source: https://docs.aws.amazon.com/systems-manager/latest/userguide/documents-syntax-data-elements-parameters.html
"""

import re
from collections.abc import Iterator
from typing import Annotated, Any, ClassVar

from pydantic import Field, field_validator

from ssmdsl import limits
from ssmdsl.errors import did_you_mean, one_of, quoted
from ssmdsl.flow import circle
from ssmdsl.model import Items, is_a, model
from ssmdsl.output import StepOutput
from ssmdsl.parameter import AUTOMATION_ASSUME_ROLE, Parameter
from ssmdsl.reference import REFERENCE, SYSTEM_VARIABLES, basic_type, references_in
from ssmdsl.step import Step

AParameter = Annotated[Parameter, is_a("a Parameter", Parameter)]
AStep = Annotated[Step, is_a("a step", Step)]
AStepOutput = Annotated[StepOutput, is_a('an output of a step; write step.output("…")', StepOutput)]
ARole = Annotated[
    Parameter | str | None, is_a("a Parameter, the ARN of a role or None", Parameter, str)
]


@model
class Document:
    """An SSM Automation document, schema version 0.3."""

    noun: ClassVar[str] = "document"

    name: str = Field(kw_only=False)
    """3 to 128 letters, digits, underscores, hyphens and dots; not AWS's own prefixes."""
    description: str | None = None
    """What the automation does; Markdown, shown in the console."""
    assume_role: ARole = AUTOMATION_ASSUME_ROLE
    """The role the automation acts as: a parameter, an ARN, or `None` for the caller's own rights.

    Unless said otherwise it is the parameter `AutomationAssumeRole`, as AWS Config demands.
    """
    parameters: Items[AParameter] = ()
    """What the automation is started with, in the order in which the console shows it."""
    steps: Items[AStep]
    """What it does, in this order unless a step says otherwise; at least one."""
    outputs: Items[AStepOutput] = ()
    """What the automation as a whole returns."""

    @field_validator("name")
    @classmethod
    def _name_is_allowed(cls, name: str) -> str:
        if not re.match(limits.DOCUMENT_NAME_PATTERN, name):
            message = (
                f'{quoted(name)} is not a document name: 3 to 128 letters, digits, "_", "-" and "."'
            )
            raise ValueError(message)
        if name.lower().startswith(limits.DOCUMENT_NAME_RESERVED_PREFIXES):
            prefixes = one_of(limits.DOCUMENT_NAME_RESERVED_PREFIXES)
            message = (
                f"{quoted(name)}: AWS keeps names that begin with {prefixes} for its own documents"
            )
            raise ValueError(message)
        return name

    @field_validator("steps")
    @classmethod
    def _there_is_a_step(cls, steps: tuple[Step, ...]) -> tuple[Step, ...]:
        if not steps:
            message = "a document has at least one step"
            raise ValueError(message)
        return steps

    def misfits(self) -> Iterator[tuple[str, str]]:
        """Yield what parameters, steps and outputs cannot be together."""
        yield from _duplicates("parameters", [parameter.name for parameter in self.parameters])
        yield from _duplicates("steps", [step.name for step in self.steps])
        yield from self._assume_role_misfits()
        yield from self._jumps_that_leave()
        yield from self._circle()
        yield from self._references_to_nothing()

    @property
    def all_parameters(self) -> tuple[Parameter, ...]:
        """The parameters, the one of the assumed role among them though nobody listed it."""
        role = self.assume_role
        if isinstance(role, Parameter) and role.name not in {own.name for own in self.parameters}:
            return (role, *self.parameters)
        return tuple(self.parameters)

    def _assume_role_misfits(self) -> Iterator[tuple[str, str]]:
        role = self.assume_role
        if isinstance(role, Parameter):
            own = next(own for own in self.all_parameters if own.name == role.name)
            if basic_type(own.type) != "String":
                message = f"parameter {quoted(own.name)} is of type {own.type}, and an ARN is text"
                yield "assume_role", message
        elif role is not None and not role.startswith("arn:") and not REFERENCE.fullmatch(role):
            yield "assume_role", f"{quoted(role)} is not the ARN of a role, nor a parameter"

    def _jumps_that_leave(self) -> Iterator[tuple[str, str]]:
        own = set(map(id, self.steps))
        for step in self.steps:
            for target in step.targets:
                if id(target) not in own:
                    message = f"it jumps to step {quoted(target.name)}, which is not in the steps"
                    yield f"step {quoted(step.name)}", message

    def _circle(self) -> Iterator[tuple[str, str]]:
        names = [step.name for step in circle(self.steps)]
        if names:
            yield "steps", f"they run in a circle that never ends: {' → '.join(names)}"

    def _references_to_nothing(self) -> Iterator[tuple[str, str]]:
        for parameter in self.parameters:
            for expression in references_in(parameter.default):
                if not expression.startswith("ssm:"):
                    path = f"parameter {quoted(parameter.name)}, default"
                    yield from self._unknown(path, expression)
        for step in self.steps:
            for key, value in step.action_inputs().items():
                for expression in references_in(value):
                    yield from self._unknown(f"step {quoted(step.name)}, inputs.{key}", expression)
        if isinstance(self.assume_role, str):
            for expression in references_in(self.assume_role):
                yield from self._unknown("assume_role", expression)
        for output in self.outputs:
            yield from self._unknown("outputs", output.expression)

    def _unknown(self, path: str, expression: str) -> Iterator[tuple[str, str]]:
        """Yield the problem with a reference that names nothing in this document."""
        shown = f"{{{{ {expression} }}}}"
        if ":" in expression:
            if expression not in SYSTEM_VARIABLES:
                near = did_you_mean(expression, SYSTEM_VARIABLES)
                known = one_of(SYSTEM_VARIABLES)
                yield path, f"{shown} is not a system variable; there are {known}.{near}"
        elif "." in expression:
            outputs: dict[str, Any] = {
                f"{step.name}.{output.name}": output
                for step in self.steps
                for output in (*step.outputs, *step.predefined_outputs)
            }
            if expression not in outputs:
                near = did_you_mean(expression, outputs)
                known = f"there are {one_of(outputs)}" if outputs else "no step declares one"
                yield path, f"{shown} names no output of a step; {known}.{near}"
        else:
            names = [parameter.name for parameter in self.all_parameters]
            if expression not in names:
                near = did_you_mean(expression, names)
                known = f"the document lists {one_of(names)}" if names else "the document has none"
                yield path, f"{shown} names no parameter; {known}.{near}"


def _duplicates(path: str, names: list[str]) -> Iterator[tuple[str, str]]:
    for name in sorted({name for name in names if names.count(name) > 1}):
        yield path, f"{names.count(name)} of them have the name {quoted(name)}"
