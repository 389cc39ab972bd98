"""Checks a request's parameters against the shape that botocore has for them.

What boto3 would refuse when the automation runs is refused here, where it is written.
References stand wherever a value of their type may stand.
"""

import math
from collections.abc import Callable, Collection, Iterator, Mapping
from datetime import datetime
from typing import Any

from ssmdsl.errors import Problem, did_you_mean, one_of, quoted
from ssmdsl.model import not_a_list
from ssmdsl.reference import REFERENCE, Reference
from ssmdsl.value_type import basic_type
from ssmdsl.writable import member_path

Check = Callable[[Any, Any, str], Iterator[Problem]]


def check_request(
    shape: Any, parameters: Mapping[str, Any], place: str, also: Collection[str] = ()
) -> Iterator[Problem]:
    """Yield every problem with the parameters of a request.

    Args:
        shape: the operation's input shape; `None` where it takes nothing.
        parameters: what the user gives, by parameter name.
        place: what comes before the parameter's name in a problem's place.
        also: what else the user could have meant by a name that is no parameter.
    """
    if shape is not None:
        yield from _check_structure(shape, parameters, place, also)
        return
    for name in parameters:
        near = did_you_mean(name, also)
        message = f"there is no such parameter; the call takes none.{near}"
        yield Problem(member_path(place, name), message)


def _check(shape: Any, value: Any, place: str) -> Iterator[Problem]:
    if isinstance(value, Reference):
        yield from _check_reference(shape, value, place)
    elif _is_free_form(shape):
        return  # any JSON
    elif isinstance(value, str) and REFERENCE.fullmatch(value.strip()):
        yield from _check_reference_text(shape, value, place)
    else:
        yield from _CHECKS[shape.type_name](shape, value, place)


def _is_free_form(shape: Any) -> bool:
    """Return whether a shape takes any JSON: a document type, or JSON that goes into a header."""
    serialization = shape.serialization
    in_header = serialization.get("jsonvalue") and serialization.get("location") == "header"
    return bool(in_header or getattr(shape, "is_document_type", False))


def _check_reference_text(shape: Any, text: str, place: str) -> Iterator[Problem]:
    wanted = _wanted(shape)
    if "String" not in wanted:
        message = (
            f"{quoted(text)} is text, whose type is not known, and not {one_of(wanted)};"
            " give the parameter or output itself, not in an f-string"
        )
        yield Problem(place, message)


def _check_reference(shape: Any, reference: Reference, place: str) -> Iterator[Problem]:
    given = basic_type(reference.value_type)
    wanted = _wanted(shape)
    if given in wanted:
        return
    message = f"{reference} is of type {reference.value_type}, not {one_of(wanted)}"
    if wanted == ("StringList",) and given == "String":
        message += f"; put it in a list: [{reference.expression}]"
    yield Problem(place, message)


def _wanted(shape: Any) -> tuple[str, ...]:
    """Return the types of reference that can stand for a value of this shape."""
    if _is_free_form(shape):
        return ("StringMap", "MapList", "String", "StringList", "Integer", "Boolean")
    if shape.type_name == "list":
        return ("MapList",) if shape.member.type_name in ("structure", "map") else ("StringList",)
    return _REFERENCE_TYPES[shape.type_name]


def _check_structure(
    shape: Any, value: Any, place: str, also: Collection[str] = ()
) -> Iterator[Problem]:
    if not isinstance(value, Mapping):
        yield Problem(place, f"{quoted(value)} is not a dictionary with {one_of(shape.members)}")
        return
    if shape.serialization.get("eventstream"):
        yield Problem(place, "is a stream of events, which no document can send")
        return
    for name in shape.required_members:
        token = shape.members[name].metadata.get("idempotencyToken")
        if name not in value and not token:  # boto3 fills a missing token in
            yield Problem(f"{place}.{name}", "is required")
    if getattr(shape, "is_tagged_union", False) and len(value) != 1:
        yield Problem(place, f"exactly one of {one_of(shape.members)} is to be given")
    for name, member in value.items():
        path = member_path(place, name)
        if not isinstance(name, str) or name not in shape.members:
            near = did_you_mean(str(name), [*shape.members, *also])
            has = f"there are {one_of(shape.members)}" if shape.members else "there are none"
            message = f"there is no such parameter; {has}.{near}"
            yield Problem(path, message)
        elif member is None:
            required = name in shape.required_members
            message = "it is required" if required else "leave the parameter out"
            yield Problem(path, f"None is not a value; {message}")
        else:
            yield from _check(shape.members[name], member, path)


