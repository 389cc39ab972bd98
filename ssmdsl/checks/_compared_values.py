"""The comparisons of an output with a text that it can never be."""

from collections.abc import Callable, Iterator, Mapping
from types import MappingProxyType
from typing import TYPE_CHECKING

from ssmdsl.checks._check import Found
from ssmdsl.checks._comparisons import conditions, placed_comparisons
from ssmdsl.checks._nearest import nearest
from ssmdsl.checks._response_shapes import ROOTS, enum_of
from ssmdsl.condition import And, Comparison, Condition, Or
from ssmdsl.errors import one_of, quoted
from ssmdsl.known_words import is_closed, is_surely_unknown

if TYPE_CHECKING:
    from ssmdsl.checks._checked_document import CheckedDocument

_FITS: Mapping[str, Callable[[str, str], bool]] = MappingProxyType(
    {
        "StringEquals": str.__eq__,
        "EqualsIgnoreCase": lambda word, value: word.casefold() == value.casefold(),
        "StartsWith": str.startswith,
        "EndsWith": str.endswith,
        "Contains": str.__contains__,
    }
)
"""Whether a word is what an operator looks for."""

_VERBS = {
    "StringEquals": "",
    "EqualsIgnoreCase": "",
    "StartsWith": "something that starts with ",
    "EndsWith": "something that ends with ",
    "Contains": "something that contains ",
}


def never_true(checked: "CheckedDocument", *, decides: bool) -> Iterator[Found]:
    """Yield the comparisons that are true of none of the texts that an output can be.

    Args:
        checked: the document.
        decides: whether those are wanted that surely make a whole condition false, or the others.
    """
    for path, condition in conditions(checked):
        compared = {
            at: own
            for at, own in placed_comparisons(condition, path)
            if own.operator in _FITS and isinstance(own.value, str) and "{{" not in own.value
        }
        if not compared:
            continue
        never = {at: own for at, own in compared.items() if _is_never(checked, own)}
        surely = {id(own) for own in never.values() if _is_sure(checked, own)}
        is_false = _is_false(condition, surely)
        for at, own in never.items():
            if (is_false and id(own) in surely) is decides:
                sure = id(own) in surely
                yield Found((*at, own.operator), _message(checked, own, sure=sure))


def _is_never(checked: "CheckedDocument", own: Comparison) -> bool:
    known = checked.known_texts.get(own.variable.expression, ())
    return bool(known) and not any(_FITS[own.operator](word, own.value) for word in known)


def _is_sure(checked: "CheckedDocument", own: Comparison) -> bool:
    """Whether a comparison that is never true will not be so of a word that is new one day."""
    known = checked.known_texts[own.variable.expression]
    is_whole = own.operator in ("StringEquals", "EqualsIgnoreCase")
    return is_surely_unknown(own.value, known) if is_whole else is_closed(known)


def _is_false(condition: Condition, never: set[int]) -> bool:
    """Whether a condition is false because these comparisons are; `Not` makes it none of that."""
    if isinstance(condition, And | Or):
        join = any if isinstance(condition, And) else all
        return join(_is_false(part, never) for part in condition.conditions)
    return id(condition) in never


def _message(checked: "CheckedDocument", own: Comparison, *, sure: bool) -> str:
    known = checked.known_texts[own.variable.expression]
    never = "is never" if sure else "is, as far as botocore knows, never"
    shown = f"{{{{ {own.variable.expression} }}}} {never} {_VERBS[own.operator]}"
    near = nearest(own.value, known)
    fix = "" if near is None else f"; write {quoted(near)}"
    return f"{shown}{quoted(own.value)}, only {one_of(known, 20)}{fix}"


def known_texts(checked: "CheckedDocument") -> Mapping[str, tuple[str, ...]]:
    """Return the only texts that outputs can be, by how they are referred to."""
    known: dict[str, tuple[str, ...]] = {}
    for step in checked.steps:
        root = ROOTS.get(step.action)
        predefined = {output.name for output in step.predefined_outputs}
        for name, part in root.members.items() if root is not None else ():
            if name in predefined:
                known[f"{step.name}.{name}"] = enum_of(part)
    for own in checked.selected_outputs:
        expression = f"{own.step.name}.{own.output.name}"
        if own.output.type != "String":
            continue
        if own.selection.kinds == {"boolean"}:
            known[expression] = ("true", "false", "True", "False")
        elif own.selection.enum:
            known[expression] = own.selection.enum
    return known
