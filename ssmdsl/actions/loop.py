"""The `aws:loop` action.

Source: https://docs.aws.amazon.com/systems-manager/latest/userguide/automation-action-loop.html
"""

from collections.abc import Iterator, Mapping, Sequence
from typing import Annotated, Any, ClassVar, Literal, Self, get_args

from pydantic import BeforeValidator, Field, PlainValidator

from ssmdsl.action_input import Input, Number
from ssmdsl.condition import Condition, as_condition
from ssmdsl.errors import MISSING, DefinitionError, Misfit, Problem, did_you_mean, one_of, quoted
from ssmdsl.model import Items, is_a, model
from ssmdsl.output import Output, StepOutput
from ssmdsl.reference import Reference
from ssmdsl.schema_parts import CONDITION, STEP, Schema, one_required, or_reference, told
from ssmdsl.step import Reading, Step
from ssmdsl.value_type import ValueType, basic_type

IteratorDataType = Literal["Boolean", "Integer", "String", "StringMap"]
"""What a list that is gone through can be a list of."""

ITERATORS_MAXIMUM = 100
"""Most items that a loop goes through, and most passes that it makes."""

CURRENT_ITERATION = Output("CurrentIteration", "$", "Integer")


def _current_iterator_value(data_type: IteratorDataType | None) -> Output:
    """Return the output that is the item; a map comes as its JSON text."""
    kind: ValueType = "String"
    if isinstance(data_type, str) and data_type in ("Boolean", "Integer"):
        kind = data_type
    return Output("CurrentIteratorValue", "$", kind)


_ITEM_TYPES: dict[str, ValueType] = {
    "Boolean": "Boolean",
    "Integer": "Integer",
    "StringMap": "StringMap",
}


class LoopName(str):
    """The name of a loop, which is there before the loop: its steps read the loop's counters.

    `vpc = LoopName("EachVpc")`, then `Loop(vpc, iterators=…, steps=[… vpc.iterator_value …])`.
    """

    __slots__ = ("data_type",)

    data_type: IteratorDataType | None

    def __new__(cls, name: str, data_type: IteratorDataType | None = None) -> Self:
        """Make the name.

        Args:
            name: letters, digits and underscores, as any step's name.
            data_type: what the items are that the loop goes through; `None` means texts.

        Raises:
            DefinitionError: there is no such data type.
        """
        kinds = get_args(IteratorDataType)
        if data_type is not None and data_type not in kinds:
            near = did_you_mean(str(data_type), kinds)
            message = f"{quoted(data_type)} is not one of {one_of(kinds)}.{near}"
            raise DefinitionError(problems=[Problem(f"loop name {quoted(name)}", message)])
        made = super().__new__(cls, name)
        made.data_type = data_type
        return made

    @property
    def iteration(self) -> StepOutput:
        """`CurrentIteration`: which pass this is; the first is 1."""
        return StepOutput(str(self), CURRENT_ITERATION)

    @property
    def iterator_value(self) -> StepOutput:
        """`CurrentIteratorValue`: the item that this pass is for."""
        return StepOutput(str(self), _current_iterator_value(self.data_type))


def _text(given: Any) -> str:
    """Return a text as it is, with what a `LoopName` says beside it."""
    if isinstance(given, str):
        return given
    message = f"{quoted(given)} is not text"
    raise ValueError(message)


