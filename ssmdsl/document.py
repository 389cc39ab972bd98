"""The document: parameters, steps and outputs of an automation, checked as a whole.

Source: https://docs.aws.amazon.com/systems-manager/latest/userguide/documents-syntax-data-elements-parameters.html
"""

import re
from collections import Counter
from collections.abc import Iterator
from functools import cached_property
from typing import Annotated, ClassVar

from pydantic import Field, field_validator

from ssmdsl import limits
from ssmdsl.attachment import Attachment
from ssmdsl.errors import Misfit, NotANameError, did_you_mean, one_of, quoted
from ssmdsl.flow import circle
from ssmdsl.incomplete import left_out
from ssmdsl.model import Items, is_a, model
from ssmdsl.output import Output, StepOutput
from ssmdsl.parameter import AUTOMATION_ASSUME_ROLE, Parameter
from ssmdsl.reference import REFERENCE, SYSTEM_VARIABLES, references_at, references_in
from ssmdsl.response import ResponsePath
from ssmdsl.step import Jump, Step, target_of
from ssmdsl.value_type import basic_type
from ssmdsl.variable import Variable

AParameter = Annotated[Parameter, is_a("a Parameter", Parameter)]
AVariable = Annotated[Variable, is_a("a Variable", Variable)]
AnAttachment = Annotated[Attachment, is_a("an Attachment", Attachment)]
AStep = Annotated[Step, is_a("a step", Step)]
AStepOutput = Annotated[
    StepOutput | ResponsePath,
    is_a('an output of a step; write step.output("…")', StepOutput, ResponsePath),
]
ARole = Annotated[
    Parameter | str | None, is_a("a Parameter, the ARN of a role or None", Parameter, str)
]


