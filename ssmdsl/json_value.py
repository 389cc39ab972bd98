"""What JSON can carry, and so a document: text, numbers, true, false, null, lists, dictionaries.

References may stand anywhere among the values, and moments that say their time zone: these are
written as text.

Source: https://docs.aws.amazon.com/systems-manager/latest/userguide/documents-syntax-data-elements-parameters.html
"""

import math
from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Any

from ssmdsl.errors import quoted
from ssmdsl.reference import REFERENCE, Reference
from ssmdsl.writable import member_path

INTEGER_BITS = 64
"""The longest integer that AWS's APIs have."""


def json_misfits(value: Any, path: str) -> Iterator[tuple[str, str]]:
    """Yield path and message of everything in a value that a document cannot carry.

    The value is of a model, which has made sure that it ends somewhere.
    """
    for below, message in _misfits(value):
        yield path + below, message


def _misfits(value: Any) -> Iterator[tuple[str, str]]:
    """Yield the path from here, which is made only where there is something to tell, and that."""
    if value is None or isinstance(value, str):
        return  # as most are
    if isinstance(value, Mapping):
        for key, member in value.items():
            if isinstance(key, Reference) or (isinstance(key, str) and REFERENCE.search(key)):
                yield "", f"the key {quoted(str(key))} is not filled in: only values are"
            elif not isinstance(key, str):
                yield "", f"the key {quoted(key)} is not text"
            for below, message in _misfits(member):
                yield member_path("", key) + below, message
    elif isinstance(value, list | tuple):
        for index, item in enumerate(value):
            for below, message in _misfits(item):
                yield f"[{index}]{below}", message
    else:
        misfit = _misfit(value)
        if misfit:
            yield "", misfit


def _misfit(value: Any) -> str:
    """Return why a document cannot carry a single value, or nothing."""
    if isinstance(value, bool | Reference):
        return ""
    if isinstance(value, int):
        fits = value.bit_length() <= INTEGER_BITS
        return "" if fits else f"{quoted(value)} has more than {INTEGER_BITS} bits"
    if isinstance(value, float):
        return "" if math.isfinite(value) else f"{value} is not a number that JSON can carry"
    if isinstance(value, datetime):
        return "" if value.tzinfo else f"{value} has no time zone; add tzinfo=UTC"
    return (
        f"{quoted(value)} is of type {type(value).__name__}, which a document cannot carry;"
        " it takes text, numbers, True, False, lists and dictionaries"
    )


def json_copy(value: Any) -> Any:
    """Return a value as lists, dictionaries and what is in them, cut off from the user's own."""
    if value is None or isinstance(value, str):
        return value  # as most are
    if isinstance(value, datetime) and value.tzinfo:
        return value.isoformat()
    if isinstance(value, Mapping):
        return {key: json_copy(member) for key, member in value.items()}
    if isinstance(value, list | tuple):
        return [json_copy(item) for item in value]
    return value
