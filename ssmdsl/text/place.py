"""Where in a file the parts of its value stand."""

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from ssmdsl.text.error import TextProblem

_LINE_END = re.compile(r"\r\n|\n|\r")


@dataclass(frozen=True, order=True)
class Place:
    """A character of a file, as editors count it."""

    line: int
    """Its line; the first is 1."""
    column: int
    """Which character of its line it is; the first is 1."""

    def __str__(self) -> str:
        return f"line {self.line}, column {self.column}"


class Lines:
    """The lines of a text, which are looked for only once somebody asks for a place."""

    def __init__(self, characters: str) -> None:
        """Keep the characters, without what marks their encoding."""
        self.characters = characters

    @cached_property
    def _starts(self) -> list[int]:
        return [0, *map(re.Match.end, _LINE_END.finditer(self.characters))]

    def place(self, offset: int) -> Place:
        """Return where the character with this index stands."""
        line = bisect_right(self._starts, offset)
        return Place(line, offset - self._starts[line - 1] + 1)


@dataclass(slots=True)
class Part:
    """Where a list or dictionary stands, and what is in it."""

    offset: int
    """Index of its first character."""
    members: "dict[str, Where] | list[Where]"
    """Where each member stands."""
    keys: dict[str, int] = field(default_factory=dict)
    """Where a dictionary's keys stand."""


Where = Part | int
"""A part with members, or the index of the first character of one without."""


def offset_of(where: Where) -> int:
    """Return the index of a part's first character."""
    return where if isinstance(where, int) else where.offset


def member_of(where: Where, key: str | int) -> Where:
    """Return where a member of a part stands, or where the part begins if it is not known."""
    members = where.members if isinstance(where, Part) else ()
    if isinstance(members, dict):
        return members.get(str(key), offset_of(where))
    if isinstance(key, int) and key < len(members):
        return members[key]
    return offset_of(where)


@dataclass(frozen=True)
class Text:
    """What a file says, and where it says it."""

    value: Any
    """Dictionaries with text as keys, lists, texts, numbers, `True`, `False` and `None`.

    What YAML names by an alias is one object in several places."""
    where: Where = field(repr=False, compare=False)
    """Where the parts of the value stand, as indices of characters."""
    lines: Lines = field(repr=False, compare=False)
    """The lines in which these characters are."""
    repeated: "tuple[TextProblem, ...]" = field(default=(), repr=False, compare=False)
    """What is wrong with each key that is said twice; of the whole file alone."""

    def place(self, path: Sequence[str | int]) -> Place:
        """Return where the value at a path begins, or the nearest part around it that there is."""
        return self.lines.place(offset_of(self._walk(path)[-1]))

    def key_place(self, path: Sequence[str | int]) -> Place:
        """Return where the key of the value at a path stands; an item of a list has only itself."""
        parts = self._walk(path)
        holder = parts[-2] if len(parts) == len(path) + 1 and path else None
        if isinstance(holder, Part) and path[-1] in holder.keys:
            return self.lines.place(holder.keys[str(path[-1])])
        return self.lines.place(offset_of(parts[-1]))

    def part(self, *path: str | int) -> "Text | None":
        """Return what stands at a path, which still knows where; or nothing, if nothing does."""
        value: Any = self.value
        for step in path:
            if isinstance(value, dict) and isinstance(step, str) and step in value:
                value = value[step]
            elif isinstance(value, list) and isinstance(step, int) and 0 <= step < len(value):
                value = value[step]
            else:
                return None
        return Text(value, self._walk(path)[-1], self.lines)

    def _walk(self, path: Sequence[str | int]) -> list[Where]:
        """Return the parts along a path, from the whole to the last that there is."""
        parts = [self.where]
        for step in path:
            members = parts[-1].members if isinstance(parts[-1], Part) else ()
            if isinstance(members, dict) and isinstance(step, str) and step in members:
                parts.append(members[step])
            elif isinstance(members, list) and isinstance(step, int) and 0 <= step < len(members):
                parts.append(members[step])
            else:
                break
        return parts
