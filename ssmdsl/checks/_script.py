"""The Python of an `aws:executeScript` step as checks look at it; nothing of it runs.

Source: https://docs.aws.amazon.com/systems-manager/latest/userguide/automation-action-executeScript.html
"""

import ast
import symtable
import sys
import warnings
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from types import NoneType
from typing import TYPE_CHECKING, Any, NamedTuple, TypeVar, cast

from ssmdsl.actions.execute_script import ExecuteScript
from ssmdsl.reference import REFERENCE
from ssmdsl.script.automation_python import Version
from ssmdsl.step import Step

if TYPE_CHECKING:
    from ssmdsl.checks._argument_reads import Reads

Node = TypeVar("Node", bound=ast.AST)
Function = ast.FunctionDef | ast.AsyncFunctionDef
Scope = ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef | ast.Lambda

OLDEST_GRAMMAR: Version = (3, 7)
"""The oldest Python whose grammar every Python of today can still tell apart."""


_NO_NODES = frozenset({NoneType, bool, int, str, ast.Load, ast.Store, ast.Del})
"""What nodes have as members, or in lists, that is not of interest."""


class SyntaxProblem(NamedTuple):
    """Why a script is not Python."""

    line: int | None
    """Where in the script; `None` where that is not known."""
    message: str
    """What Python says."""


class _Parsed(NamedTuple):
    tree: ast.Module | None
    scopes: symtable.SymbolTable | None
    problem: SyntaxProblem | None


class Script:
    """The inline script of one step, parsed when it is first asked for something."""

    def __init__(self, step: ExecuteScript, text: str, python: Version) -> None:
        """Keep the step and the text of its script, whichever way that was given."""
        self.step = step
        self.text = text
        self.python = python

    @property
    def version(self) -> str:
        """The version of Python that runs it: `3.11`."""
        return ".".join(map(str, self.python))

    @cached_property
    def _parsed(self) -> _Parsed:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # "\d" is Python, though it may not always be
            try:
                tree = ast.parse(self.text, feature_version=max(self.python, OLDEST_GRAMMAR))
                return _Parsed(tree, symtable.symtable(self.text, "script", "exec"), None)
            except SyntaxError as error:
                return _Parsed(None, None, self._problem(error))
            except (ValueError, RecursionError, MemoryError):
                return _Parsed(None, None, None)

    def _problem(self, error: SyntaxError) -> SyntaxProblem | None:
        """Return what is wrong, unless it may be right for a Python that is younger than this."""
        lines = self.text.splitlines()
        line = error.lineno if error.lineno and error.lineno <= len(lines) else None
        is_filled_in = line is not None and REFERENCE.search(lines[line - 1])
        if is_filled_in or sys.version_info[:2] < self.python:
            return None
        return SyntaxProblem(line, error.msg)

    @property
    def problem(self) -> SyntaxProblem | None:
        """Why it is not Python; `None` where it is, or where that cannot be told here."""
        return self._parsed.problem

    @property
    def is_read(self) -> bool:
        """Whether there is more to be told of it than its text."""
        return self._parsed.tree is not None

    @property
    def tree(self) -> ast.Module:
        """Its statements; none where it could not be read."""
        return self._parsed.tree or ast.Module([], [])

    @property
    def scopes(self) -> symtable.SymbolTable:
        """Its names by Python's own rules of scope, if it could be read."""
        assert self._parsed.scopes is not None  # noqa: S101  # whoever asks has asked `is_read`
        return self._parsed.scopes

    @cached_property
    def _nodes(self) -> Mapping[type[ast.AST], Sequence[ast.AST]]:
        found: dict[type[ast.AST], list[ast.AST]] = {}
        for node in nodes_in(self.tree):
            found.setdefault(type(node), []).append(node)
        return found

    def nodes(self, kind: type[Node]) -> Sequence[Node]:
        """Return all nodes of exactly this kind, in no order that anything can be told from."""
        return cast("Sequence[Node]", self._nodes.get(kind, ()))

    @cached_property
    def functions(self) -> Sequence[Function]:
        """All functions that are defined in it, methods and inner ones too."""
        return [*self.nodes(ast.FunctionDef), *self.nodes(ast.AsyncFunctionDef)]

    @cached_property
    def _named(self) -> Mapping[str, Sequence[ast.Name]]:
        found: dict[str, list[ast.Name]] = {}
        for node in self.nodes(ast.Name):
            found.setdefault(node.id, []).append(node)
        return found

    def named(self, name: str) -> Sequence[ast.Name]:
        """Return all nodes that read, bind or delete a name, in whatever scope."""
        return self._named.get(name, ())

    @cached_property
    def bound(self) -> frozenset[str]:
        """The names that its top level binds, functions that say `global` among it."""
        names = {
            symbol.get_name()
            for symbol in self.scopes.get_symbols()
            if symbol.is_assigned() or symbol.is_imported()
        }
        return frozenset(names.union(*(node.names for node in self.nodes(ast.Global))))

    @cached_property
    def imports_all(self) -> bool:
        """Whether there is an `import *` in it, so that it may bind any name."""
        return any(node.names[0].name == "*" for node in self.nodes(ast.ImportFrom))

    @cached_property
    def handler_name(self) -> str | None:
        """The name of the function that Automation calls, where that is in this script."""
        name = self.step.action_inputs().get("Handler")
        if not isinstance(name, str) or REFERENCE.search(name):
            return None
        is_elsewhere = self.step.attachment is not None and "." in name
        return None if is_elsewhere else name

    @cached_property
    def handler(self) -> Function | None:
        """The function that Automation calls; `None` where another might stand in for it."""
        name = self.handler_name
        defined = [node for node in self.functions if node.name == name]
        if len(defined) != 1 or defined[0] not in self.tree.body or defined[0].decorator_list:
            return None
        is_bound_again = any(not isinstance(node.ctx, ast.Load) for node in self.named(str(name)))
        return None if is_bound_again else defined[0]

    @cached_property
    def payload_reads(self) -> "Reads | None":
        """What the handler reads of its input payload, if that can be told."""
        from ssmdsl.checks._argument_reads import reads_of

        return reads_of(self, 0)

    @cached_property
    def context_reads(self) -> "Reads | None":
        """What the handler reads of the context, if that can be told."""
        from ssmdsl.checks._argument_reads import reads_of

        return reads_of(self, 1)


