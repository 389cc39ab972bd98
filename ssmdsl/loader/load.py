"""The bytes of a file → what it holds."""

from dataclasses import dataclass

from ssmdsl.document import Document
from ssmdsl.loader.automation_document import read_document
from ssmdsl.loader.changes import shown
from ssmdsl.loader.normal_form import NormalForm
from ssmdsl.loader.problems import Problems
from ssmdsl.text import Place, Text, read_text


@dataclass(frozen=True)
class Change:
    """One thing that was not in its proper form, and the form that it was given."""

    place: Place
    """Where it stands in the file."""
    message: str
    """What was changed, and into what."""

    def __str__(self) -> str:
        return f"{self.place}: {self.message}"


@dataclass(frozen=True)
class Loaded:
    """What a file holds."""

    documents: tuple[Document, ...]
    """Its documents."""
    changes: tuple[Change, ...]
    """What was not in its proper form, in the order of the file."""


def load(source: bytes, *, name: str) -> Loaded:
    """Read a file.

    Args:
        source: its content.
        name: what a document is called that does not say its own name.

    Raises:
        TextError: it cannot be understood; every problem, with its line and column.
    """
    text = read_text(source)
    problems = Problems(text)
    normal = NormalForm()
    data = normal.document(text.value) if isinstance(text.value, dict) else text.value
    document = read_document(data, name, problems)
    problems.throw()
    return Loaded(() if document is None else (document,), _changes(text, normal))


def _changes(text: Text, normal: NormalForm) -> tuple[Change, ...]:
    changes = [
        Change(text.place(change.path), f"{shown(change.path)}: {change.message}")
        for change in normal.changes
    ]
    return tuple(sorted(changes, key=lambda change: change.place))
