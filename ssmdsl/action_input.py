"""The inputs of an action: how each is named in the document, and which values it takes.

Source: https://docs.aws.amazon.com/systems-manager/latest/userguide/automation-actions.html
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any, get_args

from pydantic import GetCoreSchemaHandler
from pydantic_core import core_schema

from ssmdsl.errors import did_you_mean, one_of, quoted
from ssmdsl.json_value import json_copy
from ssmdsl.model import not_a_list
from ssmdsl.reference import REFERENCE, Reference, references_in
from ssmdsl.schema_parts import REFERENCE_SCHEMA, WITH_REFERENCE, Schema, matching, or_reference
from ssmdsl.value_type import ValueType, basic_type

Text = str | Reference
"""Text, which may hold references, or a reference to text."""
Texts = Sequence[Text] | Reference
"""A list of texts, or a reference to one."""
Number = int | Reference
"""An integer, or a reference to one."""
Flag = bool | Reference
"""True or False, or a reference to a Boolean."""
Map = Mapping[str, Any] | Reference
"""A dictionary, or a reference to one."""
Maps = Sequence[Map] | Reference
"""A list of dictionaries, or a reference to one."""


@dataclass(frozen=True)
class Input:
    """What an action takes under one key of its `inputs`; stands in a field's annotation."""

    type: ValueType | None = None
    """The type of its value; `None` means any."""
    key: str | None = None
    """The key; `None` means the field's name in AWS's case: `instance_id` is `InstanceId`."""
    allowed: tuple[str, ...] = ()
    """The only texts there are, or texts that a list can have as items; empty means any."""
    at_least: int | None = None
    """Smallest number, fewest characters of a text, or fewest items of a list."""
    at_most: int | None = None
    """Largest number, most characters of a text, or most items of a list."""
    pattern: str | None = None
    """A regular expression that a whole text matches."""
    is_fixed: bool = False
    """Whether Automation fills nothing in there."""
    also: tuple[ValueType, ...] = ()
    """Types that a reference may have as well, since the action takes their values."""

    def key_of(self, field: str) -> str:
        """Return the key of the field's value in the document."""
        return self.key or _in_aws_case(field)

    def __get_pydantic_core_schema__(
        self, source: Any, handler: GetCoreSchemaHandler
    ) -> core_schema.CoreSchema:
        """Let pydantic ask `check` alone; the annotation is for people and type checkers."""
        optional = type(None) in get_args(source)

        def validated(given: Any) -> Any:
            if given is None and optional:
                return None
            problem = next(self.misfits(given), None)
            if problem is not None:
                raise ValueError(problem)
            return json_copy(given)

        return core_schema.no_info_plain_validator_function(validated)

    def misfits(self, given: Any) -> Iterator[str]:
        """Yield what is said of a value that the action does not take."""
        if self.type is None:
            return
        if self.is_fixed and any(references_in(given)):
            yield f"{quoted(str(given))}: Automation fills nothing in here; write the value"
        elif isinstance(given, Reference):
            if basic_type(given.value_type) not in (self.type, *self.also):
                yield _wrong_reference(given, self.type)
        elif self.type in _LISTS:
            yield from self._list_misfits(given, _LISTS[self.type])
        elif not _is_of(given, self.type):
            yield _not_of(given, self.type)
        elif isinstance(given, str):
            yield from self._text_misfits(given)
        elif isinstance(given, int) and not isinstance(given, bool):
            yield from self._beyond(given, str(given), ("small", "large"), "")

    def schema(self) -> Schema:
        """Return the JSON Schema of such a value in a document, or of a reference to one."""
        if self.type is None:
            return {}
        if self.type in _LISTS:
            bounds = _bounds(minItems=self.at_least, maxItems=self.at_most)
            item = Input(_LISTS[self.type]).schema()
            lists: list[Schema] = [{"type": "array", "items": item, **bounds}]
            if bounds:  # a reference among the items may stand for several
                lists.append({"type": "array", "items": item, "contains": REFERENCE_SCHEMA})
            return {"anyOf": [*lists, REFERENCE_SCHEMA]}
        if self.type != "String":
            bounds = _bounds(minimum=self.at_least, maximum=self.at_most)
            return or_reference({"type": _JSON_TYPES[self.type], **bounds})
        text = {"type": "string", **_bounds(minLength=self.at_least, maxLength=self.at_most)}
        if self.allowed:
            text["enum"] = list(self.allowed)
        if self.pattern is not None:
            text |= matching(self.pattern)
        return text if len(text) == 1 or self.is_fixed else {"anyOf": [text, WITH_REFERENCE]}

    def _list_misfits(self, given: Any, item_type: str) -> Iterator[str]:
        if not isinstance(given, list | tuple):
            yield _not_of(given, self.type) if _is_reference(given) else not_a_list(given)
            return
        for index, item in enumerate(given):
            if isinstance(item, Reference):  # a list as an item stands for its items
                if basic_type(item.value_type) not in (item_type, self.type):
                    yield f"item {index}: {_wrong_reference(item, item_type)}"
            elif not _is_of(item, item_type):
                yield f"item {index}: {_not_of(item, item_type)}"
            elif isinstance(item, str) and not REFERENCE.search(item):
                yield from (f"item {index}: {misfit}" for misfit in self._unknown(item))
        if not any(_is_reference(item) for item in given):
            yield from self._beyond(len(given), quoted(given), ("short", "long"), "item")

    def _text_misfits(self, given: str) -> Iterator[str]:
        if REFERENCE.search(given):
            return  # what the text will be is known only when the automation runs
        yield from self._unknown(given)
        yield from self._beyond(len(given), quoted(given), ("short", "long"), "character")
        if self.pattern is not None and not re.fullmatch(self.pattern, given):
            yield f"{quoted(given)} does not match {quoted(self.pattern)}"

    def _unknown(self, given: str) -> Iterator[str]:
        if self.allowed and given not in self.allowed:
            near = did_you_mean(given, self.allowed)
            yield f"{quoted(given)} is not one of {one_of(self.allowed)}.{near}"

    def _beyond(self, size: int, shown: str, words: tuple[str, str], what: str) -> Iterator[str]:
        if self.at_least is not None and size < self.at_least:
            yield f"{shown} is too {words[0]}; at least {_counted(self.at_least, what)}"
        if self.at_most is not None and size > self.at_most:
            yield f"{shown} is too {words[1]}; at most {_counted(self.at_most, what)}"


