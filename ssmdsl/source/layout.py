"""Python code laid out as people and formatters lay it out: on a line if it fits, else in lines."""

from collections.abc import Sequence
from dataclasses import dataclass

WIDTH = 88
"""Longest line, in characters: what ruff and black take where nothing else is said."""
_INDENT = "    "


class Code:
    """A piece of Python code."""

    def line(self) -> str | None:
        """Return it on one line, or nothing where it never is on one."""
        raise NotImplementedError

    def lines(self, indent: str) -> str:
        """Return it in lines, of which all but the first are indented.

        Args:
            indent: how far the line is indented on which it begins.
        """
        raise NotImplementedError

    def fitted(self, indent: str, before: str = "", after: str = "") -> str:
        """Return it on one line where that fits between what stands there, else in lines."""
        line = self.line()
        if line is not None and len(indent) + len(before) + len(line) + len(after) <= WIDTH:
            return line
        return self.lines(indent)


@dataclass(frozen=True)
class Atom(Code):
    """Code that is not broken."""

    code: str

    def line(self) -> str:
        """Return the code."""
        return self.code

    def lines(self, indent: str) -> str:
        """Return the code."""
        return self.code


@dataclass(frozen=True)
class Pieces(Code):
    """A text in several literals, which Python joins."""

    whole: str | None
    """The text in one literal; `None` where it is too long to be read in one."""
    pieces: tuple[str, ...]
    """The literals."""

    def line(self) -> str | None:
        """Return the one literal."""
        return self.whole

    def lines(self, indent: str) -> str:
        """Return the literals in parentheses, each on a line."""
        if len(self.pieces) == 1:
            return self.pieces[0]
        inner = indent + _INDENT
        return "(\n" + "".join(f"{inner}{piece}\n" for piece in self.pieces) + f"{indent})"


@dataclass(frozen=True)
class Group(Code):
    """Parts between brackets: a call, a list or a dictionary."""

    opening: str
    parts: tuple[tuple[str, Code], ...]
    """The parts, each with what stands before it: `name=` or `"key": `."""
    closing: str

    def line(self) -> str | None:
        """Return the parts with commas between them."""
        found = []
        for before, part in self.parts:
            line = part.line()
            if line is None:
                return None
            found.append(before + line)
        return f"{self.opening}{', '.join(found)}{self.closing}"

    def lines(self, indent: str) -> str:
        """Return the parts, each on a line."""
        if not self.parts:
            return self.opening + self.closing
        inner = indent + _INDENT
        rows = [
            f"{inner}{before}{part.fitted(inner, before, ',')},\n" for before, part in self.parts
        ]
        return f"{self.opening}\n{''.join(rows)}{indent}{self.closing}"


def call(
    function: str, positional: Sequence[Code] = (), keywords: Sequence[tuple[str, Code]] = ()
) -> Group:
    """Return a call."""
    parts = [("", part) for part in positional] + [(f"{name}=", part) for name, part in keywords]
    return Group(f"{function}(", tuple(parts), ")")


def listed(items: Sequence[Code]) -> Group:
    """Return a list."""
    return Group("[", tuple(("", item) for item in items), "]")


def assignment(name: str, value: Code, annotation: str | None = None) -> str:
    """Return a statement that gives a value a name."""
    target = f"{name}: {annotation} = " if annotation else f"{name} = "
    return f"{target}{value.fitted('', target)}\n"
