"""Checks a request's parameters against the shape that botocore has for them.

What boto3 would refuse when the automation runs is refused here, where it is written.
References stand wherever a value of their type may stand.
"""

from collections.abc import Callable, Iterator, Mapping
from datetime import datetime
from typing import Any

from ssmdsl.errors import Problem, did_you_mean, one_of
from ssmdsl.model import quoted
from ssmdsl.reference import REFERENCE, Reference, basic_type

Check = Callable[[Any, Any, str], Iterator[Problem]]


def check_request(shape: Any, parameters: Mapping[str, Any], place: str) -> Iterator[Problem]:
    """Yield every problem with the parameters of a request.

    Args:
        shape: the operation's input shape; `None` where it takes nothing.
        parameters: what the user gives, by parameter name.
        place: what comes before the parameter's name in a problem's place.
    """
    if shape is None:
        for name in parameters:
            yield Problem(f"{place}.{name}", "there is no such parameter; the call takes none")
        return
    yield from _check_structure(shape, parameters, place)


def plain(value: Any) -> Any:
    """Return a value as it goes into the document: no date objects, no live containers."""
    if isinstance(value, datetime):
        return value.isoformat()
    if isinstance(value, Mapping):
        return {key: plain(member) for key, member in value.items()}
    if isinstance(value, list | tuple):
        return [plain(item) for item in value]
    return value


def _check(shape: Any, value: Any, place: str) -> Iterator[Problem]:
    if isinstance(value, Reference):
        yield from _check_reference(shape, value, place)
    elif isinstance(value, str) and REFERENCE.fullmatch(value.strip()):
        return  # the text of a whole reference: its type is not known here
    elif getattr(shape, "is_document_type", False):
        return  # a free-form document: any JSON
    else:
        yield from _CHECKS[shape.type_name](shape, value, place)


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
    if getattr(shape, "is_document_type", False):
        return ("StringMap", "MapList", "String", "StringList", "Integer", "Boolean")
    if shape.type_name == "list":
        return ("MapList",) if shape.member.type_name in ("structure", "map") else ("StringList",)
    return _REFERENCE_TYPES[shape.type_name]


def _check_structure(shape: Any, value: Any, place: str) -> Iterator[Problem]:
    if not isinstance(value, Mapping):
        yield Problem(place, f"{quoted(value)} is not a dictionary with {one_of(shape.members)}")
        return
    for name in shape.required_members:
        token = shape.members[name].metadata.get("idempotencyToken")
        if value.get(name) is None and not token:  # boto3 fills a missing token in
            yield Problem(f"{place}.{name}", "is required")
    if getattr(shape, "is_tagged_union", False) and len(value) != 1:
        yield Problem(place, f"exactly one of {one_of(shape.members)} is to be given")
    for name, member in value.items():
        if name not in shape.members:
            near = did_you_mean(str(name), shape.members)
            message = f"there is no such parameter; there are {one_of(shape.members)}.{near}"
            yield Problem(f"{place}.{name}", message)
        elif member is None:
            yield Problem(f"{place}.{name}", "None is not a value; leave the parameter out")
        else:
            yield from _check(shape.members[name], member, f"{place}.{name}")


def _check_list(shape: Any, value: Any, place: str) -> Iterator[Problem]:
    if not isinstance(value, list | tuple):
        yield Problem(place, f"{quoted(value)} is not a list; write [{quoted(value)}]")
        return
    least = shape.metadata.get("min", 0)
    if len(value) < least:
        yield Problem(place, f"{len(value)} items are too few; there must be at least {least}")
    for index, item in enumerate(value):
        spliced = isinstance(item, Reference) and basic_type(item.value_type) in _wanted(shape)
        if not spliced:  # a list-valued reference as an item stands for its items
            yield from _check(shape.member, item, f"{place}[{index}]")


def _check_map(shape: Any, value: Any, place: str) -> Iterator[Problem]:
    if not isinstance(value, Mapping):
        yield Problem(place, f"{quoted(value)} is not a dictionary")
        return
    for name, member in value.items():
        yield from _check(shape.key, name, f"{place}, key {quoted(name)}")
        yield from _check(shape.value, member, f"{place}.{name}")


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
        yield Problem(place, f"{quoted(value)} is too short; at least {least} characters")


def _check_integer(shape: Any, value: Any, place: str) -> Iterator[Problem]:
    if isinstance(value, bool) or not isinstance(value, int):
        yield Problem(place, f"{quoted(value)} is not an integer")
    elif value < shape.metadata.get("min", value):
        yield Problem(place, f"{value} is too small; at least {shape.metadata['min']}")


def _check_number(shape: Any, value: Any, place: str) -> Iterator[Problem]:
    if isinstance(value, bool) or not isinstance(value, int | float):
        yield Problem(place, f"{quoted(value)} is not a number")
    elif value < shape.metadata.get("min", value):
        yield Problem(place, f"{value} is too small; at least {shape.metadata['min']}")


def _check_boolean(shape: Any, value: Any, place: str) -> Iterator[Problem]:
    if not isinstance(value, bool):
        yield Problem(place, f"{quoted(value)} is not True or False")


def _check_timestamp(shape: Any, value: Any, place: str) -> Iterator[Problem]:
    if isinstance(value, bool) or not isinstance(value, str | int | float | datetime):
        yield Problem(place, f"{quoted(value)} is not a time; give a datetime or ISO 8601 text")


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
