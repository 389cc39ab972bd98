"""Values as Python code: literals, references by their variables, texts with references in them.

Source: https://docs.python.org/3/reference/lexical_analysis.html#string-and-bytes-literals
"""

import re
from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

from ssmdsl import reference
from ssmdsl.reference import REFERENCE, Reference, SsmParameter
from ssmdsl.source.layout import Atom, Code, Group, Pieces, call, listed

SYSTEM_VARIABLES = {name: name.partition(":")[2] for name in reference.SYSTEM_VARIABLES}
"""The names of Automation's own variables in `ssmdsl`, by their expressions."""

_PIECE = 72
"""How long a piece of a long text is, in characters, at most."""
_LONGEST_LINE = 1000
"""From what length on a text is always in pieces."""


class Values:
    """Writes values, with the variables that stand for the references in them."""

    def __init__(self, variables: Mapping[str, str] = MappingProxyType({})) -> None:
        """Begin with the variables that there are.

        Args:
            variables: the name of a variable for each reference, by its expression.
        """
        self.variables = dict(variables)
        self.seen: set[str] = set()
        """The expressions whose variables stand in what was written."""

        self.used: set[str] = set()
        """The names that what was written takes from `ssmdsl`."""

    def name(self, expression: str) -> str:
        """Return the variable of a reference."""
        self.seen.add(expression)
        return self.variables[expression]

    def system_variables(self) -> set[str]:
        """Return the names of Automation's own variables that stand in what was written."""
        return {SYSTEM_VARIABLES[seen] for seen in self.seen if seen in SYSTEM_VARIABLES}

    def code(self, value: Any) -> Code:
        """Return the code of a value that a document can carry."""
        if isinstance(value, SsmParameter):
            self.used.add("SsmParameter")
            return call("SsmParameter", [self.code(value.name)])
        if isinstance(value, Reference) and value.expression in self.variables:
            return Atom(self.name(value.expression))
        if isinstance(value, Reference):  # of a step that is defined further down
            return Atom(_literal(str(value)))
        if isinstance(value, str):
            return self._text(value)
        if isinstance(value, Mapping):
            members = [(f"{_literal(key)}: ", self.code(member)) for key, member in value.items()]
            return Group("{", tuple(members), "}")
        if isinstance(value, list | tuple):
            return listed([self.code(item) for item in value])
        return Atom(repr(value))

    def _text(self, text: str) -> Code:
        pieces = tuple(self._in_quotes(piece) for piece in _pieces(text))
        whole = self._in_quotes(text)
        is_long = len(whole) > _LONGEST_LINE or ("\n" in text.rstrip("\n") and len(text) > _PIECE)
        return Pieces(None if is_long and len(pieces) > 1 else whole, pieces)

    def _in_quotes(self, text: str) -> str:
        """Return a text as a literal, with the references filled in that have a variable."""
        known = [found for found in REFERENCE.finditer(text) if self._is_filled_in(found)]
        if not known:
            return _literal(text)
        parts, end = [], 0
        for found in known:
            parts += [("text", text[end : found.start()]), ("name", self.name(found[1]))]
            end = found.end()
        parts.append(("text", text[end:]))
        plain = "".join(part for kind, part in parts if kind == "text")
        quote = _quote_for(plain)
        inner = "".join(
            f"{{{part}}}"
            if kind == "name"
            else _escaped(part, quote).replace("{", "{{").replace("}", "}}")
            for kind, part in parts
        )
        return f"f{quote}{inner}{quote}"

    def _is_filled_in(self, found: re.Match[str]) -> bool:
        """Return whether a variable in an f-string would give exactly this text."""
        return found[1] in self.variables and found[0] == f"{{{{ {found[1]} }}}}"


def _pieces(text: str) -> list[str]:
    """Return a text in pieces: its lines, and of the long ones a few words at a time."""
    pieces = []
    for line in re.findall(r"[^\n]*\n|[^\n]+", text) or [text]:
        while len(line) > _PIECE:
            cut = _cut(line)
            if cut is None:
                break
            pieces.append(line[:cut])
            line = line[cut:]
        pieces.append(line)
    return pieces


def _cut(line: str) -> int | None:
    """Return where a line can be cut: behind a space that is in no reference."""
    spans = [found.span() for found in REFERENCE.finditer(line)]
    spaces = [
        found.end()
        for found in re.finditer(r" +(?=\S)", line)
        if not any(start < found.end() < end for start, end in spans)
    ]
    fitting = [space for space in spaces if space <= _PIECE]
    return fitting[-1] if fitting else (spaces[0] if spaces else None)


def _quote_for(text: str) -> str:
    return "'" if '"' in text and "'" not in text else '"'


def _literal(text: str) -> str:
    quote = _quote_for(text)
    return f"{quote}{_escaped(text, quote)}{quote}"


def _escaped(text: str, quote: str) -> str:
    """Return what stands between the quotes."""
    escapes = {"\\": "\\\\", quote: f"\\{quote}", "\n": "\\n", "\t": "\\t", "\r": "\\r"}
    return "".join(
        escapes.get(letter)
        or (letter if letter.isprintable() else letter.encode("unicode_escape").decode("ascii"))
        for letter in text
    )


def text_block(text: str) -> str | None:
    """Return a text of several lines between three quotes, or nothing where it cannot be that."""
    for quote in ("'''", '"""'):
        shown = text.replace("\\", "\\\\")
        if quote in text or text.endswith(quote[0]):
            continue
        if all(letter.isprintable() or letter in "\n\t" for letter in text):
            return f"{quote}\\\n{shown}{quote}"
    return None
