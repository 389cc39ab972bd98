"""What all steps have in common, whatever their action.

Source: https://docs.aws.amazon.com/systems-manager/latest/userguide/automation-actions.html
"""

import re
from typing import Annotated, Any, ClassVar, Literal

from pydantic import BeforeValidator, Field, field_validator

from ssmdsl import limits
from ssmdsl.errors import DefinitionError, Problem, did_you_mean, one_of
from ssmdsl.model import Items, model, quoted
from ssmdsl.output import Output, StepOutput


def _is_a_step_or(*words: str) -> BeforeValidator:
    """Take these words or a step, and say so in one sentence when it is neither."""

    def check(given: Any) -> Any:
        if given is None or given in words or isinstance(given, Step):
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
    max_attempts: int | None = Field(default=None, ge=1, strict=True)
    """How often the step is tried in all; `None` means once."""
    timeout_seconds: int | None = Field(default=None, ge=1, strict=True)
    """Longest that one attempt may take, in seconds; `None` means the action's own default."""
    on_failure: Annotated[
        Literal["Abort", "Continue"] | "Step" | None, _is_a_step_or("Abort", "Continue")
    ] = None
    """What a failure leads to; `None` means `"Abort"`."""
    on_cancel: Annotated[Literal["Abort"] | "Step" | None, _is_a_step_or("Abort")] = None
    """What cancelling the automation during this step leads to; `None` means `"Abort"`."""
    is_critical: bool | None = Field(default=None, strict=True)
    """Whether a failure here fails the automation; `None` means yes, but no under `"Continue"`."""
    next_step: Annotated["Step | None", _is_a_step_or()] = None
    """The step that follows a success; `None` means the next in the list."""
    is_end: bool = Field(default=False, strict=True)
    """Whether the automation ends after this step."""
    outputs: Items[Output] = ()
    """What of the response can be read later."""

    @field_validator("name")
    @classmethod
    def _name_is_a_word(cls, name: str) -> str:
        if not re.match(limits.STEP_NAME_PATTERN, name):
            message = f'"{name}" is not a step name: 1 to 128 letters, digits and underscores'
            raise ValueError(message)
        return name

    def __post_init__(self) -> None:
        """Check what the properties must be together."""
        if self.is_end and self.next_step is not None:
            message = "is_end and next_step exclude each other: nothing follows the end"
            raise ValueError(message)
        names = [output.name for output in self.outputs]
        twice = sorted({name for name in names if names.count(name) > 1})
        if twice:
            message = f"outputs of one name: {one_of(twice)}"
            raise ValueError(message)

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
        if name not in known:
            has = f"it has {one_of(known)}" if known else "it has none"
            near = did_you_mean(name, known)
            problem = Problem(
                f'step "{self.name}"', f'no output "{name}" is declared; {has}.{near}'
            )
            raise DefinitionError(problems=[problem])
        return StepOutput(self.name, known[name])
