"""Branches that ask the same parameter: the way that one opens decides what the others choose."""

from collections.abc import Mapping, Sequence
from typing import Any

from ssmdsl.actions import Branch
from ssmdsl.checks._choosing import truth, values_of
from ssmdsl.checks._comparisons import comparisons
from ssmdsl.checks._flow import Chosen
from ssmdsl.checks._output_reads import Read
from ssmdsl.document import Document
from ssmdsl.graph import edges
from ssmdsl.step import target_of

_OTHER = "\0"
"""Stands for every text that no condition asks for."""


class SameQuestions:
    """The parameters that several branches of a document compare, value by value."""

    def __init__(self, document: Document) -> None:
        """Find the parameters, and what the branches choose for each value."""
        branches = [step for step in document.all_steps if isinstance(step, Branch)]
        allowed = {own.expression: values_of(own) for own in document.parameters}
        self._otherwise = {
            edge.source.name: None if edge.target is None else edge.target.name
            for edge in edges(document)
            if edge.source is not None and edge.label.startswith("otherwise")
        }
        self.cases: list[list[Chosen]] = []
        """For each parameter, for each of its values: the targets of the branches that ask it."""
        for expression, values in _values(branches, allowed).items():
            asking = [
                own for own in branches if own.on_failure != "Continue" and _asks(own, expression)
            ]
            if len(asking) > 1:
                self.cases.append(
                    [
                        {own.name: self._targets(own, expression, value) for own in asking}
                        for value in values
                    ]
                )

    def settle(self, read: Read) -> bool:
        """Whether, whatever the value of a parameter is, no way to a reader misses the output."""
        return any(all(not read.is_missing_where(chosen) for chosen in case) for case in self.cases)

    def _targets(self, branch: Branch, expression: str, value: Any) -> set[str | None]:
        """Return what a branch can go on with where a parameter has a value."""
        found: set[str | None] = {
            target_of(jump).name for name, jump in branch.jumps.items() if name.startswith("on_")
        }
        for choice in branch.choices:
            outcome = truth(choice.condition, expression, value)
            if outcome is not False:
                found.add(target_of(choice.next_step).name)
            if outcome:
                return found
        return {*found, self._otherwise[branch.name]}


def _asks(branch: Branch, expression: str) -> bool:
    return any(
        one.variable.expression == expression
        for choice in branch.choices
        for one in comparisons(choice.condition)
    )


def _values(
    branches: Sequence[Branch], allowed: Mapping[str, Sequence[Any]]
) -> Mapping[str, Sequence[Any]]:
    """Return the parameters that are compared with literals alone, each with its values."""
    found: dict[str, dict[Any, None]] = {}
    unknown: set[str] = set()
    for one in (
        one
        for branch in branches
        for choice in branch.choices
        for one in comparisons(choice.condition)
    ):
        expression = one.variable.expression
        if expression not in allowed:
            continue
        values = found.setdefault(expression, {})
        if allowed[expression]:
            values.update(dict.fromkeys(allowed[expression]))
        elif one.operator == "BooleanEquals":
            values.update({True: None, False: None})
        elif (
            one.operator == "StringEquals" and isinstance(one.value, str) and "{{" not in one.value
        ):
            values.update({one.value: None, _OTHER: None})
        else:
            unknown.add(expression)
    return {
        expression: list(values)
        for expression, values in found.items()
        if expression not in unknown
    }
