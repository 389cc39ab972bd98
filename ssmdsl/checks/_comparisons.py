"""What branches and loops compare, with where it stands."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from ssmdsl.actions import Branch, Loop
from ssmdsl.condition import And, Comparison, Condition, Not, Or
from ssmdsl.data_path import Path

if TYPE_CHECKING:
    from ssmdsl.checks._checked_document import CheckedDocument


def conditions(checked: "CheckedDocument") -> Iterator[tuple[Path, Condition]]:
    """Yield the conditions of a document's choices and loops, each with its path."""
    for step in checked.steps:
        if isinstance(step, Branch):
            for index, choice in enumerate(step.choices):
                yield checked.path(step, "inputs", "Choices", index), choice.condition
        elif isinstance(step, Loop) and step.loop_condition is not None:
            yield checked.path(step, "inputs", "LoopCondition"), step.loop_condition


def comparisons(condition: Condition) -> Iterator[Comparison]:
    """Yield the comparisons that a condition is made of."""
    for _, comparison in placed_comparisons(condition):
        yield comparison


def placed_comparisons(condition: Condition, path: Path = ()) -> Iterator[tuple[Path, Comparison]]:
    """Yield the comparisons that a condition is made of, each with its path.

    Args:
        condition: the condition.
        path: where it stands itself.
    """
    if isinstance(condition, Comparison):
        yield path, condition
    elif isinstance(condition, Not):
        yield from placed_comparisons(condition.conditions[0], (*path, "Not"))
    elif isinstance(condition, And | Or):
        for index, inner in enumerate(condition.conditions):
            yield from placed_comparisons(inner, (*path, condition.word, index))