@model
class Document:
    """An SSM Automation document, schema version 0.3."""

    noun: ClassVar[str] = "document"
    bears_gaps: ClassVar[bool] = True

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
    variables: Items[AVariable] = ()
    """What its steps change while it runs."""
    steps: Items[AStep]
    """What it does, in this order unless a step says otherwise; at least one."""
    outputs: Items[AStepOutput] = ()
    """What the automation as a whole returns."""
    files: Items[AnAttachment] = ()
    """The files that are attached to it, for its scripts."""

    @field_validator("name")
    @classmethod
    def _name_is_allowed(cls, name: str) -> str:
        if not re.match(limits.DOCUMENT_NAME_PATTERN, name):
            message = (
                f'{quoted(name)} is not a document name: 3 to 128 letters, digits, "_", "-" and "."'
            )
            raise NotANameError(message)
        if name.lower().startswith(limits.DOCUMENT_NAME_RESERVED_PREFIXES):
            prefixes = one_of(limits.DOCUMENT_NAME_RESERVED_PREFIXES)
            message = (
                f"{quoted(name)}: AWS keeps names that begin with {prefixes} for its own documents"
            )
            raise NotANameError(message)
        return name

    @field_validator("steps")
    @classmethod
    def _there_is_a_step(cls, steps: tuple[Step, ...]) -> tuple[Step, ...]:
        if not steps:
            message = "a document has at least one step"
            raise ValueError(message)
        return steps

    def misfits(self) -> Iterator[Misfit]:
        """Yield what parameters, steps and outputs cannot be together."""
        yield from _duplicates("parameter", [parameter.name for parameter in self.parameters])
        yield from _duplicates("variable", [variable.name for variable in self.variables])
        yield from _duplicates("file", [file.name for file in self.files])
        yield from _duplicates("step", [step.name for step in self.all_steps])
        yield from self._assume_role_misfits()
        broken = list(self._broken_jumps())
        yield from broken
        if broken:
            return  # what follows goes through the jumps
        yield from self._jumps_that_leave()
        yield from self._circles()
        yield from self._references_to_nothing()
        yield from self._attachments_to_nothing()

    @classmethod
    def stand_in(cls) -> "type[Document]":
        """Return what stands for a document that cannot be."""
        from ssmdsl.unreadable_document import UnreadableDocument

        return UnreadableDocument

    @cached_property
    def all_steps(self) -> tuple[Step, ...]:
        """The steps, those inside of loops directly behind their loop."""
        return tuple(inner for step in self.steps for inner in (step, *step.nested_steps))

    def outputs_of(self, step: Step) -> tuple[Output, ...]:
        """Return the outputs that a step declares, and those that paths into its response need."""
        expressions = self.expressions  # asked for first: a path's output is made when it is read
        declared = {output.name: output for output in step.outputs}
        handed_out = {
            name: output
            for name, output in step.response_outputs.items()
            if f"{step.name}.{name}" in expressions
        }
        return tuple({**handed_out, **declared}.values()) if handed_out else tuple(step.outputs)

    @cached_property
    def expressions(self) -> frozenset[str]:
        """What is referred to anywhere in the document."""
        everywhere = [*(step.referring_inputs() for step in self.all_steps), *self.outputs]
        return frozenset(references_in(everywhere))

    @property
    def all_parameters(self) -> tuple[Parameter, ...]:
        """The parameters, the one of the assumed role among them though nobody listed it."""
        role = self.assume_role
        if isinstance(role, Parameter) and role.name not in {own.name for own in self.parameters}:
            return (role, *self.parameters)
        return tuple(self.parameters)

    def _assume_role_misfits(self) -> Iterator[Misfit]:
        role = self.assume_role
        if isinstance(role, Parameter):
            own = next(own for own in self.all_parameters if own.name == role.name)
            if basic_type(own.type) != "String":
                message = f"parameter {quoted(own.name)} is of type {own.type}, and an ARN is text"
                yield "assume_role", message
        elif role is not None and not role.startswith("arn:") and not REFERENCE.fullmatch(role):
            yield "assume_role", f"{quoted(role)} is not the ARN of a role, nor a parameter"

    def _broken_jumps(self) -> Iterator[Misfit]:
        """Yield the functions that return no step."""
        for step in self.all_steps:
            for name, jump in step.jumps.items():
                message = _broken(jump)
                if message:
                    yield f"step {quoted(step.name)}, {name}", message, "SSM301"

    def _jumps_that_leave(self) -> Iterator[Misfit]:
        outermost = {id(step) for step in self.steps}
        for level in (self.steps, *(step.nested_steps for step in self.steps)):
            reachable = outermost.union(map(id, level)) if level else outermost
            for step in level:
                for name, jump in step.jumps.items():
                    target = target_of(jump)
                    path = f"step {quoted(step.name)}, {name}"
                    if self._has_gaps and not any(target is own for own in self.all_steps):
                        continue  # it is in a step that could not be read
                    if id(target) not in reachable:
                        where = self._where(target)
                        yield path, f"it jumps to step {quoted(target.name)}, {where}", "SSM301"
                    elif name == "on_cancel" and target.action in limits.ACTIONS_NOT_ON_CANCEL:
                        message = (
                            f"{quoted(target.name)} is of action {target.action}, which cannot"
                            " follow a cancellation"
                        )
                        yield path, message, "SSM310"

    def _where(self, target: Step) -> str:
        inside = [
            step.name for step in self.steps if any(target is own for own in step.nested_steps)
        ]
        if inside:
            return f"which is inside of {quoted(inside[0])}; jump to that"
        return "which is not in the steps"

    def _circles(self) -> Iterator[Misfit]:
        for level in (self.steps, *(step.nested_steps for step in self.steps)):
            steps = circle(level)
            if steps:
                shown = " → ".join(step.name for step in steps)
                *_, last, first = steps
                ways = [name for name, jump in last.jumps.items() if target_of(jump) is first]
                path = ", ".join([f"step {quoted(last.name)}", *ways[:1]])
                yield path, f"here a circle closes, which SSM refuses: {shown}", "SSM302"

    def _references_to_nothing(self) -> Iterator[Misfit]:
        for noun, own in (("parameter", self.parameters), ("variable", self.variables)):
            for item in own:
                path = f"{noun} {quoted(item.name)}, default"
                for expression in references_in(item.default):
                    is_output = "." in expression and ":" not in expression
                    if is_output or expression.startswith("variable:"):
                        message = "has no value yet when the automation starts"
                        yield path, f"{{{{ {expression} }}}} {message}"
                    elif noun == "variable" or not expression.startswith("ssm:"):
                        yield from self._unknown(path, expression)
        for step in self.all_steps:
            told = set[str]()
            for path, expression in references_at(step.referring_inputs(), "inputs"):
                if expression not in told:
                    told.add(expression)
                    yield from self._unknown(f"step {quoted(step.name)}, {path}", expression)
        if isinstance(self.assume_role, str):
            for expression in references_in(self.assume_role):
                is_whole = REFERENCE.fullmatch(self.assume_role) is not None
                if is_whole and re.search("[.:]", expression) and expression[:4] != "ssm:":
                    message = f"{quoted(self.assume_role)} is neither a parameter nor an ARN"
                    yield "assume_role", message
                else:
                    yield from self._unknown("assume_role", expression)
        for output in self.outputs:
            yield from self._unknown("outputs", output.expression)

    def _attachments_to_nothing(self) -> Iterator[Misfit]:
        names = [file.name for file in self.files]
        for step in self.all_steps:
            given = getattr(step, "attachment", None)
            name = getattr(given, "name", given)
            if name is not None and name not in names and "files" not in left_out(self):
                known = f"there are {one_of(names)}" if names else "the document has none"
                near = did_you_mean(str(name), names)
                message = f"{quoted(name)} is not among the files; {known}.{near}"
                yield f"step {quoted(step.name)}, attachment", message, "SSM202"

    @cached_property
    def _has_gaps(self) -> bool:
        """Whether there may be steps which are not known."""
        return bool(self._half_known) or "steps" in left_out(self)

    @cached_property
    def _half_known(self) -> frozenset[str]:
        """The steps that may have outputs which are not known."""
        return frozenset(step.name for step in self.all_steps if step.has_unknown_outputs)

    @cached_property
    def _step_outputs(self) -> dict[str, Output]:
        return {
            f"{step.name}.{output.name}": output
            for step in self.all_steps
            for output in (*step.predefined_outputs, *self.outputs_of(step))
        }

    @cached_property
    def _variable_expressions(self) -> tuple[str, ...]:
        return tuple(variable.expression for variable in self.variables)

    @cached_property
    def _parameter_names(self) -> tuple[str, ...]:
        return tuple(parameter.name for parameter in self.all_parameters)

    def _unknown(self, path: str, expression: str) -> Iterator[Misfit]:
        """Yield the problem with a reference that names nothing in this document."""
        missing = left_out(self)
        shown = f"{{{{ {expression} }}}}"
        if expression.startswith("variable:"):
            names = self._variable_expressions
            if expression not in names and "variables" not in missing:
                near = did_you_mean(expression, names)
                known = f"the document has {one_of(names)}" if names else "the document has none"
                yield path, f"{shown} names no variable; {known}.{near}", "SSM201"
        elif expression.startswith("ssm:"):
            yield (
                path,
                f"{shown}: Parameter Store is read in the default of a parameter alone",
                "SSM201",
            )
        elif ":" in expression:
            if expression not in SYSTEM_VARIABLES:
                near = did_you_mean(expression, SYSTEM_VARIABLES)
                known = one_of(SYSTEM_VARIABLES)
                yield path, f"{shown} is not a system variable; there are {known}.{near}", "SSM201"
        elif "." in expression:
            outputs = self._step_outputs
            is_unsure = "steps" in missing or expression.split(".")[0] in self._half_known
            if expression not in outputs and not is_unsure:
                near = did_you_mean(expression, outputs)
                known = f"there are {one_of(outputs)}" if outputs else "no step declares one"
                yield path, f"{shown} names no output of a step; {known}.{near}", "SSM201"
        else:
            names = self._parameter_names
            if expression not in names and "parameters" not in missing:
                near = did_you_mean(expression, names)
                known = f"the document lists {one_of(names)}" if names else "the document has none"
                yield path, f"{shown} names no parameter; {known}.{near}", "SSM201"


def _broken(jump: Step | Jump) -> str:
    """Return why a jump leads nowhere, or nothing."""
    try:
        target = target_of(jump)
    except NameError as error:
        return f"{error}; a function that names a step is asked when the document is made"
    except TypeError as error:
        return f"it is asked for the step without arguments: {error}"
    except Exception as error:  # whatever the user's function raises is theirs
        return f"the function fails: {type(error).__name__}: {error}"
    return "" if isinstance(target, Step) else f"{quoted(target)} is not a step"


def _duplicates(noun: str, names: list[str]) -> Iterator[Misfit]:
    for name, count in sorted(Counter(names).items()):
        if count > 1:
            message = f"{count} {noun}s of the document have this name"
            yield f"{noun} {quoted(name)}, name", message, "SSM106"
