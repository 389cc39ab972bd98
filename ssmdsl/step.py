"""What all steps have in common, whatever their action.

Source: https://docs.aws.amazon.com/systems-manager/latest/userguide/automation-actions.html
"""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import fields
from functools import cache
from types import FunctionType, MethodType
from typing import Annotated, Any, ClassVar, Literal, Protocol

from pydantic import BeforeValidator, Field, field_validator

from ssmdsl import limits
from ssmdsl.action_input import Input
from ssmdsl.condition import Condition
from ssmdsl.errors import (
    DefinitionError,
    Misfit,
    NoSuchStepError,
    NotANameError,
    Problem,
    did_you_mean,
    one_of,
    quoted,
)
from ssmdsl.incomplete import left_out
from ssmdsl.json_value import json_misfits
from ssmdsl.model import Items, is_a, model
from ssmdsl.output import Output, StepOutput
from ssmdsl.schema_parts import Schema, inputs_schema, told

Jump = Callable[[], "Step"]
"""A step that stands further down: `lambda: stop`."""

AnOutput = Annotated[Output, is_a("an Output", Output)]


def _is_a_step_or(*words: str) -> BeforeValidator:
    """Take these words or a step, and say so in one sentence when it is neither."""

    def check(given: Any) -> Any:
        if given is None or isinstance(given, Step) or (isinstance(given, str) and given in words):
            return given
        if isinstance(given, FunctionType | MethodType):
            return given
        choices = f"{one_of(words)} or the variable that holds a step" if words else "a step"
        message = f"{quoted(given)} is not {choices}.{did_you_mean(str(given), words)}"
        raise NoSuchStepError(message)

    return BeforeValidator(check)


def target_of(jump: "Step | Jump") -> "Step":
    """Return the step that is jumped to."""
    return jump if isinstance(jump, Step) else jump()


class Reading(Protocol):
    """What a step asks while it is read from a document: what the names in there stand for."""

    def value(self, written: Any) -> Any:
        """Return a value with each reference that is a whole text as the reference itself."""

    def declare(self, *outputs: Output) -> None:
        """Make outputs of the step known before the step is there."""

    def member(self, written: Mapping[str, Any], key: str, *path: str | int) -> Any:
        """Return what stands under a key that there must be.

        Args:
            written: what the document has.
            key: the key.
            path: where in the step's inputs it has that.
        """

    def members(
        self, written: Mapping[str, Any], key: str
    ) -> Iterator[tuple[tuple[str | int, ...], Mapping[str, Any]]]:
        """Yield path and item of a list of dictionaries that there must be under a key."""

    def names_nothing(self, expression: str, *path: str | int) -> Exception:
        """Return what ends the reading because of a reference that names nothing."""

    def condition(self, written: Mapping[str, Any], *path: str | int) -> Condition:
        """Return what a choice or a `LoopCondition` asks."""

    def step(self, written: Any, *path: str | int) -> Jump:
        """Return the step of a name, which may not have been read yet."""

    def steps(self, written: Any, *path: str | int) -> "list[Step]":
        """Return steps that stand in a step."""


