"""Which scripts can stand in a file as the functions that they are, and come out of it again.

A script is made a function only where what is extracted from the file is the script to the letter,
and where running the file would run nothing of it: imports, definitions and constants alone.

Source: https://docs.aws.amazon.com/systems-manager/latest/userguide/automation-action-executeScript.html
"""

import ast
import linecache
import warnings
from collections.abc import Collection, Iterator, Sequence
from importlib.util import find_spec
from types import CodeType, FunctionType

from ssmdsl.actions import ExecuteScript
from ssmdsl.actions.execute_script import PYTHON_RUNTIMES
from ssmdsl.document import Document
from ssmdsl.errors import DefinitionError
from ssmdsl.script import script_of

_PATH = "imported/remediation.py"
"""What the file is called while it is looked at; there is none of that name."""


def candidates(documents: Sequence[Document]) -> list[ExecuteScript]:
    """Return the steps whose scripts may be functions, no two of which bind the same names."""
    chosen: dict[str, ExecuteScript] = {}
    taken: set[str] = set()
    by_script: dict[str, list[ExecuteScript]] = {}
    for step in _script_steps(documents):
        by_script.setdefault(str(step.script), []).append(step)
    for script, steps in by_script.items():
        step = steps[0]
        if not all(_is_alike(step, other) for other in steps):
            continue  # one function cannot be what all of them run
        names = _names(script, str(step.handler), imports=not chosen)
        if names is not None and not names & taken:
            chosen[script] = step
            taken |= names
    return list(chosen.values())


def bound_names(steps: Collection[ExecuteScript]) -> set[str]:
    """Return the names that the scripts of these steps bind in the file."""
    names: set[str] = set()
    for step in steps:
        names |= _names(str(step.script), str(step.handler), imports=True) or set()
    return names


def comes_out(text: str, step: ExecuteScript) -> bool:
    """Return whether the function in a file's text becomes the script that it was."""
    lines = text.splitlines(keepends=True)
    try:
        code = compile(text, _PATH, "exec")
    except SyntaxError:
        return False
    handler = str(step.handler)
    linecache.cache[_PATH] = (len(text), None, lines, _PATH)
    try:
        found = [
            each
            for each in code.co_consts
            if isinstance(each, CodeType) and each.co_name == handler
        ]
        defaults = (None,) * max(0, found[0].co_argcount - 2) if found else ()
        function = FunctionType(found[0], {}, handler, defaults) if len(found) == 1 else None
        minor = int(str(step.runtime).rpartition(".")[2])
        return function is not None and script_of(function, python=(3, minor)) == step.script
    except DefinitionError:
        return False
    finally:
        linecache.cache.pop(_PATH, None)


def _script_steps(documents: Sequence[Document]) -> Iterator[ExecuteScript]:
    for document in documents:
        for step in document.all_steps:
            if isinstance(step, ExecuteScript) and isinstance(step.script, str):
                yield step


def _is_alike(step: ExecuteScript, other: ExecuteScript) -> bool:
    """Return whether a function can be the script of both of two steps with the same text."""
    is_python = other.runtime in PYTHON_RUNTIMES and other.attachment is None
    return is_python and (step.handler, step.runtime) == (other.handler, other.runtime)


def _names(script: str, handler: str, *, imports: bool) -> set[str] | None:
    """Return what a script binds, or nothing where it does more than that when it is loaded."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error")  # as '\s' in no raw text: the file would warn of it too
            statements = ast.parse(script).body
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return None
    names: set[str] = set()
    for statement in statements:
        bound = _bound(statement, imports=imports)
        if bound is None or bound & names:
            return None
        names |= bound
    is_function = any(
        isinstance(each, ast.FunctionDef) and each.name == handler for each in statements
    )
    return names if is_function else None


def _bound(statement: ast.stmt, *, imports: bool) -> set[str] | None:
    match statement:
        case ast.Import() | ast.ImportFrom() if imports:
            return _imported(statement)
        case ast.FunctionDef() if not statement.decorator_list and _has_plain_defaults(statement):
            return {statement.name}
        case ast.Assign(targets=[ast.Name(id=name)]) if _is_constant(statement.value):
            return {name}
    return None


def _imported(statement: ast.Import | ast.ImportFrom) -> set[str] | None:
    """Return the names of an import, or nothing where this Python has no such module."""
    modules = (
        [statement.module or ""]
        if isinstance(statement, ast.ImportFrom)
        else [alias.name for alias in statement.names]
    )
    tops = [module.partition(".")[0] for module in modules]
    if "__future__" in tops or any(alias.name == "*" for alias in statement.names):
        return None
    if not all(top and find_spec(top) is not None for top in tops):
        return None
    return {alias.asname or alias.name.partition(".")[0] for alias in statement.names}


def _has_plain_defaults(function: ast.FunctionDef) -> bool:
    given = [*function.args.defaults, *filter(None, function.args.kw_defaults)]
    return all(isinstance(default, ast.Constant) for default in given)


def _is_constant(value: ast.expr) -> bool:
    """Return whether a value is written out, with something in it by which its type is known."""
    try:
        return bool(ast.literal_eval(value)) or isinstance(value, ast.Constant)
    except (ValueError, TypeError, SyntaxError, MemoryError, RecursionError):
        return False
