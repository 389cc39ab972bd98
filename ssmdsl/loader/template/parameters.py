"""The values of a template's parameters: given ones, and their defaults.

Source: https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/parameters-section-structure.html
"""

import re
from collections.abc import Mapping
from typing import Any

from ssmdsl.errors import did_you_mean, one_of, quoted
from ssmdsl.loader.changes import Changes
from ssmdsl.loader.problems import Problems
from ssmdsl.loader.template.resolved import later, wrong
from ssmdsl.text import Text

_STORED = "AWS::SSM::Parameter::"
"""The beginning of the types whose default is the name of a value in Parameter Store."""


class TemplateParameters:
    """The parameters of one template."""

    def __init__(
        self, text: Text, given: Mapping[str, Any], problems: Problems, changes: Changes
    ) -> None:
        """Take the values that are given, and tell which of them no parameter has."""
        written = text.value.get("Parameters")
        self._definitions: dict[str, Any] = written if isinstance(written, dict) else {}
        self._given = given
        self._changes = changes
        for name in given:
            if name not in self._definitions:
                near = did_you_mean(name, self._definitions)
                known = f"only {one_of(self._definitions)}" if self._definitions else "it has none"
                message = f"the template has no parameter {quoted(name)}, {known}.{near}"
                problems.add(("Parameters",), message)

    @property
    def names(self) -> list[str]:
        """What they are called."""
        return list(self._definitions)

    def value(self, name: str, offset: int) -> Any:
        """Return the value of a parameter that there is.

        Args:
            name: what it is called.
            offset: where it is referred to.

        Raises:
            UnknownError: it has none.
        """
        definition = self._definitions[name]
        if not isinstance(definition, dict):
            raise wrong(offset, f"the template's parameter {quoted(name)} is not a dictionary")
        kind = str(definition.get("Type", "String"))
        if name in self._given:
            return _of_type(kind, self._given[name], name, offset)
        if "Default" not in definition:
            message = (
                f"the template's parameter {quoted(name)} has no value;"
                " give it a Default, or a value where it is loaded"
            )
            raise wrong(offset, message)
        if kind.startswith(_STORED):
            raise later(offset, f"{quoted(name)}, a parameter of type {kind},")
        value = _of_type(kind, definition["Default"], name, offset)
        message = f"Parameters.{name}: its Default {quoted(definition['Default'])} is taken"
        self._changes.add(("Parameters", name, "Default"), message)
        return value


def _of_type(kind: str, value: Any, name: str, offset: int) -> Any:
    """Return a value as a reference to a parameter of a type stands for it."""
    if isinstance(value, bool):
        value = "true" if value else "false"
    if kind == "CommaDelimitedList" or kind.startswith("List<"):
        if isinstance(value, list) and all(isinstance(item, str) for item in value):
            return value
        if isinstance(value, str | int | float):
            return [item.strip() for item in str(value).split(",")]
    elif kind == "Number" and isinstance(value, str):
        if re.fullmatch(r"-?[0-9]{1,18}", value):
            return int(value)
        if re.fullmatch(r"-?[0-9]{1,18}\.[0-9]{1,18}", value):
            return float(value)
    elif isinstance(value, str | int | float):
        return value if kind == "Number" else str(value)
    message = f"{quoted(value)} is no value of the template's parameter {quoted(name)}"
    raise wrong(offset, f"{message}, which is of type {kind}")
