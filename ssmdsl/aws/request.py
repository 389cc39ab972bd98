"""Checks a request's parameters against the shape that botocore has for them.

What boto3 would refuse when the automation runs is refused here, where it is written.
References stand wherever a value of their type may stand.
"""

from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import replace
from typing import Any

from ssmdsl.aws.request_names import meant_names, unknown_name
from ssmdsl.aws.request_problem import (
    EXCLUDED,
    MISSING_PARAMETER,
    NOT_IN_ENUM,
    OUT_OF_RANGE,
    PERHAPS_NEW,
    STREAM,
    UNFIT_PARAMETER_VALUE,
    UNKNOWN_PARAMETER,
    WRONG_TYPE,
    RequestProblem,
    path_part,
    problem,
)
from ssmdsl.aws.request_values import blob, boolean, integer, number, string, timestamp
from ssmdsl.data_path import Path
from ssmdsl.errors import Problem, one_of, quoted
from ssmdsl.model import not_a_list
from ssmdsl.parameter import Parameter
from ssmdsl.reference import REFERENCE, Reference
from ssmdsl.value_type import basic_type

Rule = Callable[[Any, Any, Path], Iterator[RequestProblem]]

DEEPEST_PART = 4
"""How long the path of a parameter's value is at most: that of an allowed value, or an item."""

_OF_VALUES = (NOT_IN_ENUM, PERHAPS_NEW, OUT_OF_RANGE)
"""The rules that a value of the right type can break."""


def check_request(
    shape: Any,
    parameters: Mapping[str, Any],
    place: str,
    also: Collection[str] = (),
    *,
    aliases: Mapping[str, str] | None = None,
) -> Iterator[Problem]:
    """Yield every problem with the parameters of a request that boto3 itself would have.

    Args:
        shape: the operation's input shape; `None` where it takes nothing.
        parameters: what the user gives, by parameter name.
        place: what comes before the parameter's name in a problem's place.
        also: what else the user could have meant by a name that is no parameter.
        aliases: the parameters that boto3 takes under another name too, by that.
    """
    for found in request_problems(shape, parameters, also, aliases=aliases):
        if found.told != "checked":
            yield Problem(found.place(place), found.message, code=found.code)


def request_problems(
    shape: Any,
    parameters: Mapping[str, Any],
    also: Collection[str] = (),
    *,
    aliases: Mapping[str, str] | None = None,
) -> Iterator[RequestProblem]:
    """Yield every problem with the parameters of a request, those among them that boto3 lets pass.

    Args:
        shape: the operation's input shape; `None` where it takes nothing.
        parameters: what the user gives, by parameter name.
        also: what else the user could have meant by a name that is no parameter.
        aliases: the parameters that boto3 takes under another name too, by that.
    """
    if shape is not None:
        yield from _structure(shape, parameters, (), also, aliases or {})
        return
    for name in parameters:
        message = unknown_name(None, str(name), also)
        yield problem(UNKNOWN_PARAMETER, (path_part(name),), message)


def _value(shape: Any, value: Any, path: Path) -> Iterator[RequestProblem]:
    if isinstance(value, Reference):
        yield from _reference(shape, value, path)
    elif _is_free_form(shape):
        return  # any JSON
    elif isinstance(value, str) and REFERENCE.fullmatch(value.strip()):
        yield from _reference_text(shape, value, path)
    else:
        yield from _RULES[shape.type_name](shape, value, path)


def _is_free_form(shape: Any) -> bool:
    """Return whether a shape takes any JSON: a document type, or JSON that goes into a header."""
    serialization = shape.serialization
    in_header = serialization.get("jsonvalue") and serialization.get("location") == "header"
    return bool(in_header or getattr(shape, "is_document_type", False))


def _reference_text(shape: Any, text: str, path: Path) -> Iterator[RequestProblem]:
    wanted = _wanted(shape)
    if "String" not in wanted:
        message = (
            f"{quoted(text)} is text, whose type is not known, and not {one_of(wanted)};"
            " give the parameter or output itself, not in an f-string"
        )
        # Automation itself knows the type; it is lost in Python alone.
        yield problem(WRONG_TYPE, path, message, told="written")


def _reference(shape: Any, reference: Reference, path: Path) -> Iterator[RequestProblem]:
    given = basic_type(reference.value_type)
    wanted = _wanted(shape)
    if given in wanted:
        if isinstance(reference, Parameter) and not _is_free_form(shape):
            yield from _values_of(reference, shape, path)
        return
    message = f"{reference} is of type {reference.value_type}, not {one_of(wanted)}"
    if wanted == ("StringList",) and given == "String":
        message += f'; write ["{reference}"]'
    yield problem(WRONG_TYPE, path, message)


def _values_of(parameter: Parameter, shape: Any, path: Path) -> Iterator[RequestProblem]:
    """Yield what is wrong with the values that a parameter is known to have, in this place."""
    for value, written_at in values_of(parameter):
        for found in _RULES[shape.type_name](shape, value, written_at):
            if found.code in _OF_VALUES:
                yield replace(
                    found,
                    code=UNFIT_PARAMETER_VALUE,
                    path=path,
                    told="checked",
                    written_at=found.path[:DEEPEST_PART],
                )


