"""Steps as Python code."""

import keyword
from collections.abc import Callable, Mapping
from dataclasses import fields
from typing import Any

from ssmdsl.actions import (
    AssertAwsResourceProperty,
    Branch,
    ExecuteScript,
    Loop,
    WaitForAwsResourceProperty,
)
from ssmdsl.api_call import ApiCall
from ssmdsl.attachment import Attachment
from ssmdsl.aws.desired import desired_of
from ssmdsl.condition import Condition
from ssmdsl.desired_property import DesiredProperty
from ssmdsl.errors import DefinitionError
from ssmdsl.output import Output
from ssmdsl.service_model import operation_model
from ssmdsl.source.calls import call_misfits
from ssmdsl.source.conditions import condition_code
from ssmdsl.source.layout import Atom, Code, call, listed
from ssmdsl.source.question import question
from ssmdsl.source.values import Values
from ssmdsl.step import Step, target_of
from ssmdsl.variable import Variable

_COMMON = tuple(field.name for field in fields(Step) if field.name != "name")
_METHODS: Mapping[type[Step], str] = {
    AssertAwsResourceProperty: "assert_that",
    WaitForAwsResourceProperty: "wait_until",
}
_JUMPS = ("on_failure", "on_cancel", "next_step")


class StepWriter:
    """Writes the steps of one document."""

    def __init__(
        self,
        values: Values,
        *,
        jump: Callable[[Step], str],
        nested: Callable[[Step], Code],
        script: Callable[[ExecuteScript], Code | None],
        handlers: frozenset[str],
        loop_names: Mapping[str, str],
        used: set[str],
        services: set[str],
    ) -> None:
        """Keep what stands for the steps and values that a step names.

        Args:
            values: writes values.
            jump: the expression that names a step: its variable, or a function that returns it.
            nested: the code of a step inside of a loop.
            script: the code of a script that has a name; nothing where it is written in place.
            handlers: the scripts that have become functions.
            loop_names: the variable of a loop's name, for each loop that has one.
            used: where the names are added that the code takes from `ssmdsl`.
            services: where the services are added that the code takes from `ssmdsl.aws`.
        """
        self._values = values
        self._jump = jump
        self._nested = nested
        self._script = script
        self._handlers = handlers
        self._loop_names = loop_names
        self._used = used
        self._services = services

    def code(self, step: Step) -> Code:
        """Return the code that makes a step."""
        if isinstance(step, ApiCall):
            typed = self._typed(step)
            if typed is not None:
                return typed
        kind = type(step).__name__
        self._used.add(kind)
        positional: list[Code] = [self._name(step)]
        if isinstance(step, Branch):
            positional.append(self._choices(step))
        return call(kind, positional, [*self._own(step), *self._common(step)])

    def _name(self, step: Step) -> Code:
        variable = self._loop_names.get(step.name)
        return Atom(variable) if variable else self._values.code(str(step.name))

    def _typed(self, step: ApiCall) -> Code | None:
        """Return the typed step of the call, or nothing where botocore has no such call."""
        if call_misfits(step) or any(map(keyword.iskeyword, step.inputs)):
            return None
        method, asked = "", None
        if isinstance(step, DesiredProperty):
            asked = question(step, self._values)
            if asked is None or not _asks_the_same(step, asked[1]):
                return None
            method = _METHODS[type(step)]
        shape = operation_model(step.service, step.api).input_shape
        members = () if shape is None else shape.members
        word = service_name(step.service)
        self._services.add(word)
        positional: list[Code] = [] if step.name == step.api else [self._name(step)]
        if asked is not None:
            positional.append(Atom(asked[0]))
        parameters = [(name, self._values.code(value)) for name, value in step.inputs.items()]
        common = [
            (f"step_{name}" if name in members else name, code) for name, code in self._common(step)
        ]
        called = f"{word}.{step.api}" + (f".{method}" if method else "")
        return call(called, positional, [*parameters, *common])

    def _own(self, step: Step) -> list[tuple[str, Code]]:
        """Return what the action itself is given."""
        found = []
        for field in fields(step):
            value = getattr(step, field.name)
            if field.name in ("name", "choices", *_COMMON) or value is None:
                continue
            if isinstance(step, ApiCall) and field.name == "inputs" and not value:
                continue
            if (
                isinstance(step, Loop)
                and field.name == "iterator_data_type"
                and step.name in self._loop_names
            ):
                continue  # the name says it
            if field.name == "handler" and getattr(step, "script", None) in self._handlers:
                continue  # the function that the script is
            found.append((field.name, self._property(step, field.name, value)))
        return found

    def _property(self, step: Step, name: str, value: Any) -> Code:
        if isinstance(value, Condition):
            return condition_code(value, self._values, self._used)
        if isinstance(value, Variable):
            return Atom(self._values.name(value.expression))
        if isinstance(step, Loop) and name == "steps":
            return listed([self._nested(inner) for inner in step.steps])
        if isinstance(step, ExecuteScript) and name == "script":
            script = self._script(step)
            return Values().code(value) if script is None else script
        if isinstance(value, Attachment):
            return Values().code(value.name)
        if name == "default" and not isinstance(value, str):
            return Atom(self._jump(target_of(value)))
        return self._values.code(value)

    def _choices(self, branch: Branch) -> Code:
        self._used.add("when")
        return listed(
            [
                _Chosen(
                    condition_code(choice.condition, self._values, self._used),
                    self._jump(target_of(choice.next_step)),
                )
                for choice in branch.choices
            ]
        )

    def _common(self, step: Step) -> list[tuple[str, Code]]:
        found: list[tuple[str, Code]] = []
        for name in _COMMON:
            value = getattr(step, name)
            if value is None or (name == "outputs" and not value):
                continue
            if name == "outputs":
                found.append((name, listed([self._output(output) for output in value])))
            elif name in _JUMPS and not isinstance(value, str):
                found.append((name, Atom(self._jump(target_of(value)))))
            else:
                found.append((name, Values().code(value)))
        return found

    def _output(self, output: Output) -> Code:
        self._used.add("Output")
        parts = [output.name, output.selector, *([output.type] if output.type != "String" else [])]
        return call("Output", [Values().code(part) for part in parts])


def service_name(name: str) -> str:
    """Return what a service is called in `ssmdsl.aws`."""
    word = name.replace("-", "_")
    return f"{word}_" if keyword.iskeyword(word) else word


class _Chosen(Code):
    """`when(condition).go_to(step)`."""

    def __init__(self, condition: Code, step: str) -> None:
        self._condition = condition
        self._step = step

    def line(self) -> str | None:
        line = self._condition.line()
        return None if line is None else f"when({line}).go_to({self._step})"

    def lines(self, indent: str) -> str:
        inner = f"{indent}    "
        condition = self._condition.line() or self._condition.lines(inner)
        return f"when(\n{inner}{condition}\n{indent}).go_to({self._step})"


def _asks_the_same(step: DesiredProperty, asked: Callable[[Any], object]) -> bool:
    """Return whether a function asks of the response what the step does."""
    try:
        desired = desired_of(step.service, step.api, asked, place="")
    except DefinitionError:
        return False
    return desired.selector == step.property_selector
