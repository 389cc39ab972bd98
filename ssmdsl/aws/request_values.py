"""Checks the single values of a request: texts, numbers, flags, moments."""

import math
from collections.abc import Iterator
from datetime import datetime
from typing import Any

from ssmdsl.aws.request_problem import (
    NOT_IN_ENUM,
    NOT_LIKE_PATTERN,
    OUT_OF_RANGE,
    PERHAPS_NEW,
    WRONG_TYPE,
    RequestProblem,
    problem,
)
from ssmdsl.data_path import Path
from ssmdsl.errors import did_you_mean, one_of, quoted
from ssmdsl.known_words import is_surely_unknown
from ssmdsl.parameter_value import pattern_matches
from ssmdsl.reference import REFERENCE

LONGEST_MATCHED = 512
"""The longest text that is held against a pattern: some of AWS's take their time."""


def string(shape: Any, value: Any, path: Path) -> Iterator[RequestProblem]:
    """Yield what is wrong with a text."""
    if not isinstance(value, str):
        yield problem(WRONG_TYPE, path, f"{quoted(value)} is not text")
        return
    if REFERENCE.search(value):
        return  # what the text will be is known only when the automation runs
    enum = getattr(shape, "enum", None)
    if enum and value not in enum:
        near = did_you_mean(value, enum)
        message = f"{quoted(value)} is not one of {one_of(enum)}"
        if is_surely_unknown(value, enum):
            yield problem(NOT_IN_ENUM, path, f"{message}.{near}")
        else:
            message = f"{message}, and wrong unless it is new.{near}"
            yield problem(PERHAPS_NEW, path, message, told="checked")
    least, most = shape.metadata.get("min", 0), shape.metadata.get("max")
    pattern = shape.metadata.get("pattern")
    if len(value) < least:
        message = f"{quoted(value)} is too short; at least {_characters(least)}"
        yield problem(OUT_OF_RANGE, path, message)
    elif most is not None and len(value) > most:
        message = f"{quoted(value)} is too long, {len(value)}; at most {_characters(most)}"
        yield problem(OUT_OF_RANGE, path, message, told="checked")
    elif (
        pattern
        and not enum
        and len(value) <= LONGEST_MATCHED
        and pattern_matches(pattern, value) is False
    ):
        message = f"{quoted(value)} does not match the service's pattern {quoted(pattern)}"
        yield problem(NOT_LIKE_PATTERN, path, message, told="checked")


def _characters(count: int) -> str:
    return f"{count} character{'s' if count > 1 else ''}"


def integer(shape: Any, value: Any, path: Path) -> Iterator[RequestProblem]:
    """Yield what is wrong with an integer."""
    if isinstance(value, bool) or not isinstance(value, int):
        yield problem(WRONG_TYPE, path, f"{quoted(value)} is not an integer{_number_fix(value)}")
    else:
        yield from _bounds(shape, value, path)


def number(shape: Any, value: Any, path: Path) -> Iterator[RequestProblem]:
    """Yield what is wrong with a number."""
    if isinstance(value, bool) or not isinstance(value, int | float) or not math.isfinite(value):
        yield problem(WRONG_TYPE, path, f"{quoted(value)} is not a number{_number_fix(value)}")
    else:
        yield from _bounds(shape, value, path)


def _number_fix(value: Any) -> str:
    """Return how a number is written that is given as text."""
    is_number = isinstance(value, str) and value.isascii() and value.removeprefix("-").isdigit()
    return f"; write {value}" if is_number else ""


def _bounds(shape: Any, value: float, path: Path) -> Iterator[RequestProblem]:
    least, most = shape.metadata.get("min"), shape.metadata.get("max")
    if least is not None and value < least:
        yield problem(OUT_OF_RANGE, path, f"{value} is too small; at least {least}")
    elif most is not None and value > most:
        message = f"{value} is too large; at most {most}"
        yield problem(OUT_OF_RANGE, path, message, told="checked")


def boolean(shape: Any, value: Any, path: Path) -> Iterator[RequestProblem]:
    """Yield what is wrong with a flag."""
    if not isinstance(value, bool):
        yield problem(WRONG_TYPE, path, f"{quoted(value)} is not True or False")


def timestamp(shape: Any, value: Any, path: Path) -> Iterator[RequestProblem]:
    """Yield what is wrong with a moment."""
    if isinstance(value, datetime):
        if value.tzinfo is None:
            message = f"{value} has no time zone; add tzinfo=UTC"
            yield problem(WRONG_TYPE, path, message)
    elif isinstance(value, bool) or not isinstance(value, str | int | float) or not _is_time(value):
        message = f"{quoted(value)} is not a time; give a datetime or ISO 8601 text"
        yield problem(WRONG_TYPE, path, message)


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


def blob(shape: Any, value: Any, path: Path) -> Iterator[RequestProblem]:
    """Yield what is wrong with what boto3 takes as bytes."""
    if not isinstance(value, str):
        message = f"{quoted(value)} is not text; a document holds no bytes"
        yield problem(WRONG_TYPE, path, message)
