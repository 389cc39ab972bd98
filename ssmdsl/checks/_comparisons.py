"""What branches and loops compare, with where it stands."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from ssmdsl.actions import Branch, Loop
from ssmdsl.checks._check import Path
from ssmdsl.condition import And, Comparison, Condition, Not, Or

if TYPE_CHECKING:
    from ssmdsl.checks._checked_document import CheckedDocument


def comparisons(checked: "CheckedDocument") -> Iterator[tuple[Path, Comparison]]:
    """Yield the comparisons of a document, each with its path."""
    for step in checked.steps:
        if isinstance(step, Branch):
            for index, choice in enumerate(step.choices):
                path = checked.path(step, "inputs", "Choices", index)
                yield from _comparisons(choice.condition, path)
        elif isinstance(step, Loop) and step.loop_condition is not None:
            path = checked.path(step, "inputs", "LoopCondition")
            yield from _comparisons(step.loop_condition, path)


def _comparisons(condition: Condition, path: Path) -> Iterator[tuple[Path, Comparison]]:
    if isinstance(condition, Comparison):
        yield path, condition
    elif isinstance(condition, Not):
        yield from _comparisons(condition.conditions[0], (*path, "Not"))
    elif isinstance(condition, And | Or):
        for index, inner in enumerate(condition.conditions):
            yield from _comparisons(inner, (*path, condition.word, index))