def values_of(parameter: Parameter) -> Iterator[tuple[Any, Path]]:
    """Yield the values that a parameter is known to have, with where they are written.

    An empty one, or 0, is how documents say that there is none.
    """
    at = ("parameters", parameter.name)
    default = parameter.default
    if not isinstance(default, Reference) and default not in (None, "", 0, [], (), {}):
        yield default, (*at, "default")
    is_list = basic_type(parameter.type) in ("StringList", "MapList")
    for index, value in enumerate(parameter.allowed_values):
        if not isinstance(value, Reference) and value != "":
            yield [value] if is_list else value, (*at, "allowedValues", index)


def _wanted(shape: Any) -> tuple[str, ...]:
    """Return the types of reference that can stand for a value of this shape."""
    if _is_free_form(shape):
        return ("StringMap", "MapList", "String", "StringList", "Integer", "Boolean")
    if shape.type_name == "list":
        return ("MapList",) if shape.member.type_name in ("structure", "map") else ("StringList",)
    return _REFERENCE_TYPES[shape.type_name]


def _structure(
    shape: Any,
    value: Any,
    path: Path,
    also: Collection[str] = (),
    aliases: Mapping[str, str] | None = None,
) -> Iterator[RequestProblem]:
    if not isinstance(value, Mapping):
        message = f"{quoted(value)} is not a dictionary with {one_of(shape.members)}"
        yield problem(WRONG_TYPE, path, message)
        return
    if shape.serialization.get("eventstream"):
        yield problem(STREAM, path, "is a stream of events, which no document can send")
        return
    members = shape.members
    own_names = {name: _own_name(name, members, aliases or {}) for name in value}
    yield from _required(shape, value, own_names.values(), path)
    if getattr(shape, "is_tagged_union", False) and len(value) != 1:
        message = f"exactly one of {one_of(members)} is to be given"
        yield problem(EXCLUDED, path, message)
    for name, member in value.items():
        inner = (*path, path_part(name))
        own_name = own_names[name]
        if own_name not in members:
            message = unknown_name(shape, str(name), also)
            yield problem(UNKNOWN_PARAMETER, inner, message)
        elif member is None:
            is_required = name in shape.required_members
            code = MISSING_PARAMETER if is_required else WRONG_TYPE
            message = "it is required" if is_required else "leave the parameter out"
            yield problem(code, inner, f"None is not a value; {message}")
        else:
            yield from _value(members[own_name], member, inner)


def _own_name(name: Any, members: Mapping[str, Any], aliases: Mapping[str, str]) -> str | None:
    """Return the parameter that a name stands for; nothing where it is no text."""
    alias = aliases.get(name) if isinstance(name, str) and name not in members else None
    return alias if alias in members else name if isinstance(name, str) else None


def _required(
    shape: Any, value: Mapping[Any, Any], given: Collection[Any], path: Path
) -> Iterator[RequestProblem]:
    missing = [
        name
        for name in shape.required_members
        if name not in given
        # boto3 fills a missing token in
        and not shape.members[name].metadata.get("idempotencyToken")
    ]
    meant = meant_names(shape, value) if missing else ()  # those are told where they are written
    for name in missing:
        if name not in meant:
            yield problem(MISSING_PARAMETER, (*path, name), "is required")


def _list(shape: Any, value: Any, path: Path) -> Iterator[RequestProblem]:
    if not isinstance(value, list | tuple):
        yield problem(WRONG_TYPE, path, not_a_list(value))
        return
    spliced = [isinstance(item, Reference) and _is_list_of(item, shape) for item in value]
    least, most = shape.metadata.get("min", 0), shape.metadata.get("max")
    if len(value) < least:
        message = f"has {len(value)} of the at least {least} items that there must be"
        yield problem(OUT_OF_RANGE, path, message)
    elif most is not None and len(value) > most and not any(spliced):
        message = f"has {len(value)} items; there may be at most {most}"
        yield problem(OUT_OF_RANGE, path, message, told="checked")
    for index, item in enumerate(value):
        if not spliced[index]:  # a list-valued reference as an item stands for its items
            yield from _value(shape.member, item, (*path, index))
        elif isinstance(item, Parameter):
            yield from _values_of(item, shape, (*path, index))


def _is_list_of(reference: Reference, shape: Any) -> bool:
    return basic_type(reference.value_type) in _wanted(shape)


def _map(shape: Any, value: Any, path: Path) -> Iterator[RequestProblem]:
    if not isinstance(value, Mapping):
        yield problem(WRONG_TYPE, path, f"{quoted(value)} is not a dictionary")
        return
    for name, member in value.items():
        inner = (*path, path_part(name))
        if isinstance(name, str):
            yield from (replace(found, key=True) for found in string(shape.key, name, inner))
        yield from _value(shape.value, member, inner)


_RULES: Mapping[str, Rule] = {
    "structure": _structure,
    "list": _list,
    "map": _map,
    "string": string,
    "character": string,
    "integer": integer,
    "long": integer,
    "float": number,
    "double": number,
    "boolean": boolean,
    "timestamp": timestamp,
    "blob": blob,
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