@model
class Step:
    """One step of a document; each action is a subclass.

    A step is named by the variable that holds it; one that stands further down, by a function
    that returns it: `next_step=lambda: stop`.
    """

    noun: ClassVar[str] = "step"
    action: ClassVar[str]
    """AWS's name of the action: `aws:sleep`."""
    reserved_outputs: ClassVar[frozenset[str]] = frozenset()
    """The names that the action keeps for outputs of its own."""

    name: str = Field(kw_only=False)
    """Letters, digits and underscores; unique in the document."""
    description: str | None = None
    """What the step is for; Markdown, shown in the console."""
    max_attempts: int | None = Field(default=None, ge=1)
    """How often the step is tried in all; `None` means once."""
    timeout_seconds: int | None = Field(default=None, ge=1)
    """Longest that one attempt may take, in seconds; `None` means the action's own default."""
    on_failure: Annotated[
        Literal["Abort", "Continue"] | "Step" | Callable[[], "Step"] | None,
        _is_a_step_or("Abort", "Continue"),
    ] = None
    """What a failure leads to; `None` means `"Abort"`."""
    on_cancel: Annotated[
        Literal["Abort"] | "Step" | Callable[[], "Step"] | None, _is_a_step_or("Abort")
    ] = None
    """What cancelling the automation during this step leads to; `None` means `"Abort"`."""
    is_critical: bool | None = None
    """Whether a failure here fails the automation; `None` means yes, but no under `"Continue"`."""
    next_step: Annotated["Step | Callable[[], Step] | None", _is_a_step_or()] = None
    """The step that follows a success; `None` means the next in the list."""
    is_end: bool | None = None
    """Whether the automation ends after this step; `None` means no."""
    outputs: Items[AnOutput] = ()
    """What of the response can be read later."""

    @field_validator("name")
    @classmethod
    def _name_is_a_word(cls, name: str) -> str:
        if not re.match(limits.STEP_NAME_PATTERN, name):
            message = f"{quoted(name)} is not a step name: 1 to 128 letters, digits and underscores"
            raise NotANameError(message)
        return name

    def misfits(self) -> Iterator[Misfit]:
        """Yield what the properties cannot be together."""
        if hasattr(self, "action"):
            for name in self.input_fields():
                yield from json_misfits(getattr(self, name), name)
        else:
            yield "", "Step is what all steps have in common; write one with an action"
        if self.is_end and self.next_step is not None:
            yield "is_end", "nothing follows the end, and next_step is given too", "SSM107"
        names = [output.name for output in self.outputs]
        for index, name in enumerate(names):
            if name in names[:index]:
                message = f"another output of the step has the name {quoted(name)}"
                yield f"outputs[{index}]", message, "SSM106"
        for name in names:
            if name in self.reserved_outputs:
                yield (
                    "outputs",
                    f"{quoted(name)} is an output of the action's own; name it otherwise",
                )

    @classmethod
    def stand_in(cls) -> "type[Step]":
        """Return what stands for a step that cannot be."""
        from ssmdsl.unreadable_step import UnreadableStep

        return UnreadableStep

    @classmethod
    def input_fields(cls) -> Mapping[str, Input]:
        """Return the fields that are inputs of the action, in the order in which it has them."""
        return _input_fields(cls)  # type: ignore[arg-type]  # every class can be hashed

    @classmethod
    def input_schema(cls) -> Schema:
        """Return the JSON Schema of the action's `inputs`, for editors."""
        described: Any = cls.__pydantic_fields__  # type: ignore[attr-defined]  # of every model
        keys = {name: item.key_of(name) for name, item in cls.input_fields().items()}
        return inputs_schema(
            {
                keys[name]: told(cls, name, item.schema())
                for name, item in cls.input_fields().items()
            },
            required=[key for name, key in keys.items() if described[name].is_required()],
        )

    @classmethod
    def read(cls, inputs: Mapping[str, Any], reading: Reading) -> dict[str, Any]:
        """Return the properties that a document's `inputs` give the step, by their names here."""
        names = {item.key_of(name): name for name, item in cls.input_fields().items()}
        return {names.get(key, key): reading.value(value) for key, value in inputs.items()}

    def action_inputs(self) -> dict[str, Any]:
        """Return the action's `inputs`, with references still as values."""
        given = {name: getattr(self, name) for name in self.input_fields()}
        return {
            item.key_of(name): given[name]
            for name, item in self.input_fields().items()
            if given[name] is not None
        }

    def referring_inputs(self) -> dict[str, Any]:
        """Return those of the inputs in which Automation fills references in."""
        return self.action_inputs()

    @property
    def response_outputs(self) -> Mapping[str, Output]:
        """The outputs that paths into the step's response stand for, by their names."""
        return {}

    @property
    def has_unknown_outputs(self) -> bool:
        """Whether it could not be read as a whole, so that nobody knows all of its outputs."""
        return "outputs" in left_out(self)

    @property
    def predefined_outputs(self) -> tuple[Output, ...]:
        """The outputs that the action has without being told."""
        return ()

    @property
    def falls_through(self) -> bool:
        """Whether the step can be followed by what comes next in the list, or by `next_step`."""
        return True

    @property
    def nested_steps(self) -> tuple["Step", ...]:
        """The steps that run inside of this one."""
        return ()

    @property
    def jumps(self) -> dict[str, "Step | Jump"]:
        """The steps that this one jumps to, by the property that says so."""
        given = {
            "on_failure": self.on_failure,
            "on_cancel": self.on_cancel,
            "next_step": self.next_step,
        }
        return {
            name: to for name, to in given.items() if to is not None and not isinstance(to, str)
        }

    @property
    def jump_targets(self) -> tuple["Step", ...]:
        """The steps that this one jumps to."""
        return tuple(map(target_of, self.jumps.values()))

    def __format__(self, specification: str) -> str:
        message = 'a step is no text; what it found is step.output("…") or a part of step.response'
        raise DefinitionError(problems=[Problem(f"step {quoted(self.name)}", message)])

    def output(self, name: str) -> StepOutput:
        """Return a reference to one of this step's outputs.

        Raises:
            DefinitionError: the step has no output of this name.
        """
        known = {output.name: output for output in (*self.predefined_outputs, *self.outputs)}
        if not isinstance(name, str) or name not in known:
            has = f"it has {one_of(known)}" if known else "it has none"
            near = did_you_mean(str(name), known)
            problem = Problem(
                f"step {quoted(self.name)}", f"no output {quoted(name)} is declared; {has}.{near}"
            )
            raise DefinitionError(problems=[problem])
        return StepOutput(self.name, known[name])


AJump = Annotated[Step | Callable[[], Step] | None, _is_a_step_or()]
"""A property that says which step comes next."""


@cache
def _input_fields(cls: Any) -> Mapping[str, Input]:
    common = {field.name for field in fields(Step)}
    described = cls.__pydantic_fields__
    return {
        name: item
        for name in described
        if name not in common
        for item in described[name].metadata
        if isinstance(item, Input)
    }