@model
class Loop(Step):
    """Run steps again and again: for each item of a list, or while a condition is true.

    A condition is looked at after each pass, so there is at least one. What one pass hands to the
    next are variables.
    """

    action: ClassVar[str] = "aws:loop"

    name: Annotated[str, PlainValidator(_text)] = Field(kw_only=False)
    """Letters, digits and underscores; a `LoopName`, where the steps read the loop's counters."""
    iterators: Annotated[Sequence[Any] | Reference | None, Input()] = None
    """The items, one pass for each: at most 100, or a reference to a list."""
    iterator_data_type: Annotated[
        IteratorDataType | None,
        Input("String", allowed=get_args(IteratorDataType)),
    ] = None
    """What the items are; `None` means what the loop's name says, or else texts."""
    loop_condition: Annotated[
        Condition | None, is_a("a condition", Condition), BeforeValidator(as_condition)
    ] = None
    """What must be true after a pass for another one to follow."""
    max_iterations: Annotated[
        Number | None, Input("Integer", at_least=1, at_most=ITERATORS_MAXIMUM)
    ] = None
    """The pass after which the loop ends in any case: 1 to 100; `None` means 100."""
    steps: Items[Annotated[Step, is_a("a step", Step)]]
    """What a pass does; a jump to a step outside leaves the loop."""

    def __post_init__(self) -> None:
        """Take over what the name says of the items."""
        named = getattr(self.name, "data_type", None)
        if self.iterator_data_type is None:
            object.__setattr__(self, "iterator_data_type", named)
        if named in (None, self.iterator_data_type):  # else it is told, as a misfit
            object.__setattr__(self, "name", str(self.name))

    def misfits(self) -> Iterator[Misfit]:
        """Yield why the loop has not exactly one reason to go on, or nothing to do."""
        yield from super().misfits()
        if self.iterators is None and self.loop_condition is None:
            yield "", "needs either iterators or a loop_condition", MISSING
        if self.iterators is not None and self.loop_condition is not None:
            yield "loop_condition", "iterators is given too; give one of the two", "SSM107"
        if not self.steps:
            yield "steps", "a loop has at least one step"
        if self.on_cancel is not None:
            yield "on_cancel", "a loop has none; give it to the steps inside"
        for step in self.steps:
            if isinstance(step, Loop):
                yield "steps", f"{quoted(step.name)} is a loop, and loops do not hold loops"
        yield from self._iterators_misfits()

    def _iterators_misfits(self) -> Iterator[tuple[str, str]]:
        given = self.iterators
        if isinstance(given, Reference):
            if basic_type(given.value_type) not in ("StringList", "MapList"):
                yield "iterators", f"{given} is of type {given.value_type}, not a list"
        elif isinstance(given, list):
            if len(given) > ITERATORS_MAXIMUM:
                yield "iterators", f"{len(given)} items; at most {ITERATORS_MAXIMUM}"
            kind = _ITEM_TYPES.get(str(self.iterator_data_type), "String")
            for index, item in enumerate(given):
                for problem in Input(kind).misfits(item):
                    yield f"iterators[{index}]", problem
        elif given is not None:
            for problem in Input("StringList").misfits(given):
                yield "iterators", problem
        named = getattr(self.name, "data_type", None)
        given_type = self.iterator_data_type
        if named and isinstance(given_type, str) and named != given_type:
            message = f"{given_type} here and {named} in the loop's name"
            yield "iterator_data_type", message

    @classmethod
    def input_schema(cls) -> Schema:
        """Return the JSON Schema of the inputs, any step but a loop among the steps."""
        schema = super().input_schema()
        no_loop = {"properties": {"action": {"not": {"const": cls.action}}}}
        own = {
            "iterators": or_reference({"type": "array", "maxItems": ITERATORS_MAXIMUM}),
            "loop_condition": {"allOf": [CONDITION]},
            "steps": {"type": "array", "items": {"allOf": [STEP, no_loop]}, "minItems": 1},
        }
        for field, part in own.items():
            schema["properties"][Input().key_of(field)] = told(cls, field, part)
        return {
            **schema,
            "required": ["Steps"],
            "oneOf": one_required("Iterators", "LoopCondition"),
        }

    @classmethod
    def read(cls, inputs: Mapping[str, Any], reading: Reading) -> dict[str, Any]:
        """Return the inputs by their names here, the steps and the condition as such."""
        own = {"Steps", "LoopCondition"}
        rest = {key: value for key, value in inputs.items() if key not in own}
        read = super().read(rest, reading)
        data_type = inputs.get("IteratorDataType")
        reading.declare(CURRENT_ITERATION, _current_iterator_value(data_type))
        read["steps"] = reading.steps(reading.member(inputs, "Steps"), "Steps")
        if "LoopCondition" in inputs:
            read["loop_condition"] = reading.condition(inputs["LoopCondition"], "LoopCondition")
        return read

    def action_inputs(self) -> dict[str, Any]:
        """Return the inputs, the steps among them as steps."""
        given = super().action_inputs()
        if self.loop_condition is not None:
            given["LoopCondition"] = self.loop_condition.content()
        return {**given, "Steps": list(self.steps)}

    @property
    def predefined_outputs(self) -> tuple[Output, ...]:
        """The two counters, which keep the last pass's values after the loop."""
        return (CURRENT_ITERATION, _current_iterator_value(self.iterator_data_type))

    @property
    def nested_steps(self) -> tuple[Step, ...]:
        """What a pass does."""
        return tuple(self.steps)
