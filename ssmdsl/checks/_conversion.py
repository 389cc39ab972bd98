"""What the parts of a response become as outputs: AWS's table of conversions.

Source: https://docs.aws.amazon.com/systems-manager/latest/userguide/automation-action-outputs-inputs.html
"""

from typing import get_args

from ssmdsl.checks._following import described as described_shape
from ssmdsl.checks._response_shapes import enum_of, item_of, kind
from ssmdsl.checks._selection import Selection
from ssmdsl.value_type import ValueType

_MAPS = frozenset({"structure", "map"})
_NUMBERS = frozenset({"integer", "long", "float", "double", "short", "bigdecimal"})
_ANY: frozenset[str] = frozenset(get_args(ValueType))


def types_of(selection: Selection) -> frozenset[str]:
    """Return the types that what is selected can become; all of them where nobody can tell."""
    if not selection.shapes:
        return _ANY
    types: frozenset[str] = frozenset()
    for shape in selection.shapes:
        types |= _types_of_list(shape) if selection.many else _types_of_shape(shape)
    return types


def _types_of_shape(shape: object) -> frozenset[str]:
    word = kind(shape)
    if word == "list":
        return _types_of_list(item_of(shape))
    if word in _MAPS:
        return frozenset({"StringMap", "String"})
    if word == "boolean":
        return frozenset({"Boolean", "String", "StringList"})
    if word in _NUMBERS:
        return frozenset({"Integer", "String", "StringList"})
    if word == "timestamp":  # as text, or as a number: AWS does not say
        return frozenset({"Integer", "String", "StringList"})
    if word in ("string", "character"):
        return frozenset({"String", "StringList", *_readable(enum_of(shape))})
    return _ANY


def _readable(enum: tuple[str, ...]) -> set[str]:
    """Return what a text can be read as, of which only these are possible."""
    types = set()
    if not enum or any(word.lstrip("-").isdecimal() for word in enum):
        types.add("Integer")
    if not enum or any(word.lower() in ("true", "false") for word in enum):
        types.add("Boolean")
    return types


def _types_of_list(item: object) -> frozenset[str]:
    """Return what a list of these can become; one of a single item can be a single value."""
    word = kind(item)
    if word in _MAPS:
        return frozenset({"MapList", "StringList", "String"})
    if word in ("list", "anything", "headers"):
        return _ANY
    return frozenset({"StringList"}) | _types_of_shape(item)


def best_type(selection: Selection) -> ValueType:
    """Return the type that says what is selected."""
    if is_of_maps(selection):
        return "MapList" if selection.is_list else "StringMap"
    if selection.is_list:
        return "StringList"
    if selection.kinds == {"boolean"}:
        return "Boolean"
    return "Integer" if selection.kinds and selection.kinds <= {"integer", "long"} else "String"


def is_of_maps(selection: Selection) -> bool:
    """Return whether a map, or a list of maps, is surely selected."""
    kinds = selection.item_kinds
    return bool(kinds) and kinds <= _MAPS


def described(selection: Selection) -> str:
    """Return what is selected, as a message says it."""
    if not selection.many:
        return described_shape(selection.shapes[0])
    return "a list of structures" if is_of_maps(selection) else "a list of single values"