@cache
def _in_aws_case(field: str) -> str:
    return "".join(map(str.capitalize, field.split("_")))


def _counted(number: int, what: str) -> str:
    return f"{number} {what if number == 1 else f'{what}s'}" if what else str(number)


_LISTS: Mapping[str, ValueType] = {"StringList": "String", "MapList": "StringMap"}
_KINDS: dict[str, tuple[type, str]] = {
    "String": (str, "text"),
    "Integer": (int, "an integer"),
    "Boolean": (bool, "True or False"),
    "StringMap": (Mapping, "a dictionary"),
    "StringList": (list, "a list"),
    "MapList": (list, "a list"),
}


_JSON_TYPES = {"Integer": "integer", "Boolean": "boolean", "StringMap": "object"}


def _bounds(**bounds: int | None) -> Schema:
    return {key: bound for key, bound in bounds.items() if bound is not None}


def _is_of(given: Any, value_type: str) -> bool:
    if value_type == "Integer" and isinstance(given, bool):
        return False
    return isinstance(given, _KINDS[value_type][0])


def _not_of(given: Any, value_type: str | None) -> str:
    if _is_reference(given):
        return (
            f"{quoted(given)} is text, whose type is not known, and not {value_type};"
            " give the parameter or output itself, not in an f-string"
        )
    return f"{quoted(given)} is not {_KINDS[value_type or 'String'][1]}"


def _is_reference(given: Any) -> bool:
    return isinstance(given, Reference) or (
        isinstance(given, str) and bool(REFERENCE.fullmatch(given.strip()))
    )


def _wrong_reference(given: Reference, wanted: str) -> str:
    message = f"{given} is of type {given.value_type}, not {wanted}"
    if wanted == "StringList" and basic_type(given.value_type) == "String":
        message += f'; write ["{given}"]'
    return message
