"""Finds and loads the user's file: Python that defines documents and remediations, or YAML or JSON.

Source: https://docs.aws.amazon.com/systems-manager/latest/userguide/documents-schemas-features.html
"""

import stat
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from ssmdsl import DefinitionError, Document, Remediation
from ssmdsl.recovery import recovering
from ssmflow.errors import MistakesError, NotAFileError, ProjectError
from ssmflow.place import Places
from ssmflow.python_file import place_of, run
from ssmflow.written import Written

if TYPE_CHECKING:
    from ssmdsl.loader import Change
    from ssmdsl.text import Place as TextPlace
    from ssmdsl.text import TextProblem
    from ssmdsl.unknown_value import UnknownPlaces

Item = TypeVar("Item")

PYTHON_SUFFIX = ".py"

TEXT_SUFFIXES = (".yaml", ".yml", ".json", ".template")
"""The files that hold a document as SSM has it."""

WRITTEN_IN = "documents are written in .py, .yaml, .yml, .json and .template files"
"""What is said where a file is none of these."""


@dataclass(frozen=True)
class Project:
    """What a file defines, Python at its module level, in the order in which it does."""

    path: Path
    """The file."""
    documents: tuple[Document, ...]
    """Its documents, those of its remediations among them."""
    places: Places
    """Where what it defines stands in it."""
    remediations: tuple[Remediation, ...] = ()
    """Its remediations."""
    changes: "tuple[Change, ...]" = ()
    """What in it was not in its proper form, and was given that."""
    unpassed: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    """The parameters whose roles the automation may not pass in the template, by remediation.

    Each with the role's name in the template."""
    unknown: "Mapping[str, UnknownPlaces]" = field(default_factory=dict)
    """Where in documents stands what only a stack knows, by their names."""

    def document(self, name: str | None) -> Document:
        """Return the document of this name, or the only one there is.

        Raises:
            ProjectError: there is none, or no telling which.
        """
        from ssmdsl.errors import did_you_mean, one_of

        named = {document.name: document for document in self.documents}
        if not named:
            level = " at module level" if self.path.suffix == PYTHON_SUFFIX else ""
            message = f"{self.path}: it defines no Document{level}"
            raise ProjectError(message)
        if name is None and len(self.documents) == 1:
            return self.documents[0]
        twice = sorted(name for name in named if self._count(name) > 1)
        if twice and (name is None or name in twice):
            message = f"{self.path}: it defines more than one document named {one_of(twice)}"
            raise ProjectError(message)
        if name is None:
            message = f"{self.path}: it defines {one_of(named)}; choose one with --document NAME"
            raise ProjectError(message)
        if name not in named:
            near = did_you_mean(name, named)
            message = f'{self.path}: it defines no document "{name}", only {one_of(named)}.{near}'
            raise ProjectError(message)
        return named[name]

    def _count(self, name: str) -> int:
        return sum(document.name == name for document in self.documents)

    def require_remediations(self) -> tuple[Remediation, ...]:
        """Return the remediations.

        Raises:
            ProjectError: there are none.
        """
        if self.remediations:
            return self.remediations
        message = (
            f"{self.path}: it defines no Remediation at module level, so there is nothing to"
            " deploy. A Remediation ties a rule to a document."
        )
        if self.path.suffix != PYTHON_SUFFIX:
            message = (
                f"{self.path}: it holds no remediation, so there is nothing to deploy. A"
                " Remediation ties a rule to a document; write one in a .py file."
            )
        raise ProjectError(message)

    def change_lines(self) -> Iterator[str]:
        """Yield what was changed to its proper form, each with the place in the file."""
        for change in self.changes:
            yield _line_of_text(self.path, change.place, change.message)


def load_project(path: Path, *, parameters: Mapping[str, str] | None = None) -> Project:
    """Return what the user's file defines: run it if it is Python, else read it.

    What Python prints goes to stderr. Modules beside it can be imported.

    Args:
        path: the file.
        parameters: values of a template's parameters, instead of their defaults.

    Raises:
        ProjectError: it is not to be had, does not run, or cannot be understood.
    """
    content = content_of(path)
    if path.suffix != PYTHON_SUFFIX:
        project, problems = read_text_project(path, content, parameters or {})
        if problems:
            lines = [_line_of_text(path, problem.place, problem.message) for problem in problems]
            raise MistakesError("\n".join(lines))
        return project
    left: dict[str, object] = {}
    written = Written(path)
    try:
        with recovering(written):
            run(path, content, left)
    except DefinitionError as error:
        file, line, _ = place_of(path, error.__traceback__)
        message = "\n".join(f"{file}:{line}: {problem}" for problem in error.problems)
        raise MistakesError(message) from None
    return python_project(left, written)


