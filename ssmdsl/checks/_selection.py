"""Selectors followed through the shape of a response: what they find, or why they find nothing."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from ssmdsl.api_call import ApiCall
from ssmdsl.checks._response_shapes import (
    ANYTHING,
    Part,
    enum_of,
    item_of,
    kind,
    response_of,
    root_of,
)
from ssmdsl.desired_property import DesiredProperty
from ssmdsl.errors import DefinitionError, did_you_mean, fix_of, one_of, quoted
from ssmdsl.selector import NotASelectorError, Segment, segments
from ssmdsl.step import Step

if TYPE_CHECKING:
    from ssmdsl.document import Document
    from ssmdsl.output import Output

_DEPTH = 4
"""How deep a member is looked for that was written at the wrong place."""


@dataclass(frozen=True, kw_only=True)
class Selection:
    """What a selector finds."""

    shapes: tuple[Any, ...] = ()
    """What it can be, in botocore's words; none where nobody can tell."""
    many: bool = False
    """Whether it is a list of them."""
    unreadable: str = ""
    """Why the selector is no JSONPath."""
    missing: str = ""
    """Why it finds nothing; ends with what to write instead, where that is known."""

    @property
    def kinds(self) -> frozenset[str]:
        """What it can be, in words: `structure`, `list`, `string` and so on."""
        return frozenset(kind(shape) for shape in self.shapes)

    @property
    def item_kinds(self) -> frozenset[str]:
        """What the items are, of a list or of several lists; or what it is itself."""
        return frozenset(
            kind(item_of(shape) if kind(shape) == "list" else shape) for shape in self.shapes
        )

    @property
    def is_list(self) -> bool:
        """Whether it is surely a list."""
        return self.many or self.kinds == {"list"}

    @property
    def enum(self) -> tuple[str, ...]:
        """The only texts that it, or each of it, can be; none where that is not known."""
        enums = [enum_of(shape) for shape in self.shapes]
        return tuple(dict.fromkeys(sum(enums, ()))) if all(enums) else ()


@dataclass(frozen=True, kw_only=True)
class SelectedOutput:
    """An output of a step, and what its selector finds."""

    step: Step
    index: int
    """Which of the step's outputs it is."""
    output: "Output"
    selection: Selection


def selected_outputs(document: "Document") -> Iterator[SelectedOutput]:
    """Yield the outputs that the steps of a document declare, with what they select."""
    for step in document.all_steps:
        for index, output in enumerate(document.outputs_of(step)):
            found = selection(step, output.selector)
            yield SelectedOutput(step=step, index=index, output=output, selection=found)


def selected_property(step: Step) -> Selection | None:
    """Return what the property selector of a step finds, if it has one that is written."""
    selector = step.property_selector if isinstance(step, DesiredProperty) else None
    return selection(step, selector) if isinstance(selector, str) else None


def selection(step: Step, selector: str) -> Selection:
    """Return what a selector finds in a step's response."""
    if "{{" in selector:
        return Selection()
    if isinstance(step, ApiCall):
        return _selection_in_response(step.service, step.api, selector)
    return _selection(root_of(step), f"what {step.action} gives", selector)


@lru_cache(maxsize=4096)
def _selection_in_response(service: str, api: str, selector: str) -> Selection:
    try:
        root = response_of(service, api)
    except DefinitionError:
        root = ANYTHING  # a check of its own tells it
    return _selection(root, f"the response of {service}.{api}", selector)


@lru_cache(maxsize=4096)
def _selection(root: Part, whole: str, selector: str) -> Selection:
    try:
        way = segments(selector)
    except NotASelectorError as error:
        return Selection(unreadable=str(error))
    shapes, many = [root], False
    for number, segment in enumerate(way):
        rest = "".join(later.written for later in way[number + 1 :])
        there = whole if segment.before == "$" else segment.before
        if segment.kind == "unclear" or any(kind(own) in ("anything", "headers") for own in shapes):
            return Selection()
        step = _Step(segment, shapes, there, rest, many=many)
        found = step.found()
        if found is None:
            return Selection()
        if not found:
            return Selection(missing=step.why_nothing())
        shapes, many = found, many or segment.kind in ("every", "anywhere")
    return Selection(shapes=tuple(shapes), many=many)


