"""A text in a file that is YAML or JSON itself, whose places are those of the file."""

import re
from typing import Any

from ssmdsl.loader.problems import Problems
from ssmdsl.text import Place, Text, TextError, read_text
from ssmdsl.text.place import Lines, offset_of

_IN_LINES = re.compile(r"(?:!\S*[ \t]+)?\|[-+0-9]*[ \t]*(?:#[^\r\n]*)?(?:\r\n|\n|\r)")
"""What YAML begins a text with whose lines are those of the file."""


class _EmbeddedLines(Lines):
    """The lines of a text that stands in a file."""

    def __init__(self, characters: str, holder: Text) -> None:
        """Find out where in the file they are."""
        super().__init__(characters)
        offset = offset_of(holder.where)
        self._begin = holder.lines.place(offset)
        outside = holder.lines.characters
        self._indent: int | None = None
        if _IN_LINES.match(outside, offset):
            behind = re.split(r"\r\n|\n|\r", outside[offset:])[1:]
            filled = next((line for line in behind if line.strip()), "")
            first = next((line for line in characters.splitlines() if line.strip()), "")
            self._indent = _indent(filled) - _indent(first)

    def moved(self, place: Place) -> Place:
        """Return where in the file a place of the text is."""
        if self._indent is None:
            return self._begin
        return Place(self._begin.line + place.line, self._indent + place.column)

    def place(self, offset: int) -> Place:
        """Return where in the file the character with this index stands."""
        return self.moved(super().place(offset))


def _indent(line: str) -> int:
    return len(line) - len(line.lstrip(" "))


def read_embedded(holder: Text, problems: Problems, subject: str) -> Text | None:
    """Read a text that is YAML or JSON itself, or tell why it is neither.

    Args:
        holder: the text, which knows where it stands.
        problems: where to tell what is wrong.
        subject: whose text it is.
    """
    characters: Any = holder.value
    inner: Text | None
    lines = _EmbeddedLines(characters, holder)
    try:
        inner = read_text(characters.encode("utf-8", "surrogatepass"), keys_may_repeat=True)
        wrong = inner.repeated
    except TextError as error:
        inner, wrong = None, error.problems
    for problem in wrong:
        message = f"{subject}, {problem.place} of this text: {problem.message}"
        problems.add_at(lines.moved(problem.place), message, code=problem.code)
    if inner is None:
        return None
    return Text(inner.value, inner.where, lines)
