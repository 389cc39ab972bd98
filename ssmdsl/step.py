"""What all steps have in common, whatever their action.

Source: https://docs.aws.amazon.com/systems-manager/latest/userguide/automation-actions.html
"""

import re
from collections.abc import Iterator
from typing import Annotated, Any, ClassVar, Literal

from pydantic import BeforeValidator, Field, field_validator

from ssmdsl import limits
from ssmdsl.errors import DefinitionError, Problem, did_you_mean, one_of, quoted
from ssmdsl.json_value import json_misfits
from ssmdsl.model import Items, is_a, model
from ssmdsl.output import Output, StepOutput

AnOutput = Annotated[Output, is_a("an Output", Output)]


def _is_a_step_or(*words: str) -> BeforeValidator:
    """Take these words or a step, and say so in one sentence when it is neither."""

    def check(given: Any) -> Any:
        if given is None or isinstance(given, Step) or (isinstance(given, str) and given in words):
            return given
        choices = f"{one_of(words)} or the variable that holds a step" if words else "a step"
        message = f"{quoted(given)} is not {choices}.{did_you_mean(str(given), words)}"
        raise ValueError(message)

    return BeforeValidator(check)


@model
class Step:
    """One step of a document; each action is a subclass."""

    noun: ClassVar[str] = "step"
    action: ClassVar[str]
    """AWS's name of the action: `aws:sleep`."""

    name: str = Field(kw_only=False)
    """Letters, digits and underscores; unique in the document."""
    description: str | None = None
    """What the step is for; Markdown, shown in the console."""
    max_attempts: int | None = Field(default=None, ge=1)
    """How often the step is tried in all; `None` means once."""
    timeout_seconds: int | None = Field(default=None, ge=1)
    """Longest that one attempt may take, in seconds; `None` means the action's own default."""
    on_failure: Annotated[
        Literal["Abort", "Continue"] | "Step" | None, _is_a_step_or("Abort", "Continue")
    ] = None
    """What a failure leads to; `None` means `"Abort"`."""
    on_cancel: Annotated[Literal["Abort"] | "Step" | None, _is_a_step_or("Abort")] = None
    """What cancelling the automation during this step leads to; `None` means `"Abort"`."""
    is_critical: bool | None = None
    """Whether a failure here fails the automation; `None` means yes, but no under `"Continue"`."""
    next_step: Annotated["Step | None", _is_a_step_or()] = None
    """The step that follows a success; `None` means the next in the list."""
    is_end: bool = False
    """Whether the automation ends after this step."""
    outputs: Items[AnOutput] = ()
    """What of the response can be read later."""

    @field_validator("name")
    @classmethod
    def _name_is_a_word(cls, name: str) -> str:
        if not re.match(limits.STEP_NAME_PATTERN, name):
            message = f"{quoted(name)} is not a step name: 1 to 128 letters, digits and underscores"
            raise ValueError(message)
        return name

    def misfits(self) -> Iterator[tuple[str, str]]:
        """Yield what the properties cannot be together."""
        if hasattr(self, "action"):
            yield from json_misfits(self.action_inputs(), "inputs")
        else:
            yield "", "Step is what all steps have in common; write one with an action"
        if self.is_end and self.next_step is not None:
            yield "", "is_end and next_step exclude each other: nothing follows the end"
        if isinstance(self.on_cancel, Step) and (
            self.on_cancel.action in limits.ACTIONS_NOT_ON_CANCEL
        ):
            message = (
                f"{quoted(self.on_cancel.name)} is of action {self.on_cancel.action}, which"
                " cannot follow a cancellation"
            )
            yield "on_cancel", message
        names = [output.name for output in self.outputs]
        for name in sorted({name for name in names if names.count(name) > 1}):
            yield "outputs", f"{names.count(name)} of them have the name {quoted(name)}"

    def action_inputs(self) -> dict[str, Any]:
        """Return the action's `inputs`, with references still as values."""
        raise NotImplementedError

    @property
    def predefined_outputs(self) -> tuple[Output, ...]:
        """The outputs that the action has without being told."""
        return ()

    @property
    def targets(self) -> tuple["Step", ...]:
        """The steps that this one jumps to."""
        jumps = (self.on_failure, self.on_cancel, self.next_step)
        return tuple(target for target in jumps if isinstance(target, Step))

    def output(self, name: str) -> StepOutput:
        """Return a reference to one of this step's outputs.

        Raises:
            DefinitionError: the step has no output of this name.
        """
        known = {output.name: output for output in (*self.outputs, *self.predefined_outputs)}
        if not isinstance(name, str) or name not in known:
            has = f"it has {one_of(known)}" if known else "it has none"
            near = did_you_mean(str(name), known)
            problem = Problem(
                f"step {quoted(self.name)}", f"no output {quoted(name)} is declared; {has}.{near}"
            )
            raise DefinitionError(problems=[problem])
        return StepOutput(self.name, known[name])
