"""What is taken though it is not in its proper form, and the form that it is given.

Source: https://docs.aws.amazon.com/systems-manager/latest/userguide/documents-syntax-data-elements-parameters.html
"""

from collections.abc import Sequence
from dataclasses import dataclass

from ssmdsl.data_path import Path, shown
from ssmdsl.text import Place, Text


@dataclass(frozen=True)
class FormChange:
    """One thing that AWS tolerates though it is in another form, and its proper form."""

    path: Path
    """Where it stands in the file."""
    message: str
    """What was changed, and into what."""


@dataclass(frozen=True)
class Change:
    """One thing that was not in its proper form, and the form that it was given."""

    place: Place
    """Where it stands in the file."""
    message: str
    """What was changed, and into what; or what was left out."""

    def __str__(self) -> str:
        return f"{self.place}: {self.message}"


class Changes:
    """The changes to what one file says, as they are made."""

    def __init__(self, text: Text, made: dict[Change, None] | None = None) -> None:
        """Begin without any, or go on with those of the whole file."""
        self._text = text
        self._made: dict[Change, None] = {} if made is None else made

    def within(self, text: Text) -> "Changes":
        """Return the same changes for another part of the file."""
        return Changes(text, self._made)

    def add(self, path: Path, message: str, *, key: bool = False) -> None:
        """Add what is changed of what stands at a path, or of its key."""
        place = self._text.key_place(path) if key else self._text.place(path)
        self._made[Change(place, message)] = None  # once, even if made twice

    def add_forms(self, changes: Sequence[FormChange], subject: str = "") -> None:
        """Add what was brought into its proper form."""
        for change in changes:
            self.add(change.path, f"{subject}{shown(change.path)}: {change.message}")

    def in_order(self) -> tuple[Change, ...]:
        """Return all of them in the order of the file."""
        return tuple(sorted(self._made, key=lambda change: change.place))