def _check_list(shape: Any, value: Any, place: str) -> Iterator[Problem]:
    if not isinstance(value, list | tuple):
        yield Problem(place, not_a_list(value))
        return
    least = shape.metadata.get("min", 0)
    if len(value) < least:
        yield Problem(place, f"has {len(value)} of the at least {least} items that there must be")
    for index, item in enumerate(value):
        spliced = isinstance(item, Reference) and basic_type(item.value_type) in _wanted(shape)
        if not spliced:  # a list-valued reference as an item stands for its items
            yield from _check(shape.member, item, f"{place}[{index}]")


def _check_map(shape: Any, value: Any, place: str) -> Iterator[Problem]:
    if not isinstance(value, Mapping):
        yield Problem(place, f"{quoted(value)} is not a dictionary")
        return
    for name, member in value.items():
        if isinstance(name, str):
            yield from _check_string(shape.key, name, f"{place}, key {quoted(name)}")
        yield from _check(shape.value, member, member_path(place, name))


def _check_string(shape: Any, value: Any, place: str) -> Iterator[Problem]:
    if not isinstance(value, str):
        yield Problem(place, f"{quoted(value)} is not text")
        return
    if REFERENCE.search(value):
        return  # what the text will be is known only when the automation runs
    enum = getattr(shape, "enum", None)
    if enum and value not in enum:
        near = did_you_mean(value, enum)
        yield Problem(place, f"{quoted(value)} is not one of {one_of(enum)}.{near}")
    least = shape.metadata.get("min", 0)
    if len(value) < least:
        more = "s" if least > 1 else ""
        yield Problem(place, f"{quoted(value)} is too short; at least {least} character{more}")


def _check_integer(shape: Any, value: Any, place: str) -> Iterator[Problem]:
    if isinstance(value, bool) or not isinstance(value, int):
        yield Problem(place, f"{quoted(value)} is not an integer")
    elif value < shape.metadata.get("min", value):
        yield Problem(place, f"{value} is too small; at least {shape.metadata['min']}")


def _check_number(shape: Any, value: Any, place: str) -> Iterator[Problem]:
    if isinstance(value, bool) or not isinstance(value, int | float) or not math.isfinite(value):
        yield Problem(place, f"{quoted(value)} is not a number")
    elif value < shape.metadata.get("min", value):
        yield Problem(place, f"{value} is too small; at least {shape.metadata['min']}")


def _check_boolean(shape: Any, value: Any, place: str) -> Iterator[Problem]:
    if not isinstance(value, bool):
        yield Problem(place, f"{quoted(value)} is not True or False")


def _check_timestamp(shape: Any, value: Any, place: str) -> Iterator[Problem]:
    if isinstance(value, datetime):
        if value.tzinfo is None:
            yield Problem(place, f"{value} has no time zone; add tzinfo=UTC")
    elif isinstance(value, bool) or not isinstance(value, str | int | float) or not _is_time(value):
        yield Problem(place, f"{quoted(value)} is not a time; give a datetime or ISO 8601 text")


def _is_time(value: str | float) -> bool:
    """Return whether boto3 reads a value as a moment; text with references may become one."""
    if isinstance(value, str) and REFERENCE.search(value):
        return True
    from botocore.utils import parse_to_aware_datetime  # slow to import, and seldom needed

    try:
        parse_to_aware_datetime(value)
    except (ValueError, OverflowError, OSError, RuntimeError):
        return False
    return True


def _check_blob(shape: Any, value: Any, place: str) -> Iterator[Problem]:
    if not isinstance(value, str):
        yield Problem(place, f"{quoted(value)} is not text; a document holds no bytes")


_CHECKS: Mapping[str, Check] = {
    "structure": _check_structure,
    "list": _check_list,
    "map": _check_map,
    "string": _check_string,
    "character": _check_string,
    "integer": _check_integer,
    "long": _check_integer,
    "float": _check_number,
    "double": _check_number,
    "boolean": _check_boolean,
    "timestamp": _check_timestamp,
    "blob": _check_blob,
}

_REFERENCE_TYPES: Mapping[str, tuple[str, ...]] = {
    "structure": ("StringMap",),
    "map": ("StringMap",),
    "string": ("String",),
    "character": ("String",),
    "integer": ("Integer",),
    "long": ("Integer",),
    "float": ("Integer",),
    "double": ("Integer",),
    "boolean": ("Boolean",),
    "timestamp": ("String",),
    "blob": ("String",),
}
