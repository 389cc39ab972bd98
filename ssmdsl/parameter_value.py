"""Whether a value is one that a parameter takes: its type, its allowed values, its bounds.

Source: https://docs.aws.amazon.com/systems-manager/latest/userguide/documents-syntax-data-elements-parameters.html
"""

import re
import warnings
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from typing import Any, cast

from ssmdsl.errors import did_you_mean, one_of, quoted
from ssmdsl.reference import REFERENCE, Reference
from ssmdsl.value_type import basic_type

PATTERNS = {
    "AWS::EC2::Instance::Id": r"m?i-([a-z0-9]{8}|[a-z0-9]{17})",
    "AWS::IAM::Role::Arn": r"arn:aws[a-z-]*:iam::[0-9]{12}:role/.+",
    "AWS::S3::Bucket::Name": r"[0-9a-z][0-9a-z.-]{2,62}",
}
"""What the values of AWS's own types look like, in partitions that are yet to come too."""

Bounds = tuple[int | None, int | None]

_PYTHON_TYPES: dict[str, tuple[type, ...]] = {
    "String": (str,),
    "StringList": (list, tuple),
    "Integer": (int,),
    "Boolean": (bool,),
    "MapList": (list, tuple),
    "StringMap": (Mapping,),
}
_ITEMS = {"StringList": "String", "MapList": "StringMap"}


def type_misfits(
    parameter_type: str, value: Any, *, one_item: bool = False, noun: str = "parameter"
) -> Iterator[tuple[str, str]]:
    """Yield path and message of how a value is not of a parameter's type.

    Args:
        parameter_type: the parameter's declared type.
        value: the value; a reference stands for one of any type.
        one_item: whether the value is one item, where the type is one of lists.
        noun: what has the type.
    """
    kind = basic_type(parameter_type)
    item_kind = _ITEMS.get(kind)
    if one_item and item_kind:
        kind, item_kind = item_kind, None
    if isinstance(value, Reference) or (
        isinstance(value, str) and REFERENCE.fullmatch(value.strip())
    ):
        return
    flag_for_number = kind == "Integer" and isinstance(value, bool)  # Python's True is an int
    if flag_for_number or not isinstance(value, _PYTHON_TYPES[kind]):
        yield "", f"{quoted(value)} is not of the {noun}'s type {parameter_type}"
    elif item_kind:
        for index, item in enumerate(cast(Sequence[Any], value)):
            if not isinstance(item, (Reference, *_PYTHON_TYPES[item_kind])):
                yield (
                    f"[{index}]",
                    f"{quoted(item)} is not an item of the {noun}'s type {parameter_type}",
                )


def constraint_misfits(
    value: Any,
    *,
    allowed: Sequence[Any] = (),
    pattern: str | None = None,
    aws_type: str = "",
    items: Bounds = (None, None),
    characters: Bounds = (None, None),
) -> Iterator[tuple[str, str]]:
    """Yield path and message of what forbids a value that is of the parameter's type."""
    each: Sequence[Any] = [value]
    if isinstance(value, list | tuple):
        each = value
        yield from _outside(len(value), items, "", "item")
    for index, item in enumerate(each):
        path = "" if each is not value else f"[{index}]"
        if allowed and item not in allowed:
            near = did_you_mean(item, _texts(allowed)) if isinstance(item, str) else ""
            yield path, f"{quoted(item)} is not one of {one_of(allowed)}.{near}"
        if not isinstance(item, str):
            continue
        yield from _outside(len(item), characters, path, "character")
        item_type = aws_type.removeprefix("List<").removesuffix(">")
        own = PATTERNS.get(item_type)
        if own and not re.fullmatch(own, item):
            yield path, f"{quoted(item)} is not an {item_type}, which matches {quoted(own)}"
        if pattern is not None and pattern_matches(pattern, item) is False:
            yield path, f"{quoted(item)} does not match the allowed pattern {quoted(pattern)}"


def _outside(count: int, bounds: Bounds, path: str, what: str) -> Iterator[tuple[str, str]]:
    least, most = bounds
    if least is not None and count < least:
        yield path, f"{count} {what}{'' if count == 1 else 's'}; there must be at least {least}"
    if most is not None and count > most:
        yield path, f"{count} {what}{'' if count == 1 else 's'}; there may be at most {most}"


@cache
def _compiled(pattern: str) -> re.Pattern[str] | None:
    """Return Java's pattern as Python's, or nothing where the two languages differ."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error")  # as for "[a-z&&[^x]]", which the two read differently
            return re.compile(pattern)
    except (re.error, Warning, RecursionError, OverflowError):
        return None


def is_checkable_pattern(pattern: str) -> bool:
    """Return whether values can be held against a Java pattern here."""
    return _compiled(pattern) is not None


def pattern_misfit(pattern: str) -> str | None:
    """Return what no regular expression can have, neither Java's nor Python's, if it is there."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error")  # or the compiled one is kept, and warns no more
            re.compile(pattern)
    except re.error as error:
        if error.msg == "nothing to repeat" and pattern[0] in "*+?":
            return f"it begins with {quoted(pattern[0])}, which repeats nothing"
        return _UNBALANCED.get(error.msg) if _is_unbalanced_in_java(pattern) else None
    except (Warning, RecursionError, OverflowError):
        pass
    return None


_UNBALANCED = {
    "unterminated character set": 'a "[" in it has no "]"',
    "missing ), unterminated subpattern": 'a "(" in it has no ")"',
    "unbalanced parenthesis": 'a ")" in it has no "("',
    "bad escape (end of pattern)": "it ends in a backslash",
}
"""Python's words for what is wrong in Java too."""

_JAVA_PIECE = re.compile(r"\\Q.*?(?:\\E|\Z)|\\.|\[\^?\]?|.", re.DOTALL)
"""A piece of a Java pattern: a quotation, an escape, the beginning of a set, or a character."""


def _is_unbalanced_in_java(pattern: str) -> bool:
    """Return whether brackets or backslashes have no partner, where sets may hold sets."""
    groups = sets = 0
    for piece in _JAVA_PIECE.findall(pattern):
        if piece == "\\":
            return True
        if piece[0] == "[":
            sets += 1
        elif sets:
            sets -= piece == "]"
        elif piece in "()":
            groups += 1 if piece == "(" else -1
            if groups < 0:
                return True
    return bool(groups or sets)


def pattern_matches(pattern: str, text: str) -> bool | None:
    """Return whether a whole text matches a Java pattern; `None` where that cannot be told here."""
    compiled = _compiled(pattern)
    return None if compiled is None else compiled.fullmatch(text) is not None


def _texts(allowed: Sequence[Any]) -> list[str]:
    return [item for item in allowed if isinstance(item, str)]
