"""Puts a value together from what a reader of JSON or YAML finds, one part after the other.

It keeps no call waiting for another, so depth costs nothing, and it refuses what is too deep, too
large once written out, or said twice.
"""

from dataclasses import dataclass, field
from typing import Any

from ssmdsl.errors import quoted
from ssmdsl.text.error import TWICE, UNREADABLE, TextError, TextProblem
from ssmdsl.text.place import Lines, Part, Text, Where, offset_of

DEEPEST = 100
"""How many lists and dictionaries may stand in each other."""
LARGEST = 1_000_000
"""How many values one file may say, those counted again that an alias repeats."""
MOST_PROBLEMS = 100
"""After how many problems the rest is not read; keys said twice are all told."""


class Unreadable(Exception):  # noqa: N818  # never leaves the package: a TextError does
    """What ends the reading of a text."""

    def __init__(self, offset: int, message: str) -> None:
        """Keep where it is and what is said of it."""
        super().__init__(message)
        self.offset = offset


class NotYaml(Unreadable):
    """What breaks YAML's grammar, and so may be another language's."""


@dataclass(slots=True)
class Frame:
    """A list or dictionary that has begun and not ended."""

    value: Any
    """What is in it so far."""
    part: Part
    """Where that stands."""
    size: int
    """How many values the text said before it."""
    tag: str | None = None
    anchor: str | None = None
    key: str | None = None
    """The key whose value comes next."""
    awaits_value: bool = False
    """Whether it is a dictionary's value that comes next, and not a key."""
    height: int = 1
    """How many levels it has so far."""
    merged: list[tuple[Any, Part]] = field(default_factory=list)
    """The dictionaries whose members it takes over."""


class Builder:
    """A value in the making."""

    def __init__(self, lines: Lines) -> None:
        """Begin with nothing."""
        self.lines = lines
        self.frames: list[Frame] = []
        self.size = 0
        self._root: tuple[Any, Where] | None = None
        self._problems: list[tuple[int, str]] = []
        self._repeated: list[tuple[int, str]] = []
        self._others = 0

    @property
    def awaits_key(self) -> bool:
        """Whether a dictionary is open, and a key comes next."""
        frame = self.frames[-1] if self.frames else None
        return frame is not None and isinstance(frame.value, dict) and not frame.awaits_value

    def open(
        self, value: Any, offset: int, *, tag: str | None = None, anchor: str | None = None
    ) -> None:
        """Begin a list or dictionary, which is empty still."""
        if len(self.frames) >= DEEPEST:
            raise Unreadable(offset, too_deep())
        members: Any = {} if isinstance(value, dict) else []
        self.frames.append(Frame(value, Part(offset, members), self.size, tag, anchor))

    def key(self, key: str, offset: int) -> None:
        """Take the key of the value that comes next."""
        frame = self.frames[-1]
        keys = frame.part.keys
        frame.awaits_value = True
        frame.key = key
        if key in keys:
            first = self.lines.place(keys[key])
            message = f"the key {quoted(key)} stands at {first} already; keep one of the two"
            self._repeated.append((offset, message))
        else:
            keys[key] = offset

    def add(self, value: Any, where: Where, *, size: int = 1, height: int = 0) -> None:
        """Add a value to the list or dictionary that is open.

        Args:
            value: the value.
            where: where it stands.
            size: how many values it holds that have not been counted yet, itself among them.
            height: how many lists and dictionaries stand in each other in it.
        """
        self.size += size
        if self.size > LARGEST:
            message = f"the file says more than {LARGEST} values, those that aliases repeat counted"
            raise Unreadable(offset_of(where), message)
        if not self.frames:
            self._root = value, where
            return
        frame = self.frames[-1]
        if height >= frame.height:
            frame.height = height + 1
        if frame.awaits_value:
            frame.awaits_value = False
            if frame.key is not None:
                frame.value[frame.key] = value
                frame.part.members[frame.key] = where  # type: ignore[call-overload]
        else:
            frame.value.append(value)
            frame.part.members.append(where)  # type: ignore[union-attr]

    def problem(self, offset: int, message: str) -> None:
        """Keep what is wrong, and go on for what else is."""
        self._problems.append((offset, message))
        self._others += 1
        if self._others >= MOST_PROBLEMS:
            raise Unreadable(offset, f"these are {MOST_PROBLEMS} problems; the rest is not read")

    def text(self) -> Text:
        """Return the value, whole; of a key that is said twice, the value that is said last.

        Raises:
            TextError: there were other problems.
        """
        if self._problems or self._root is None:
            raise self.error()
        value, where = self._root
        return Text(value, where, self.lines, self._told(self._repeated, TWICE))

    def error(self, last: Unreadable | None = None) -> TextError:
        """Return all that was wrong, in the order of the text."""
        found = [*self._problems, *([(last.offset, str(last))] if last else [])]
        told = [*self._told(found), *self._told(self._repeated, TWICE)]
        return TextError(problems=sorted(told, key=lambda problem: problem.place))

    def _told(
        self, found: list[tuple[int, str]], code: str = UNREADABLE
    ) -> tuple[TextProblem, ...]:
        return tuple(
            TextProblem(self.lines.place(offset), message, code=code) for offset, message in found
        )


def too_deep() -> str:
    """Return what is said of lists and dictionaries that stand in each other too often."""
    return f"more than {DEEPEST} lists and dictionaries stand in each other here; write fewer"


def half_character(shown: str) -> str:
    """Return what is said of a surrogate."""
    return (
        f"{shown} is half of a character (a surrogate), which no file can hold;"
        " write the whole character"
    )


def integer_problem(written: str) -> str:
    """Return what is said of an integer that no document carries."""
    return f"{quoted(written)} has more than {INTEGER_BITS} bits; write it as text, in quotes"


INTEGER_BITS = 64
"""How many an integer may have besides its sign."""
INTEGER_CHARACTERS = 200
"""Longer numbers are not even computed."""
