"""The values of a template's parameters: given ones, and their defaults.

Source: https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/parameters-section-structure.html
"""

import re
import warnings
from collections.abc import Iterator, Mapping
from typing import Any

from ssmdsl.errors import did_you_mean, one_of, quoted
from ssmdsl.loader.changes import Changes
from ssmdsl.loader.problems import Problems
from ssmdsl.loader.template.resolved import later, not_given, wrong
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
            elif isinstance(self._definitions[name], dict):
                for key, message in _misfits(self._definitions[name], given[name]):
                    problems.add(("Parameters", name, key), f"Parameters.{name}: {message}")

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
                f" give it a Default, or a value with -p {name}=VALUE"
            )
            raise not_given(offset, message)
        if kind.startswith(_STORED):
            raise later(offset, f"{quoted(name)}, a parameter of type {kind},")
        value = _of_type(kind, definition["Default"], name, offset)
        message = f"Parameters.{name}: its Default {quoted(definition['Default'])} is taken"
        self._changes.add(("Parameters", name, "Default"), message)
        return value


def _misfits(definition: Mapping[str, Any], given: Any) -> Iterator[tuple[str, str]]:
    """Yield what of a parameter a value that is given does not obey, and how."""
    kind = str(definition.get("Type", "String"))
    is_number = kind in ("Number", "List<Number>")
    allowed = definition.get("AllowedValues")
    allowed = [_text(item) for item in allowed] if isinstance(allowed, list) else []
    known = {_number(item) if is_number else item for item in allowed}
    written = definition.get("AllowedPattern")
    pattern = _compiled(written) if isinstance(written, str) else None
    for item in _items(kind, given):
        if allowed and (_number(item) if is_number else item) not in known:
            near = did_you_mean(item, allowed)
            yield "AllowedValues", f"{quoted(item)} is not one of {one_of(allowed)}.{near}"
        if pattern is not None and not pattern.fullmatch(item):
            message = f"{quoted(item)} does not match its AllowedPattern {quoted(written)}"
            yield "AllowedPattern", message


def _items(kind: str, value: Any) -> list[str]:
    """Return the texts of a value, several for a list."""
    if isinstance(value, list):
        return [_text(item) for item in value]
    if _is_list(kind):
        return [item.strip() for item in _text(value).split(",")]
    return [_text(value)]


def _text(value: Any) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)


def _number(text: str) -> str:
    """Return a number in the one form that all its forms have, and other texts as they are."""
    return str(float(text)) if re.fullmatch(r"-?[0-9]{1,18}(\.[0-9]{1,18})?", text) else text


def _compiled(pattern: str) -> re.Pattern[str] | None:
    """Return Java's pattern as Python's, or nothing where the two languages differ."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error")  # what the two read differently
            return re.compile(pattern)
    except (re.error, Warning, RecursionError, OverflowError):
        return None


def _is_list(kind: str) -> bool:
    return kind == "CommaDelimitedList" or kind.startswith("List<")


def _of_type(kind: str, value: Any, name: str, offset: int) -> Any:
    """Return a value as a reference to a parameter of a type stands for it."""
    if isinstance(value, bool):
        value = "true" if value else "false"
    if _is_list(kind):
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