@dataclass(frozen=True)
class _Step:
    """One segment of a selector, and what it is taken of."""

    segment: Segment
    shapes: list[Any]
    there: str
    """What it is taken of, in words."""
    rest: str
    """What is written behind it."""
    many: bool = field(kw_only=True)
    """Whether there are several of what it is taken of."""

    def found(self) -> list[Any] | None:
        """Return what the segment finds: nothing, or `None` where nobody can tell."""
        segment = self.segment
        if segment.kind == "anywhere":
            return _anywhere(self.shapes, segment.name)
        if segment.kind == "member":
            return [own for shape in self.shapes for own in _member(shape, segment.name)]
        lists = [item_of(shape) for shape in self.shapes if kind(shape) == "list"]
        if segment.kind == "item" or lists:
            return [own for own in lists if self._can_be_compared(own)]
        return None  # of a structure: every member, or itself

    def _can_be_compared(self, item: Any) -> bool:
        """Return whether an item can have what a filter looks at."""
        shapes = [item]
        for name in self.segment.compared:
            if any(kind(shape) == "anything" for shape in shapes):
                return True
            shapes = [own for shape in shapes for own in _member(shape, name)]
        return bool(shapes)

    def why_nothing(self) -> str:
        """Return why nothing is found; at its end what to write instead, where that is known."""
        segment, shape = self.segment, self.shapes[0]
        if segment.kind == "anywhere":
            names = sorted({name for shape in self.shapes for name, _ in _below(shape)})
            return f"nothing in {self.there} is called {quoted(segment.name)}" + self._near(names)
        if segment.kind == "every":
            return self._why_none_is_let_through(item_of(shape))
        if segment.kind == "item":
            if self.many:
                message = f"{quoted(segment.written)} is taken of each that {self.there} finds"
                return f"{message}, and that is no list; write {self._written('')}"
            return f"{self.there} is {described(shape)}, and only a list has items"
        if kind(shape) == "list" and _member(item_of(shape), segment.name):
            every = f"{segment.before}..{segment.name}"
            message = f"{self.there} is a list: {quoted(every)} finds it in all items"
            return (
                f"{message}, and [0] is the first; write {self._written('[0]' + segment.written)}"
            )
        if kind(shape) == "structure":
            message = f"{self.there} has no {quoted(segment.name)}, only {one_of(shape.members)}"
            if set(shape.members) == {"ResponseMetadata"}:
                message = f"{self.there} has nothing in it"
            return message + (self._near(list(shape.members), shape) or self._deeper(shape))
        inside = item_of(shape) if kind(shape) == "list" else shape
        message = f"{self.there} is {described(shape)}"
        if kind(inside) == "structure":
            return f"{message} that have no {quoted(segment.name)}, only {one_of(inside.members)}"
        return f"{message}, which has no {quoted(segment.name)}"

    def _why_none_is_let_through(self, item: Any) -> str:
        path = ".".join(self.segment.compared)
        has = f"has only {one_of(item.members)}" if kind(item) == "structure" else "is no structure"
        message = f"the filter asks for {quoted(path)}, and an item of {self.there} {has}"
        near = did_you_mean(path, item.members) if kind(item) == "structure" else ""
        if not near:
            return message
        right = re.sub(rf"@\.{path}\b", f"@.{fix_of(near)}", self.segment.written)
        return f"{message}; write {self._written(right)}"

    def _near(self, names: list[str], shape: Any = None) -> str:
        near = fix_of(did_you_mean(self.segment.name, names))
        if near is None:
            return ""
        if shape is None:
            return f"; write {self._written(f'..{near}')}"
        is_list = kind(shape.members[near]) == "list"
        rest = self.rest if is_list else re.sub(r"^\[[^]]*\]", "", self.rest)
        return f'; write "{self.segment.before}.{near}{rest}"'

    def _deeper(self, shape: Any) -> str:
        """Return the way to a member of the name that stands deeper, if there is one way."""
        ways = list(_ways(shape, self.segment.name, ""))
        shortest = [way for way in ways if way.count(".") == min(own.count(".") for own in ways)]
        return f"; write {self._written(shortest[0])}" if len(shortest) == 1 else ""

    def _written(self, segment: str) -> str:
        """Return the whole selector with another text for this segment, in quotation marks."""
        return f'"{self.segment.before}{segment}{self.rest}"'


def described(shape: Any) -> str:
    """Return what a part is, as a message says it."""
    if kind(shape) == "list":
        items = {"structure": "structures", "map": "maps", "list": "lists"}
        return f"a list of {items.get(kind(item_of(shape)), 'single values')}"
    words = {"structure": "a structure", "map": "a map", "string": "text", "timestamp": "a time"}
    return words.get(kind(shape), f"a single value ({kind(shape)})")


def _member(shape: Any, name: str) -> list[Any]:
    if kind(shape) in ("anything", "headers"):
        return [ANYTHING]
    if kind(shape) == "map":
        return [shape.value]
    if kind(shape) == "structure" and name in shape.members:
        return [shape.members[name]]
    return []


def _anywhere(shapes: list[Any], name: str) -> list[Any] | None:
    """Return every member of a name, however deep; `None` where a map may have it."""
    below = [found for shape in shapes for found in _below(shape)]
    found = [shape for own, shape in below if own == name]
    unknown = any(own == "*" for own, _ in below)
    return found or (None if unknown else [])


def _below(shape: Any, above: tuple[str, ...] = ()) -> Iterator[tuple[str, Any]]:
    """Yield name and shape of all that is in a part; what has no name of its own is `*`."""
    word = kind(shape)
    if word in ("structure", "map", "list"):
        if shape.name in above:
            return
        above = (*above, shape.name)
    if word == "structure":
        for name, member in shape.members.items():
            yield name, member
            yield from _below(member, above)
    elif word == "list":
        yield from _below(item_of(shape), above)
    elif word == "map":
        yield "*", shape.value
        yield from _below(shape.value, above)
    elif word == "anything":
        yield "*", shape


def _ways(shape: Any, name: str, way: str) -> Iterator[str]:
    """Yield the selectors of members of a name, not too deep, each through first items."""
    if kind(shape) == "list":
        yield from _ways(item_of(shape), name, f"{way}[0]")
    elif kind(shape) == "structure" and way.count(".") < _DEPTH:
        for own, member in shape.members.items():
            if own == name:
                yield f"{way}.{own}"
            yield from _ways(member, name, f"{way}.{own}")