def content_of(path: Path) -> bytes:
    """Return what the user's file says.

    Raises:
        ProjectError: it is not to be had, or too large.
    """
    require_file_of_documents(path)
    if path.suffix != PYTHON_SUFFIX:
        from ssmdsl.text.characters import LARGEST_BYTES

        size_bytes = path.stat().st_size
        if size_bytes > LARGEST_BYTES:
            message = f"{path}: the file has {size_bytes} bytes; at most {LARGEST_BYTES} are read"
            raise ProjectError(message)
    try:
        return path.read_bytes()
    except OSError as error:
        message = f"{path}: it cannot be read: {error.strerror}"
        raise ProjectError(message) from None


def read_text_project(
    path: Path, content: bytes, parameters: Mapping[str, str]
) -> "tuple[Project, tuple[TextProblem, ...]]":
    """Return what of a file can be read that is written as SSM has it, and what is wrong."""
    from ssmdsl.limits import legal_document_name
    from ssmdsl.loader import read  # Python goes without what reads YAML
    from ssmflow.place import TextPlaces

    found = read(content, name=legal_document_name(path.stem), parameters=parameters)
    documents = tuple(document for document, _ in found.documents)
    remediations = tuple(remediation for remediation, _ in found.remediations)
    places = TextPlaces(path, [*found.documents, *found.remediations], found.policies)
    project = Project(
        path, documents, places, remediations, found.changes, found.unpassed, found.unknown
    )
    return project, found.problems


def _line_of_text(path: Path, place: "TextPlace", message: str) -> str:
    return f"{path}:{place.line}:{place.column}: {message}"


def python_project(left: Mapping[str, object], written: Written) -> Project:
    """Return what a Python file has left at its module level."""
    values = list(_flattened(left.values()))
    remediations = _distinct(value for value in values if isinstance(value, Remediation))
    documents = _distinct(
        value.document if isinstance(value, Remediation) else value
        for value in values
        if isinstance(value, Document | Remediation)
    )
    return Project(written.path, documents, written, remediations)


def require_file_of_documents(path: Path) -> None:
    """Make sure that there is such a file, and that it can hold documents by its name.

    Raises:
        NotAFileError: there is none, or it is something else.
    """
    require_file(path)
    if path.suffix != PYTHON_SUFFIX and path.suffix.lower() not in TEXT_SUFFIXES:
        message = f"{path}: this is no file of documents; {WRITTEN_IN}"
        raise NotAFileError(message)


def require_file(path: Path) -> None:
    """Make sure that there is such a file.

    Raises:
        NotAFileError: there is none, or it is something else.
    """
    try:
        mode = path.stat().st_mode
    except (FileNotFoundError, NotADirectoryError):
        message = f"{path}: there is no such file.{_nearest(path)}"
        raise NotAFileError(message) from None
    except OSError as error:
        message = f"{path}: it cannot be read: {error.strerror}"
        raise NotAFileError(message) from None
    if not stat.S_ISREG(mode):
        what = "a folder" if stat.S_ISDIR(mode) else "not a regular file"
        message = f"{path}: this is {what}; {WRITTEN_IN}"
        raise NotAFileError(message)


def _nearest(path: Path) -> str:
    """Return the file that may have been meant, as a question."""
    from ssmdsl.errors import did_you_mean

    try:
        found = [
            str(file)
            for file in path.parent.iterdir()
            if file.suffix in (PYTHON_SUFFIX, *TEXT_SUFFIXES) and file.is_file()
        ]
    except OSError:
        return ""
    return did_you_mean(str(path), found)


def _flattened(values: Iterable[object]) -> Iterator[object]:
    """Yield values, and what lists and tuples of them hold."""
    for value in values:
        if isinstance(value, list | tuple):
            yield from value
        else:
            yield value


def _distinct(items: Iterable[Item]) -> tuple[Item, ...]:
    """Return the items, each once though it has several names."""
    return tuple({id(item): item for item in items}.values())