def scripts_of(steps: Iterable[Step]) -> tuple[Script, ...]:
    """Return the Python scripts that stand in these steps."""
    return tuple(_scripts_of(steps))


def _scripts_of(steps: Iterable[Step]) -> Iterator[Script]:
    for step in steps:
        if isinstance(step, ExecuteScript) and step.runtime.startswith("python"):
            text = step.script_text
            if text is not None:
                minor = int(step.runtime.rpartition(".")[2])
                yield Script(step, text, (3, minor))


def nodes_in(*roots: ast.AST) -> Iterator[ast.AST]:
    """Yield nodes and all that is below them, by their depth; quicker than `ast.walk`."""
    waiting: list[Any] = list(roots)
    for node in waiting:  # which grows meanwhile
        kind = type(node)
        if kind in _NO_NODES:
            continue
        yield node
        if kind is not ast.Constant:
            for member in vars(node).values():
                if isinstance(member, list):
                    waiting += member
                elif type(member) not in _NO_NODES:
                    waiting.append(member)


def own_nodes(*roots: ast.AST) -> Iterator[ast.AST]:
    """Yield nodes and what is below them but for what functions and classes in there are."""
    waiting = list(roots)
    while waiting:
        node = waiting.pop()
        yield node
        if not isinstance(node, Scope):
            waiting += ast.iter_child_nodes(node)


def parameters_of(function: Function) -> list[str]:
    """Return the names of the parameters that take arguments by position."""
    return [each.arg for each in (*function.args.posonlyargs, *function.args.args)]


def text_of(node: ast.expr) -> str | None:
    """Return the text that a literal stands for, if it is one."""
    return node.value if isinstance(node, ast.Constant) and isinstance(node.value, str) else None


def line_of(node: ast.stmt | ast.expr) -> str:
    """Return where in the script a node stands, as messages say it."""
    return f"line {node.lineno} of the script"


def lines_of(node: ast.stmt) -> range:
    """Return the lines on which a statement stands."""
    return range(node.lineno, (node.end_lineno or node.lineno) + 1)


def in_order(nodes: Iterable[Node]) -> list[Node]:
    """Return nodes in the order in which they are written."""
    return sorted(
        nodes, key=lambda node: (getattr(node, "lineno", 0), getattr(node, "col_offset", 0))
    )
