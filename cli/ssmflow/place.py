"""Where something stands in the user's files."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, Protocol

from ssmdsl.parameter import AUTOMATION_ASSUME_ROLE

if TYPE_CHECKING:
    from ssmdsl.text import Place as TextPlace
    from ssmdsl.text import Text

_ROLE = ("Parameters", AUTOMATION_ASSUME_ROLE.name)
"""Where AWS Config has the role that an automation acts as."""


@dataclass(frozen=True, order=True)
class Place:
    """A character of one of the user's files."""

    file: Path
    """The file, as the user named it."""
    line: int
    """Its line; the first is 1."""
    column: int
    """Which character of its line it is; the first is 1."""

    def __str__(self) -> str:
        return f"{self.file}:{self.line}:{self.column}"


class Places(Protocol):
    """Where the parts of what a file defines stand."""

    def place(
        self,
        owner: Any,
        path: Sequence[str | int],
        *,
        key: bool = False,
        line: int | None = None,
    ) -> Place:
        """Return where a part of a document or of a remediation stands.

        Args:
            owner: the document, or the remediation.
            path: the part, in SSM's words, or in those of AWS Config.
            key: whether its key is meant, and not its value.
            line: which line of the text that the part is; the first is 1.
        """
        ...


class TextPlaces:
    """Where the parts of documents and remediations stand in YAML or JSON."""

    def __init__(
        self,
        file: Path,
        owned: "Sequence[tuple[Any, Text]]",
        policies: "Mapping[str, TextPlace]" = MappingProxyType({}),
    ) -> None:
        """Keep what the file says of each of them.

        Args:
            file: the file.
            owned: the documents and remediations, each with what the file says of it.
            policies: where the statements of the automations' roles stand, by the remediation.
        """
        self._file = file
        self._texts = {id(owner): text for owner, text in owned}
        self._policies = policies

    def place(
        self,
        owner: Any,
        path: Sequence[str | int],
        *,
        key: bool = False,
        line: int | None = None,
    ) -> Place:
        """Return where a part of a document or of a remediation stands."""
        text = self._texts[id(owner)]
        found = text.key_place(path) if key else text.place(path)
        part = text.part(*path)
        if line is not None and part is not None and isinstance(part.value, str):
            from ssmdsl.text import EmbeddedLines

            found = EmbeddedLines(part.value, part).line_place(line)
        if tuple(path) == _ROLE:  # what is said of it is what its statements do not allow
            found = self._policies.get(owner.name, found)
        return Place(self._file, found.line, found.column)
