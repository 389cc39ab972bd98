"""The desired values of a step that the property which it selects never has."""

import re
from collections.abc import Iterator
from typing import Any

from ssmdsl.checks._check import Found
from ssmdsl.checks._checked_document import CheckedDocument
from ssmdsl.checks._nearest import nearest
from ssmdsl.checks._response_shapes import enum_of, item_of, kind
from ssmdsl.checks._selection import Selection, selected_property
from ssmdsl.desired_property import DesiredProperty
from ssmdsl.errors import one_of, quoted
from ssmdsl.known_words import is_surely_unknown
from ssmdsl.parameter import Parameter
from ssmdsl.reference import Reference

_PERHAPS = "as far as botocore knows, "
"""How a reason begins that may be none for a newer service."""


def values_never_seen(checked: CheckedDocument, *, alone: bool) -> Iterator[Found]:
    """Yield the desired values that the selected property never has.

    Args:
        checked: the document.
        alone: whether those are wanted of steps all of whose desired values are surely such, or
            the others.
    """
    for step in checked.steps:
        found = selected_property(step)
        if not isinstance(step, DesiredProperty) or found is None or len(found.shapes) != 1:
            continue
        if not isinstance(step.desired_values, list | tuple):
            continue
        reasons = [_reason(found, value) for value in step.desired_values]
        is_never = all(reason and not reason.startswith(_PERHAPS) for reason in reasons)
        if is_never is alone:
            for index, reason in enumerate(reasons):
                if reason:
                    yield Found(checked.path(step, "inputs", "DesiredValues", index), reason)


def _reason(found: Selection, value: object) -> str:
    """Return why the property never is as desired, or nothing."""
    texts = _texts(value)
    reasons = [_why_never(found.shapes[0], found.many, text) for text in texts]
    if not reasons or not all(reasons):
        return ""
    if not isinstance(value, Reference):
        return reasons[0]
    why = reasons[0].partition("; write ")[0]  # which is to be written elsewhere
    return f"{value} can only be {one_of(texts)}, and {why}"


def _texts(value: object) -> list[str]:
    """Return the texts that a desired value can be; none where that is not known."""
    given = value.allowed_values if isinstance(value, Parameter) else [value]
    texts = [text for text in given if isinstance(text, str) and "{{" not in text]
    return texts if len(texts) == len(given) else []


def _why_never(shape: Any, many: bool, value: str) -> str:
    """Return why a property never has a value, or nothing."""
    word = kind(shape)
    if word == "list" and not many and not value.startswith("["):
        item = item_of(shape)
        return f"the property is a list, which is never {quoted(value)}" + (
            "" if kind(item) in ("structure", "map", "list") else "; select an item of it"
        )
    if word in ("structure", "map") and not value.startswith("{"):
        return f"the property is a structure, which is never {quoted(value)}; select what is in it"
    if word == "boolean" and value not in ("True", "False"):
        right = value.strip().capitalize()
        fix = f"; write {quoted(right)}" if right in ("True", "False") else ""
        return f'a Boolean is compared as "True" or "False", never as {quoted(value)}{fix}'
    if word in ("integer", "long") and not re.fullmatch(r"-?\d+", value):
        return f"the property is a number, which is never {quoted(value)}"
    words = enum_of(shape) if word == "string" else ()
    if words and value not in words:
        message = f"the property is never {quoted(value)}, only {one_of(words, 20)}"
        if not is_surely_unknown(value, words):
            message = f"{_PERHAPS}{message}"
        near = nearest(value, words)
        return message if near is None else f"{message}; write {quoted(near)}"
    return ""
