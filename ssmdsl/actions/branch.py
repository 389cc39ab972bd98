"""The `aws:branch` action.

Source: https://docs.aws.amazon.com/systems-manager/latest/userguide/automation-action-branch.html
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Annotated, Any, ClassVar, NoReturn

from pydantic import Field

from ssmdsl.condition import Condition, as_condition
from ssmdsl.errors import DefinitionError, Misfit, Problem, quoted
from ssmdsl.limits import STEP_NAME_PATTERN
from ssmdsl.model import Items, is_a, model
from ssmdsl.reference import Reference
from ssmdsl.schema_parts import CHOICE, Schema, inputs_schema, matching, told
from ssmdsl.step import AJump, Jump, Reading, Step, target_of


@dataclass(frozen=True, repr=False)
class Choice:
    """A condition, and the step that comes next where it is true: `when(…).go_to(…)`."""

    condition: Condition
    """What must be true."""
    next_step: Step | Jump
    """What comes next then."""

    def __post_init__(self) -> None:
        """Refuse what is no condition, or no step."""
        object.__setattr__(self, "condition", as_condition(self.condition))
        place, step = f"when({self.condition})", self.next_step
        if not isinstance(self.condition, Condition):
            _refuse(place, f"{quoted(self.condition)} is not a condition")
        if not isinstance(step, Step) and (isinstance(step, type) or not callable(step)):
            _refuse(place, f"{quoted(step)} is not a step; give the variable that holds one")

    def __repr__(self) -> str:
        step = self.next_step
        return (
            f"when({self.condition}).go_to({quoted(step.name) if isinstance(step, Step) else '…'})"
        )


@dataclass(frozen=True, repr=False)
class When:
    """A condition that waits to be told where it leads: `when(…).go_to(step)`."""

    condition: Condition
    """What must be true."""

    def go_to(self, step: Step | Jump) -> Choice:
        """Return the choice of this step; `lambda: step` names one that stands further down.

        Raises:
            DefinitionError: it is no step.
        """
        return Choice(self.condition, step)

    def __repr__(self) -> str:
        return f"when({self.condition})"


def when(condition: Condition | Reference) -> When:
    """Return the beginning of a choice: `when(state == "stopped").go_to(start)`.

    Args:
        condition: what must be true; a reference to a Boolean by itself asks whether it is true.

    Raises:
        DefinitionError: it is neither.
    """
    condition = as_condition(condition)
    if not isinstance(condition, Condition):
        _refuse(
            "when", f'{quoted(condition)} is not a condition, as step.output("State") == "on" is'
        )
    return When(condition)


def _refuse(place: str, message: str) -> NoReturn:
    raise DefinitionError(problems=[Problem(place, message)])


AChoice = Annotated[Choice, is_a("a choice; write when(…).go_to(step)", Choice)]


@model
class Branch(Step):
    """Go on with the step of the first condition that is true."""

    action: ClassVar[str] = "aws:branch"

    choices: Items[AChoice] = Field(kw_only=False)
    """The conditions, each with the step it leads to; the first that is true decides."""
    default: AJump = None
    """The step that comes next where none is true; `None` means what follows the branch."""

    def misfits(self) -> Iterator[Misfit]:
        """Yield that there is nothing to choose."""
        yield from super().misfits()
        if not self.choices:
            yield "choices", "a branch has at least one choice"

    @classmethod
    def input_schema(cls) -> Schema:
        """Return the JSON Schema of choices and default."""
        choices = {"type": "array", "items": CHOICE, "minItems": 1}
        default = matching(STEP_NAME_PATTERN)
        return inputs_schema(
            {"Choices": told(cls, "choices", choices), "Default": told(cls, "default", default)},
            required=["Choices"],
        )

    @classmethod
    def read(cls, inputs: Mapping[str, Any], reading: Reading) -> dict[str, Any]:
        """Return choices and default by their names here."""
        rest = {key: value for key, value in inputs.items() if key not in ("Choices", "Default")}
        choices = [
            Choice(
                reading.condition(
                    {key: value for key, value in written.items() if key != "NextStep"}, *path
                ),
                reading.step(reading.member(written, "NextStep", *path), *path, "NextStep"),
            )
            for path, written in reading.members(inputs, "Choices")
        ]
        if "Default" in inputs:
            rest["default"] = reading.step(inputs["Default"], "Default")
        return {**rest, "choices": choices}

    def action_inputs(self) -> dict[str, Any]:
        """Return the choices, and the default if there is one."""
        choices = [
            {"NextStep": target_of(choice.next_step).name, **choice.condition.content()}
            for choice in self.choices
        ]
        if self.default is None:
            return {"Choices": choices}
        return {"Choices": choices, "Default": target_of(self.default).name}

    @property
    def falls_through(self) -> bool:
        """Whether no choice and no default need decide; a failure may be passed over."""
        return self.default is None or self.on_failure == "Continue"

    @property
    def jumps(self) -> dict[str, Step | Jump]:
        """The steps that it leads to, beside those of every step."""
        found = {f"choices[{index}]": choice.next_step for index, choice in enumerate(self.choices)}
        if self.default is not None:
            found["default"] = self.default
        return {**super().jumps, **found}
