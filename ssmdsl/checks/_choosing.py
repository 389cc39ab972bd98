"""What a branch can choose, as far as that is known before the automation runs."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from operator import eq, ge, gt, le, lt
from typing import Any

from ssmdsl.actions import Branch
from ssmdsl.checks._comparisons import comparisons
from ssmdsl.condition import And, Comparison, Condition, Not, Operand, Or
from ssmdsl.document import Document
from ssmdsl.errors import did_you_mean, one_of, quoted
from ssmdsl.parameter import Parameter
from ssmdsl.reference import Reference

_TRUE_OF: Mapping[str, Callable[[Any, Any], bool]] = {
    "StringEquals": eq,
    "EqualsIgnoreCase": lambda own, other: own.casefold() == other.casefold(),
    "StartsWith": str.startswith,
    "EndsWith": str.endswith,
    "Contains": lambda own, other: other in own,
    "NumericEquals": eq,
    "NumericGreater": gt,
    "NumericLesser": lt,
    "NumericGreaterOrEquals": ge,
    "NumericLesserOrEquals": le,
    "BooleanEquals": eq,
}
_MISSING = object()
"""No value: every comparison with it is false."""


@dataclass(frozen=True)
class Case:
    """All that one reference can be, and what each value makes of the choices of a branch."""

    expression: str
    """What stands between the reference's braces."""
    values: Sequence[Any]
    """All that it can be."""
    outcomes: Sequence[Sequence[bool | None]]
    """For each value, whether each choice is true; `None` is not known."""
    without: Sequence[bool | None] | None
    """Whether each choice is true where there is no value; `None` where there always is one."""

    @property
    def all_outcomes(self) -> Sequence[Sequence[bool | None]]:
        """The outcomes, that of no value among them."""
        return self.outcomes if self.without is None else [*self.outcomes, self.without]


class Choosing:
    """The choices of a branch."""

    def __init__(self, branch: Branch, document: Document) -> None:
        """Try every value of what the choices ask."""
        self.conditions = [choice.condition for choice in branch.choices]
        given = {parameter.expression for parameter in document.parameters}
        self._cases = [
            Case(
                expression,
                values,
                [self._outcomes(expression, value) for value in values],
                None if expression in given else self._outcomes(expression, _MISSING),
            )
            for expression, values in _possible_values(self.conditions, document).items()
        ]

    def _outcomes(self, expression: str, value: Any) -> Sequence[bool | None]:
        return [truth(condition, expression, value) for condition in self.conditions]

    @property
    def is_complete(self) -> bool:
        """Whether one of the choices is true, whatever the value of something is."""
        shown = set(map(str, self.conditions))
        return any(f"Not({one})" in shown for one in shown) or any(
            all(True in outcome for outcome in case.outcomes) for case in self._cases
        )

    def never_taken(self) -> Iterator[tuple[int, str]]:
        """Yield the index of each choice that is never taken, with why."""
        first: dict[str, int] = {}
        for index, condition in enumerate(self.conditions):
            earlier = first.setdefault(str(condition), index)
            if earlier != index:
                yield index, f"choice {earlier} asks the same, and comes first; remove one of them"
                continue
            for case in self._cases:
                if all(outcome[index] is False for outcome in case.all_outcomes):
                    yield index, _true_of_none(condition, case)
                    break
                if all(
                    outcome[index] is False or True in outcome[:index]
                    for outcome in case.all_outcomes
                ):
                    yield (
                        index,
                        f"the choices before it take all that {{{{ {case.expression} }}}} can be:"
                        f" {_shown(case.values)}; remove it",
                    )
                    break


def _true_of_none(condition: Condition, case: Case) -> str:
    message = f"{{{{ {case.expression} }}}} is only ever {_shown(case.values)}, and it is true of"
    near = ""
    if isinstance(condition, Comparison) and isinstance(condition.value, str):
        near = did_you_mean(condition.value, [str(value) for value in case.values])
    return f"{message} none of these.{near}"


def _shown(values: Sequence[Any]) -> str:
    words = [str(value).lower() if isinstance(value, bool) else value for value in values]
    return one_of(words) if len(words) > 1 else quoted(words[0])


def truth(condition: Condition, expression: str, value: Any) -> bool | None:
    """Return whether a condition is true where one reference has a value; `None` is not known."""
    if isinstance(condition, Comparison):
        other = condition.value
        is_known = not isinstance(other, Operand) and not (isinstance(other, str) and "{{" in other)
        if condition.variable.expression != expression or not is_known:
            return None
        return value is not _MISSING and _TRUE_OF[condition.operator](value, other)
    if isinstance(condition, Not):
        inner = truth(condition.conditions[0], expression, value)
        return None if inner is None else not inner
    if isinstance(condition, And | Or):
        decides = isinstance(condition, Or)
        parts = [truth(part, expression, value) for part in condition.conditions]
        if decides in parts:
            return decides
        return None if None in parts else not decides
    return None


def values_of(parameter: Parameter) -> Sequence[Any]:
    """Return all that a parameter can be, if its values are few and known.

    Its default can be the empty text, which need not be one of the allowed values.
    """
    allowed, default = parameter.allowed_values, parameter.default
    if any(isinstance(value, Reference) for value in (*allowed, default)):
        return ()
    return [*allowed, default] if allowed and default not in (None, *allowed) else allowed


def _possible_values(
    conditions: Sequence[Condition], document: Document
) -> Mapping[str, Sequence[Any]]:
    """Return what is asked for that has few values, each with all of them."""
    allowed = {own.expression: values_of(own) for own in document.parameters}
    found: dict[str, Sequence[Any]] = {}
    for comparison in (one for condition in conditions for one in comparisons(condition)):
        expression = comparison.variable.expression
        if comparison.operator == "BooleanEquals":
            found[expression] = allowed.get(expression) or (True, False)
        elif allowed.get(expression):
            found[expression] = allowed[expression]
    return found
