"""Where in a file the lines of a text stand that is a value in it.

Source: https://yaml.org/spec/1.1/#id928909
"""

import re

from ssmdsl.text.place import Lines, Place, Text, offset_of

_IN_LINES = re.compile(r"(?:!\S*[ \t]+)?\|[-+0-9]*[ \t]*(?:#[^\r\n]*)?(?:\r\n|\n|\r)")
"""What YAML begins a text with whose lines are those of the file."""


class EmbeddedLines(Lines):
    """The lines of a text that is a value in a file, such as a script."""

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

    def line_place(self, number: int) -> Place:
        """Return where in the file a line of the text begins, behind its indentation."""
        lines = self.characters.splitlines()
        line = lines[number - 1] if number <= len(lines) else ""
        return self.moved(Place(number, _indent(line) + 1))

    def place(self, offset: int) -> Place:
        """Return where in the file the character with this index stands."""
        return self.moved(super().place(offset))


def _indent(line: str) -> int:
    return len(line) - len(line.lstrip(" "))
