"""Models that are made though some of their properties are wrong, as a reader goes on."""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import fields
from itertools import count
from typing import Any

from pydantic import ValidationError

from ssmdsl.errors import DefinitionError, Problem

UNNAMED = "Unnamed"
_NUMBERS = count(1)  # two of one name would be told
_LEFT_OUT = "_left_out"
_TOLD = "_told"
_ITEM = re.compile(r"(\w*)(?:\[(\d+)\])?")


def left_out(instance: Any) -> frozenset[str]:
    """Return the properties that a model has not, or not all of, because they are wrong."""
    found: frozenset[str] = vars(instance).get(_LEFT_OUT, frozenset())
    return found


def leave_out(instance: Any, names: Iterable[str]) -> None:
    """Take note of properties that a model has not, because they could not be read."""
    object.__setattr__(instance, _LEFT_OUT, left_out(instance).union(names))


def told_of(instance: Any) -> frozenset[str]:
    """Return the codes of what was told of a model when it was made."""
    found: frozenset[str] = vars(instance).get(_TOLD, frozenset())
    return found


def keep_told(instance: Any, problems: Sequence[Problem]) -> None:
    """Take note of what is told of a model that is made all the same."""
    if problems:
        object.__setattr__(instance, _TOLD, frozenset(problem.code for problem in problems))


def is_made_without(
    instance: Any,
    initialize: Callable[..., None],
    given: Mapping[str, Any],
    problems: Sequence[Problem],
) -> bool:
    """Make a model without those of its properties that are wrong; return whether it can be."""
    wrong, rest = _right_ones(given, problems)
    is_misnamed = "name" in wrong and isinstance(given.get("name"), str)
    for properties in (rest, {name: rest[name] for name in rest.keys() - wrong.keys()}):
        try:
            initialize(instance, **({"name": UNNAMED} if is_misnamed else {}), **properties)
        except ValidationError:
            continue
        if is_misnamed:
            object.__setattr__(instance, "name", given["name"])
        leave_out(instance, wrong.keys() - ({"name"} if is_misnamed else set()))
        return True
    return False


def is_made_otherwise(instance: Any, given: Mapping[str, Any], problems: Sequence[Problem]) -> bool:
    """Make what stands for a model that cannot be; return whether there is such a thing."""
    kind = type(instance)
    if not hasattr(kind, "stand_in"):
        return False
    wrong, rest = _right_ones(given, problems)
    object.__setattr__(instance, "__class__", kind.stand_in())
    known = {field.name for field in fields(instance)} - {"name"}
    kept = {name: rest[name] for name in rest.keys() & known - wrong.keys()}
    name = given.get("name")
    try:
        instance.__init__(f"{UNNAMED}{next(_NUMBERS)}" if "name" in wrong else name, **kept)
    except DefinitionError:
        object.__setattr__(instance, "__class__", kind)
        return False
    if isinstance(name, str):
        object.__setattr__(instance, "name", name)
    leave_out(instance, wrong)
    return True


def _right_ones(
    given: Mapping[str, Any], problems: Sequence[Problem]
) -> tuple[dict[str, set[int]], dict[str, Any]]:
    """Return the names of wrong properties, and the properties without what is wrong of them.

    Of a list its other items are kept.
    """
    wrong: dict[str, set[int]] = {}
    whole: set[str] = set()
    for problem in problems:
        name, index = _ITEM.match(problem.path).groups()  # type: ignore[union-attr]  # or empty
        wrong.setdefault(name, set())
        if index is None or not isinstance(given.get(name), list | tuple):
            whole.add(name)
        else:
            wrong[name].add(int(index))
    rest = {name: value for name, value in given.items() if name not in whole}
    for name in wrong.keys() & rest:
        rest[name] = [item for at, item in enumerate(rest[name]) if at not in wrong[name]]
    return wrong, rest
