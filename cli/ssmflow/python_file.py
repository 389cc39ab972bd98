"""Runs the user's Python file, and says in their words why it does not run."""

import linecache
import sys
import traceback
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path
from types import TracebackType

from ssmdsl import DefinitionError
from ssmflow.containment import contained
from ssmflow.errors import PythonFileError

MODULE_NAME = "__ssmflow__"
"""What the user's file is called while it is loaded."""
_OWN = ("ssmdsl", "ssmflow", "ssmflow_terraform")
"""The packages that are nobody else's, wherever they are installed."""


def run(path: Path, source: bytes, left: dict[str, object]) -> None:
    """Run a file.

    Args:
        path: the file.
        source: what it says.
        left: gets the names that the file has at its module level, up to where it fails.

    Raises:
        DefinitionError: what it defines cannot be.
        PythonFileError: it does not run.
    """
    try:
        compile(source, str(path), "exec")
    except (SyntaxError, ValueError) as error:
        message = f"{path}: this is not Python:\n{_only(error)}"
        reason = f"this is not Python: {getattr(error, 'msg', error)}"
        line, column = getattr(error, "lineno", None) or 1, getattr(error, "offset", None) or 1
        raise PythonFileError(
            message, reason=reason, file=str(path), line=line, column=column
        ) from None
    except (RecursionError, MemoryError):
        reason = "Python cannot compile it: an expression in it is nested too deeply"
        message = f"{path}: {reason}"
        raise PythonFileError(message, reason=reason, file=str(path)) from None
    specification = spec_from_file_location(MODULE_NAME, path)
    if specification is None or specification.loader is None:
        reason = "Python cannot load it"
        message = f"{path}: {reason}"
        raise PythonFileError(message, reason=reason, file=str(path))
    module = module_from_spec(specification)
    folder = str(path.absolute().parent)
    loaded = set(sys.modules)
    sys.modules[MODULE_NAME] = module
    try:
        with contained():
            sys.path.insert(0, folder)
            specification.loader.exec_module(module)
    except (KeyboardInterrupt, DefinitionError):
        raise
    except SystemExit as error:
        file, line, column = place_of(path, error.__traceback__)
        reason = f"it ends the program with sys.exit({error.code!r}); take that out"
        message = f"{file}:{line}: {reason}"
        raise PythonFileError(message, reason=reason, file=file, line=line, column=column) from None
    except BaseException as error:  # whatever the user's code raises is theirs
        message = f"{path}: it fails when it is run:\n{_users_traceback(path, error)}"
        reason = f"it fails when it is run: {' '.join(_only(error).split())}"
        file, line, column = place_of(path, error.__traceback__)
        if isinstance(error, SyntaxError) and is_users(error.filename, path):  # of a module
            reason = f"this is not Python: {error.msg}"
            file, line, column = _shown(error.filename, path), error.lineno or 1, error.offset or 1
        raise PythonFileError(
            message, reason=reason, file=file, line=line, column=column
        ) from error
    finally:
        left.update(vars(module))
        for name in set(sys.modules) - loaded:  # another file may have its own of that name
            if name == MODULE_NAME or is_users(getattr(sys.modules[name], "__file__", None), path):
                del sys.modules[name]


def is_users(file: str | None, path: Path) -> bool:
    """Return whether a file of code is the user's: beside theirs or below, and not installed."""
    if file is None or file.startswith("<"):
        return False
    place, folder = Path(file).absolute(), path.absolute().parent
    own = [Path(str(sys.modules[name].__file__)).parent for name in _OWN if name in sys.modules]
    return (
        place.is_relative_to(folder)
        and not any(place.is_relative_to(package) for package in own)
        and "site-packages" not in place.parts
    )


def place_of(path: Path, trace: TracebackType | None) -> tuple[str, int, int]:
    """Return file, line and column of the user's that a trace went through last."""
    frames = _users_frames(path, trace)
    if not frames:
        return str(path), 1, 1
    last = frames[-1]
    line = last.lineno or 1
    before = linecache.getline(last.filename, line).encode()[: last.colno or 0]
    column = len(before.decode("utf-8", "replace")) + 1
    return _shown(last.filename, path), line, column


def _shown(file: str | None, path: Path) -> str:
    """Return a file of the user's as they name it."""
    folder = path.absolute().parent
    return str(path.parent / (folder / str(file)).relative_to(folder))


def _users_frames(path: Path, trace: TracebackType | None) -> list[traceback.FrameSummary]:
    return [frame for frame in traceback.extract_tb(trace) if is_users(frame.filename, path)]


def _users_traceback(path: Path, error: BaseException) -> str:
    frames = "".join(traceback.format_list(_users_frames(path, error.__traceback__)))
    return f"{frames}{_only(error)}".rstrip()


def _only(error: BaseException) -> str:
    return "".join(traceback.format_exception_only(error)).rstrip()
