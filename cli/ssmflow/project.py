"""Finds and loads the user's file: Python that defines documents and remediations, or YAML or JSON.

Source: https://docs.aws.amazon.com/systems-manager/latest/userguide/documents-schemas-features.html
"""

import stat
import sys
import traceback
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, TypeVar

import ssmdsl
from ssmdsl import DefinitionError, Document, Remediation, SsmflowError
from ssmflow.containment import contained

if TYPE_CHECKING:
    from ssmdsl.loader import Change
    from ssmdsl.text import Place

Item = TypeVar("Item")

MODULE_NAME = "__ssmflow__"
"""What the user's file is called while it is loaded."""

PYTHON_SUFFIX = ".py"

TEXT_SUFFIXES = (".yaml", ".yml", ".json", ".template")
"""The files that hold a document as SSM has it."""

WRITTEN_IN = "documents are written in .py, .yaml, .yml, .json and .template files"
"""What is said where a file is none of these."""


class ProjectError(SsmflowError):
    """The user's file cannot be used."""


class NotAFileError(ProjectError):
    """What the user named is no file, or none that can hold documents."""


@dataclass(frozen=True)
class Project:
    """What a file defines, Python at its module level, in the order in which it does."""

    path: Path
    """The file."""
    documents: tuple[Document, ...]
    """Its documents, those of its remediations among them."""
    remediations: tuple[Remediation, ...] = ()
    """Its remediations."""
    changes: "tuple[Change, ...]" = ()
    """What in it was not in its proper form, and was given that."""

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
    require_file(path)
    if path.suffix == PYTHON_SUFFIX:
        return _python_project(path)
    if path.suffix.lower() in TEXT_SUFFIXES:
        return _text_project(path, parameters or {})
    message = f"{path}: this is no file of documents; {WRITTEN_IN}"
    raise NotAFileError(message)


def _content(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        message = f"{path}: it cannot be read: {error.strerror}"
        raise ProjectError(message) from None


def _text_project(path: Path, parameters: Mapping[str, str]) -> Project:
    """Return the documents that are written as SSM has them."""
    from ssmdsl.limits import legal_document_name
    from ssmdsl.loader import load  # Python goes without what reads YAML
    from ssmdsl.text import TextError
    from ssmdsl.text.characters import LARGEST_BYTES

    size_bytes = path.stat().st_size
    if size_bytes > LARGEST_BYTES:
        message = f"{path}: the file has {size_bytes} bytes; at most {LARGEST_BYTES} are read"
        raise ProjectError(message)
    try:
        loaded = load(_content(path), name=legal_document_name(path.stem), parameters=parameters)
    except TextError as error:
        lines = [_line_of_text(path, problem.place, problem.message) for problem in error.problems]
        raise ProjectError("\n".join(lines)) from None
    return Project(path, loaded.documents, loaded.remediations, loaded.changes)


def _line_of_text(path: Path, place: "Place", message: str) -> str:
    return f"{path}:{place.line}:{place.column}: {message}"


def _python_project(path: Path) -> Project:
    """Return what a Python file defines at its module level."""
    source = _content(path)
    try:
        compile(source, str(path), "exec")
    except (SyntaxError, ValueError) as error:
        message = f"{path}: this is not Python:\n{_only(error)}"
        raise ProjectError(message) from None
    except (RecursionError, MemoryError):
        message = f"{path}: Python cannot compile it: an expression in it is nested too deeply"
        raise ProjectError(message) from None
    values = list(_flattened(_run(path).values()))
    remediations = _distinct(value for value in values if isinstance(value, Remediation))
    documents = _distinct(
        value.document if isinstance(value, Remediation) else value
        for value in values
        if isinstance(value, Document | Remediation)
    )
    return Project(path, documents, remediations)


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


def _run(path: Path) -> dict[str, object]:
    """Return the names that the file leaves behind at its module level."""
    specification = spec_from_file_location(MODULE_NAME, path)
    if specification is None or specification.loader is None:
        message = f"{path}: Python cannot load it"
        raise ProjectError(message)
    module = module_from_spec(specification)
    folder = str(path.absolute().parent)
    loaded = set(sys.modules)
    sys.modules[MODULE_NAME] = module
    try:
        with contained():
            sys.path.insert(0, folder)
            specification.loader.exec_module(module)
    except KeyboardInterrupt:
        raise
    except DefinitionError as error:
        where = _line(path, error.__traceback__)
        message = "\n".join(f"{where}: {problem}" for problem in error.problems)
        raise ProjectError(message) from None
    except SystemExit as error:
        where = _line(path, error.__traceback__)
        message = f"{where}: it ends the program with sys.exit({error.code!r}); take that out"
        raise ProjectError(message) from None
    except BaseException as error:  # whatever the user's code raises is theirs
        message = f"{path}: it fails when it is run:\n{_users_traceback(path, error)}"
        raise ProjectError(message) from None
    finally:
        for name in set(sys.modules) - loaded:  # another file may have its own of that name
            if name == MODULE_NAME or _is_users(getattr(sys.modules[name], "__file__", None), path):
                del sys.modules[name]
    return dict(vars(module))


def _is_users(file: str | None, path: Path) -> bool:
    """Return whether a file of code is the user's: beside theirs or below, and not installed."""
    if file is None or file.startswith("<"):
        return False
    place, folder, language = Path(file).absolute(), path.absolute().parent, Path(ssmdsl.__file__)
    return (
        place.is_relative_to(folder)
        and not place.is_relative_to(language.parent)
        and "site-packages" not in place.parts
    )


def _users_frames(path: Path, trace: TracebackType | None) -> list[traceback.FrameSummary]:
    return [frame for frame in traceback.extract_tb(trace) if _is_users(frame.filename, path)]


def _users_traceback(path: Path, error: BaseException) -> str:
    frames = "".join(traceback.format_list(_users_frames(path, error.__traceback__)))
    return f"{frames}{_only(error)}".rstrip()


def _only(error: BaseException) -> str:
    return "".join(traceback.format_exception_only(error)).rstrip()


def _line(path: Path, trace: TracebackType | None) -> str:
    """Return file and line of the user's that the trace went through last."""
    frames = _users_frames(path, trace)
    if not frames:
        return str(path)
    last = frames[-1]
    is_file = Path(last.filename).absolute() == path.absolute()
    return f"{path if is_file else last.filename}:{last.lineno}"


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
