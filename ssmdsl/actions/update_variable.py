"""The `aws:updateVariable` action.

Source: https://docs.aws.amazon.com/systems-manager/latest/userguide/automation-action-update-variable.html
"""

from collections.abc import Iterator, Mapping
from typing import Annotated, Any, ClassVar

from ssmdsl.action_input import Input
from ssmdsl.errors import Misfit
from ssmdsl.limits import PARAMETER_NAME_PATTERN
from ssmdsl.model import is_a, model
from ssmdsl.schema_parts import Schema, inputs_schema, matching, told
from ssmdsl.step import Reading, Step
from ssmdsl.value_type import ValueType
from ssmdsl.variable import Variable


@model
class UpdateVariable(Step):
    """Give a variable of the document another value."""

    action: ClassVar[str] = "aws:updateVariable"

    variable: Annotated[Variable, is_a("a Variable", Variable)]
    """The variable."""
    value: Annotated[Any, Input()]
    """Its new value, of the variable's type."""

    def misfits(self) -> Iterator[Misfit]:
        """Yield that the value is not of the variable's type."""
        yield from super().misfits()
        # What another automation returns is a list, and fits a text if it is one of one item.
        also: tuple[ValueType, ...] = ("StringList",) if self.variable.type == "String" else ()
        for problem in Input(self.variable.type, also=also).misfits(self.value):
            yield "value", problem
        if self.on_cancel is not None:
            yield "on_cancel", "a step that updates a variable has none"

    @classmethod
    def input_schema(cls) -> Schema:
        """Return the JSON Schema of the variable's name and its value."""
        name = matching(f"variable:{PARAMETER_NAME_PATTERN.removeprefix('^')}")
        return inputs_schema(
            {"Name": told(cls, "variable", name), "Value": told(cls, "value", {})},
            required=["Name", "Value"],
        )

    @classmethod
    def read(cls, inputs: Mapping[str, Any], reading: Reading) -> dict[str, Any]:
        """Return the variable of the name that the document has, and the value."""
        rest = {key: value for key, value in inputs.items() if key not in ("Name", "Value")}
        name = reading.member(inputs, "Name")
        variable = reading.value(f"{{{{ {name} }}}}")
        if isinstance(variable, str) and str(name).startswith("variable:"):
            raise reading.names_nothing(name, "Name")
        if not isinstance(variable, Variable):
            variable = name  # refused by that
        value = reading.value(reading.member(inputs, "Value"))
        return {**rest, "variable": variable, "value": value}

    def action_inputs(self) -> dict[str, Any]:
        """Return the variable's name with its prefix, and the value."""
        return {"Name": self.variable.expression, "Value": self.value}

    def referring_inputs(self) -> dict[str, Any]:
        """Return the inputs with the variable as what is referred to, though it has no braces."""
        return {"Name": self.variable, "Value": self.value}
