"""The way of a selector through the shape of a response, and where it ends too early."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from ssmdsl.checks._response_shapes import ANYTHING, Part, item_of, kind
from ssmdsl.errors import did_you_mean, fix_of, one_of, quoted
from ssmdsl.selector import NotASelectorError, Segment, segments

_DEPTH = 4
"""How deep a member is looked for that was written at the wrong place."""
_CORRECTIONS = 3
"""How many mistakes of one selector are made right."""


@dataclass(frozen=True)
class Followed:
    """Where a selector leads."""

    shapes: tuple[Any, ...] = ()
    """What it finds; none where nobody can tell, or where it finds nothing."""
    many: bool = False
    """Whether it finds a list of them."""
    end: "DeadEnd | None" = None
    """Where it ends because there is nothing; `None` where it does not."""


def follow(root: Part, selector: str) -> Followed:
    """Follow a selector from the root of a response.

    Raises:
        NotASelectorError: it is no JSONPath.
    """
    way = segments(selector)
    shapes, many = [root], False
    for number, segment in enumerate(way):
        if any(kind(shape) in ("anything", "headers") for shape in shapes):
            return Followed()
        found = _found(segment, shapes)
        if found is None:
            return Followed()
        if not found:
            rest = "".join(later.written for later in way[number + 1 :])
            return Followed(end=DeadEnd(segment, tuple(shapes), rest, many))
        shapes, many = found, many or segment.kind in ("every", "anywhere")
    return Followed(tuple(shapes), many)


def right_selector(root: Part, selector: str) -> str | None:
    """Return what was meant by a selector that finds nothing, where that can be told."""
    written = selector
    for _ in range(1 + _CORRECTIONS):
        try:
            end = follow(root, written).end
        except NotASelectorError:
            return None
        if end is None:
            return written
        corrected = end.corrected()
        if corrected is None:
            return None
        written = corrected
    return None


def _found(segment: Segment, shapes: list[Any]) -> list[Any] | None:
    """Return what a segment finds in these: nothing, or `None` where nobody can tell."""
    if segment.kind == "unclear":
        return None
    if segment.kind == "anywhere":
        return _anywhere(shapes, segment.name)
    if segment.kind == "member":
        return [own for shape in shapes for own in _member(shape, segment.name)]
    items = [item_of(shape) for shape in shapes if kind(shape) == "list"]
    if segment.kind == "item":
        return items
    # Of a structure it is every member, or the structure itself.
    return [item for item in items if _has(item, segment.compared)] if items else None


@dataclass(frozen=True)
class DeadEnd:
    """A segment that finds nothing."""

    segment: Segment
    shapes: tuple[Any, ...]
    """What it is taken of."""
    rest: str
    """What is written behind it."""
    many: bool
    """Whether there are several of what it is taken of."""

    def reason(self, whole: str) -> str:
        """Return why there is nothing.

        Args:
            whole: what the whole response is called.
        """
        segment, shape = self.segment, self.shapes[0]
        there = whole if segment.before == "$" else segment.before
        if segment.kind == "anywhere":
            return f"nothing in {there} is called {quoted(segment.name)}"
        if segment.kind == "every":
            path = ".".join(segment.compared)
            return (
                f"the filter asks for {quoted(path)}, and each item of {there} {_has_only(shape)}"
            )
        if segment.kind == "item" and self.many:
            message = f"{quoted(segment.written)} is taken of each that {there} finds"
            return f"{message}, and that is {described(shape)}"
        if segment.kind == "item":
            return f"{there} is {described(shape)}, and only a list has items"
        if kind(shape) == "structure":
            if set(shape.members) <= {"ResponseMetadata"}:
                return f"there is nothing in {there}"
            return f"{there} has no {quoted(segment.name)}, only {one_of(shape.members)}"
        if kind(shape) == "list" and _member(item_of(shape), segment.name):
            every = quoted(f"{segment.before}..{segment.name}")
            return f"{there} is a list: {every} finds it in all items, and [0] is the first"
        if kind(shape) == "list" and kind(item_of(shape)) == "structure":
            message = f"{there} is a list, and has no {quoted(segment.name)} in its items, only"
            return f"{message} {one_of(item_of(shape).members)}"
        return f"{there} is {described(shape)}, which has no {quoted(segment.name)}"

    def corrected(self) -> str | None:
        """Return the selector with this segment made right, where that can be told."""
        segment, shape = self.segment, self.shapes[0]
        if segment.kind == "anywhere":
            near = _nearest(segment.name, {name for own in self.shapes for name, _ in _below(own)})
            return near and self._with(f"..{near}")
        if segment.kind == "every":
            path = ".".join(segment.compared)
            near = _nearest(path, getattr(item_of(shape), "members", ()))
            return near and self._with(segment.written.replace(f"@.{path}", f"@.{near}", 1))
        if segment.kind == "item":
            return self._with("") if self.many or kind(shape) == "structure" else None
        if kind(shape) == "list":
            return self._with(f"[0]{segment.written}")
        if kind(shape) != "structure":
            return None
        near = _nearest(segment.name, shape.members)
        if near is None or near.casefold() != segment.name.casefold():
            deeper = _deeper(shape, segment.name)
            if deeper is not None:
                return self._with(deeper)
        return near and self._with(f".{near}")

    def _with(self, segment: str) -> str:
        """Return the whole selector with another text for this segment."""
        return f"{self.segment.before}{segment}{self.rest}"


def _nearest(name: str, names: Any) -> str | None:
    return fix_of(did_you_mean(name, names))


def described(shape: Any) -> str:
    """Return what a part is, as a message says it."""
    if kind(shape) == "list":
        items = {"structure": "structures", "map": "maps", "list": "lists"}
        return f"a list of {items.get(kind(item_of(shape)), 'single values')}"
    words = {
        "structure": "a structure",
        "map": "a map",
        "string": "text",
        "timestamp": "a time",
        "boolean": "a Boolean",
    }
    return words.get(kind(shape), "a number")


def _has_only(shape: Any) -> str:
    """Return what the items of a list have, as a message says it."""
    item = item_of(shape)
    return f"has only {one_of(item.members)}" if kind(item) == "structure" else "is a single value"


def _has(shape: Any, path: tuple[str, ...]) -> bool:
    """Return whether a part can have what a path leads to."""
    if not path or kind(shape) in ("anything", "headers"):
        return True
    return any(_has(member, path[1:]) for member in _member(shape, path[0]))


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
    return found or (None if any(own == "*" for own, _ in below) else [])


def _below(root: Any) -> Iterator[tuple[str, Any]]:
    """Yield name and shape of all that is in a part; what has no name of its own is `*`."""
    seen: set[str] = set()
    left = [root]
    while left:
        shape = left.pop()
        word = kind(shape)
        if word == "anything":
            yield "*", shape
        if word not in ("structure", "list", "map") or shape.name in seen:
            continue
        seen.add(shape.name)
        if word == "structure":
            yield from shape.members.items()
            left.extend(shape.members.values())
        elif word == "list":
            left.append(item_of(shape))
        else:
            yield "*", shape.value
            left.append(shape.value)


def _deeper(root: Any, name: str) -> str | None:
    """Return the one way to a member of a name that stands deeper, through first items."""
    seen: set[str] = set()
    level = [("", root)]
    for _ in range(_DEPTH):
        below: list[tuple[str, Any]] = []
        for way, shape in level:
            while kind(shape) == "list":
                way, shape = f"{way}[0]", item_of(shape)
            if kind(shape) == "structure" and shape.name not in seen:
                seen.add(shape.name)
                below += [(f"{way}.{own}", member) for own, member in shape.members.items()]
        found = [way for way, _ in below if way.endswith(f".{name}")]
        if found:
            return found[0] if len(found) == 1 else None
        level = below
    return None
