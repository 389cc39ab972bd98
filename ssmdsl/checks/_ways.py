"""Which steps every run of a document comes to, and which follow which."""

from collections.abc import Callable, Iterator
from functools import cached_property

from ssmdsl.checks._flow import Flow
from ssmdsl.document import Document
from ssmdsl.graph import Edge
from ssmdsl.step import Step


class Ways:
    """The ways through a document, those of a loop's pass among them."""

    def __init__(self, document: Document, flow: Flow) -> None:
        """Keep the document, and which step can follow which."""
        self._document = document
        self._flow = flow

    @cached_property
    def _edges(self) -> dict[str | None, list[Edge]]:
        """The edges by the step that they begin at, but for those of a cancellation."""
        found: dict[str | None, list[Edge]] = {}
        for edge in self._flow.edges:
            if edge.cause != "cancellation":
                source = None if edge.source is None else edge.source.name
                found.setdefault(source, []).append(edge)
        return found

    def can_pass(self, step: Step) -> bool:
        """Return whether a run, or a pass of the step's loop, can come to its end without it."""
        loop = self._flow.loop_of(step)
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

    def after(
        self, step: Step, until: Callable[[Step], bool] = lambda passed: False
    ) -> Iterator[Step]:
        """Yield the steps that can run after one that succeeds, the nearest first.

        Args:
            step: the one that succeeds.
            until: tells of a step whether what follows only it is left out.
        """
        waiting, seen = [step], set[str]()
        while waiting:
            following: list[Step] = []
            for current in waiting:
                for edge in self._edges.get(current.name, ()):
                    target = edge.target
                    if target is None or target.name in seen:
                        continue
                    if current is not step or edge.cause == "success":
                        seen.add(target.name)
                        following.append(target)
            yield from following
            waiting = [current for current in following if not until(current)]
