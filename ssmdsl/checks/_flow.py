"""What has happened before each step, over every way that the automation can take to it.

A set of steps is the integer whose bits are their places in the document, so that a document of
thousands of steps costs little.
"""

from collections.abc import Callable, Iterator, Mapping
from functools import cached_property, reduce
from operator import and_, or_
from typing import NamedTuple

from ssmdsl.actions import Branch, Loop
from ssmdsl.actions.branch import Choice
from ssmdsl.condition import And, Comparison, Condition, Or
from ssmdsl.document import Document
from ssmdsl.graph import Edge, edges
from ssmdsl.step import Step

Point = tuple[str, bool]
"""A step about to begin; or, of a loop with `True`, about to decide on another pass."""


Chosen = Mapping[str, set[str | None]]
"""The steps that some branches can go on with, by the branches' names."""


class Way(NamedTuple):
    """How one comes to a point directly."""

    source: Point | None
    """Where from; `None` is the start."""
    succeeded: int
    """The steps that have succeeded by taking this way: the source, and what a choice asks."""
    ran: int
    """The same with the source though it failed, or was cancelled."""


_NONE: Iterator[Choice] = iter(())


class Flow:
    """The ways through one document."""

    def __init__(self, document: Document) -> None:
        """Find out which step can follow which."""
        self.edges = edges(document)
        self._steps = document.all_steps
        self._loop_of = {inner.name: step for step in document.steps for inner in step.nested_steps}
        self._bits = {step.name: 1 << place for place, step in enumerate(self._steps)}
        self._incoming: dict[Point, list[Way]] = {}
        self._outgoing: dict[Point | None, list[Point]] = {}
        choices = {
            step.name: iter(step.choices) for step in self._steps if isinstance(step, Branch)
        }
        for edge in self.edges:
            # The edges of a branch begin with those of its choices, in their order.
            name = "" if edge.source is None else edge.source.name
            choice = next(choices.get(name, _NONE), None)
            self._add(edge, 0 if choice is None else self._asked(choice.condition))

    def _asked(self, condition: Condition) -> int:
        """Return the steps without whose outputs a condition is false."""
        if isinstance(condition, Comparison):
            step, dot, _ = condition.variable.expression.partition(".")
            return self._bits.get(step, 0) if dot else 0
        if isinstance(condition, And | Or):
            joined = or_ if isinstance(condition, And) else and_
            return reduce(joined, map(self._asked, condition.conditions))
        return 0

    def _add(self, edge: Edge, asked: int) -> None:
        if edge.target is None:
            return
        around = None if edge.source is None else self.loop_of(edge.source)
        target: Point = (edge.target.name, around is not None and edge.target.name == around.name)
        for source in self._sources(edge):
            own = 0 if source is None else self._bits[source[0]]
            way = Way(source, asked | (own if edge.cause == "success" else 0), asked | own)
            self._incoming.setdefault(target, []).append(way)
            self._outgoing.setdefault(source, []).append(target)

    def _sources(self, edge: Edge) -> Iterator[Point | None]:
        """Yield what an edge begins at: of a loop, the time before and after its first pass."""
        source, target = edge.source, edge.target
        if source is None:
            yield None
            return
        inside = target is not None and self.loop_of(target) is source
        makes_a_pass = isinstance(source, Loop) and source.loop_condition is not None
        if inside or not makes_a_pass or edge.cause != "success":
            yield source.name, False
        if isinstance(source, Loop):
            yield source.name, True

    def loop_of(self, step: Step) -> Step | None:
        """Return the loop that a step is inside of."""
        return self._loop_of.get(step.name)

    @cached_property
    def _order(self) -> tuple[Point, ...]:
        """What can be reached from the start; but for loops, each after all that leads to it."""
        finished: list[Point] = []
        seen: set[Point] = set()
        waiting: list[tuple[Point | None, Iterator[Point]]] = [
            (None, iter(self._outgoing.get(None, ())))
        ]
        while waiting:  # depth first, without recursion: a document may have many steps
            point, followers = waiting[-1]
            follower = next((own for own in followers if own not in seen), None)
            if follower is not None:
                seen.add(follower)
                waiting.append((follower, iter(self._outgoing.get(follower, ()))))
                continue
            waiting.pop()
            if point is not None:
                finished.append(point)
        return tuple(reversed(finished))

    @cached_property
    def _places(self) -> Mapping[Point, int]:
        return {point: place for place, point in enumerate(self._order)}

    @cached_property
    def reachable(self) -> frozenset[str]:
        """The names of the steps that some way leads to."""
        return frozenset(name for name, _ in self._order)

    @cached_property
    def _succeeded_on_every_way(self) -> Mapping[Point, int]:
        return self._before(and_, failed_too=False)

    @cached_property
    def _succeeded_on_some_way(self) -> Mapping[Point, int]:
        return self._before(or_, failed_too=False)

    @cached_property
    def _ran_on_every_way(self) -> Mapping[Point, int]:
        return self._before(and_, failed_too=True)

    @cached_property
    def _ran_on_some_way(self) -> Mapping[Point, int]:
        return self._before(or_, failed_too=True)

    def _before(
        self, joined: Callable[[int, int], int], *, failed_too: bool
    ) -> Mapping[Point, int]:
        """Return the steps that came before each point.

        Args:
            joined: what is true where ways meet: `or_` for some way, `and_` for every one.
            failed_too: whether steps count that failed or were cancelled.
        """
        before: dict[Point | None, int] = {None: 0}
        changed = True
        while changed:  # twice; once more where there are loops
            changed = False
            for point in self._order:
                found: int | None = None
                for way in self._incoming[point]:
                    if way.source not in before:
                        continue  # a later pass, or never
                    own = before[way.source] | (way.ran if failed_too else way.succeeded)
                    found = own if found is None else joined(found, own)
                if found is not None and before.get(point) != found:
                    before[point] = found
                    changed = True
        return {point: steps for point, steps in before.items() if point is not None}

    def may_follow(
        self, step: Step, earlier: str, *, after_a_pass: bool = False, failed_too: bool = False
    ) -> bool:
        """Return whether on some way to a step an earlier one has succeeded.

        Args:
            step: the step, which can be reached.
            earlier: the name of the other one.
            after_a_pass: whether the step is a loop that decides on another pass.
            failed_too: whether it is enough that the earlier one ran.
        """
        ways = self._ran_on_some_way if failed_too else self._succeeded_on_some_way
        return bool(ways.get((step.name, after_a_pass), 0) & self._bits[earlier])

    def must_follow(
        self, step: Step, earlier: str, *, after_a_pass: bool = False, failed_too: bool = False
    ) -> bool:
        """Return whether on every way to a step an earlier one has succeeded.

        The arguments are those of `may_follow`.
        """
        ways = self._ran_on_every_way if failed_too else self._succeeded_on_every_way
        return bool(ways.get((step.name, after_a_pass), 0) & self._bits[earlier])

    def can_miss(
        self,
        step: Step,
        earlier: str,
        chosen: Chosen,
        *,
        after_a_pass: bool = False,
        failed_too: bool = False,
    ) -> bool:
        """Return whether a way without an earlier step is left where branches choose as they do.

        The other arguments are those of `may_follow`.
        """
        bit = self._bits[earlier]
        waiting: list[Point] = [(step.name, after_a_pass)]
        seen = set(waiting)
        for point in waiting:
            for way in self._incoming.get(point, ()):
                if (way.ran if failed_too else way.succeeded) & bit:
                    continue
                if way.source is None:
                    return True
                is_chosen = point[0] in chosen.get(way.source[0], (point[0],))
                if is_chosen and way.source not in seen:
                    seen.add(way.source)
                    waiting.append(way.source)
        return False

    def way_without(
        self, step: Step, earlier: str, *, after_a_pass: bool = False, failed_too: bool = False
    ) -> tuple[str, ...]:
        """Return the steps of a way to a step on which an earlier one has not succeeded.

        It begins at the start, or at the earlier one where that fails. The arguments are those of
        `may_follow`; there is such a way where `must_follow` says no.
        """
        before = self._ran_on_every_way if failed_too else self._succeeded_on_every_way
        bit = self._bits[earlier]
        names: list[str] = []
        point: Point | None = (step.name, after_a_pass)
        while point is not None and earlier not in names:
            place = self._places[point]
            sources = [
                way.source
                for way in self._incoming[point]
                if way.source is not None and not (way.ran if failed_too else way.succeeded) & bit
            ]
            # A source that comes later leads here by another pass, which has begun here, too.
            earlier_sources = (own for own in sources if self._places.get(own, place) < place)
            point = next((own for own in earlier_sources if not before[own] & bit), None)
            names += [] if point is None else [point[0]]
        return tuple(reversed(names))
