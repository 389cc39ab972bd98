"""Which steps every run of a document comes to, and which follow which."""

from collections.abc import Iterator
from functools import cached_property

from ssmdsl.document import Document
from ssmdsl.graph import Edge, edges
from ssmdsl.step import Step


class Ways:
    """The ways through a document, those of a loop's pass among them."""

    def __init__(self, document: Document) -> None:
        """Keep the document."""
        self._document = document
        self._loops = {inner.name: step for step in document.steps for inner in step.nested_steps}

    @cached_property
    def _edges(self) -> dict[str | None, list[Edge]]:
        """The edges by the step that they begin at, but for those of a cancellation."""
        found: dict[str | None, list[Edge]] = {}
        for edge in edges(self._document):
            if edge.cause != "cancellation":
                source = None if edge.source is None else edge.source.name
                found.setdefault(source, []).append(edge)
        return found

    def can_pass(self, step: Step) -> bool:
        """Return whether a run, or a pass of the step's loop, can come to its end without it."""
        loop = self._loops.get(step.name)
        level = self._document.steps if loop is None else loop.nested_steps
        end = None if loop is None else loop.name
        if level[0].name == step.name:
            return False
        waiting, seen = [level[0].name], {step.name}
        while waiting:
            name = waiting.pop()
            if name in seen:
                continue
            seen.add(name)
            for edge in self._edges.get(name, ()):
                target = None if edge.target is None else edge.target.name
                if target == end:
                    return True
                if target is not None:
                    waiting.append(target)
        return False

    def after(self, step: Step) -> Iterator[Step]:
        """Yield the steps that can run after one that succeeds, the nearest first."""
        waiting, seen = [step], set[str]()
        while waiting:
            following: list[Step] = []
            for current in waiting:
                for edge in self._edges.get(current.name, ()):
                    if edge.target is None or edge.target.name in seen:
                        continue
                    if current is step and edge.cause == "failure" and edge.label:
                        continue
                    seen.add(edge.target.name)
                    following.append(edge.target)
            yield from following
            waiting = following
