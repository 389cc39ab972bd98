"""A Python file as its statements: what each of them binds, which names it needs, how it reads."""

import ast
import symtable
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from typing import NamedTuple, TypeGuard

from ssmdsl.script import annotation
from ssmdsl.script.annotation import Text

CONDITIONAL: Mapping[type[ast.stmt], str] = {
    ast.If: "if",
    ast.For: "for",
    ast.AsyncFor: "for",
    ast.While: "while",
    ast.With: "with",
    ast.AsyncWith: "with",
    ast.Try: "try",
    ast.TryStar: "try",
    ast.Match: "match",
    ast.Delete: "del",
}
"""The statements in which it depends on more than the file what a name stands for."""

Import = ast.Import | ast.ImportFrom
Definition = ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef

_FUTURE_ANNOTATIONS = "from __future__ import annotations\n"


class Names(NamedTuple):
    """The names of the file's top level that one of its statements has to do with."""

    needed: tuple[str, ...]
    """Looked up in the module, when the statement runs or later."""
    perhaps: tuple[str, ...]
    """Looked up in the module only if a class or nobody binds them."""
    bound: tuple[str, ...]
    """Bound by the statement itself."""
    stored: tuple[str, ...]
    """Bound by a function in it, by means of `global`."""


@dataclass(frozen=True, eq=False)
class Statement:
    """One statement of a file's top level."""

    file: "SourceFile" = field(repr=False)
    index: int
    node: ast.stmt

    @property
    def kind(self) -> str:
        """What it is: an import, a function, a class, or else a constant."""
        if self.is_import:
            return "import"
        if isinstance(self.node, ast.ClassDef):
            return "class"
        return "function" if isinstance(self.node, Definition) else "constant"

    @property
    def first_line(self) -> int:
        """The line that Python tells as its first."""
        decorators = getattr(self.node, "decorator_list", [])
        return decorators[0].lineno if decorators else self.node.lineno

    @property
    def start(self) -> int:
        """Where it begins, its decorators included."""
        text = self.file.text
        if not isinstance(self.node, Definition) or not self.node.decorator_list:
            return text.start(self.node)
        line = self.first_line
        while not text.text.startswith("@", text.line_start(line)):
            line -= 1
        return text.line_start(line)

    @property
    def end(self) -> int:
        """Where it ends, without what else is on its last line."""
        return self.file.text.end(self.node)

    @cached_property
    def code(self) -> str:
        """Its text as it stands, less its annotations."""
        text = self.file.text
        found = [
            cut._replace(end=min(cut.end, self.end)) for cut in annotation.cuts(text, self.node)
        ]
        return annotation.without(text, self.start, self.end, found)

    @property
    def has_annotations(self) -> bool:
        """Whether annotations remain in it."""
        return any(annotation.class_annotations(self.node))

    @cached_property
    def names(self) -> Names:
        """The names that it has to do with.

        Raises:
            SyntaxError: without its annotations it is no Python.
        """
        late = self.has_annotations and self.file.annotates_late
        found = _names(_FUTURE_ANNOTATIONS * late + self.code, self.file.path)
        if not late:
            return found
        mentioned = (
            node.id
            for expression in annotation.class_annotations(self.node)
            for node in ast.walk(expression)
            if isinstance(node, ast.Name)
        )
        perhaps = dict.fromkeys((*found.perhaps, *mentioned))
        bound = tuple(name for name in found.bound if name != "annotations")
        return found._replace(perhaps=tuple(perhaps), bound=bound)

    @property
    def bound(self) -> tuple[str, ...]:
        """The names that it binds in the module."""
        if isinstance(self.node, Definition):
            return (self.node.name,)
        if isinstance(self.node, Import):
            return tuple(local_name(alias) for alias in self.node.names)
        text = self.file.text.text[self.start : self.end]
        return _names(text, self.file.path).bound

    @property
    def is_import(self) -> bool:
        """Whether it only imports; a `try` may choose between imports."""
        return isinstance(self.node, Import) or (
            isinstance(self.node, ast.Try)
            and all(
                isinstance(inner, Import | ast.Pass)
                for suite in annotation.suites(self.node)
                for inner in suite
            )
        )

    @property
    def is_unseen(self) -> bool:
        """Whether nothing of it lasts in the imported module, as its types do not."""
        return _is_unseen(self.node) or _is_for_types(self.node)

    @property
    def future_features(self) -> tuple[str, ...]:
        """The features that it turns on, if it is a `from __future__ import …`."""
        return self.bound if is_future(self.node) else ()

    @property
    def condition(self) -> str:
        """The word with which it begins if what it binds depends on more than the file."""
        return "" if self.is_import else CONDITIONAL.get(type(self.node), "")

    @property
    def changed(self) -> frozenset[str]:
        """The names whose values it changes: `TABLE` of `TABLE["a"] = 1` and `TABLE.clear()`."""
        return frozenset(_changed(self.node))


class SourceFile:
    """A Python file's text and the statements of its top level."""

    def __init__(self, path: str, text: str) -> None:
        self.path = path
        self.text = Text(text)
        nodes = ast.parse(text, path).body
        self.statements = tuple(Statement(self, *each) for each in enumerate(nodes))
        self.annotates_late = False
        self.bindings: dict[str, list[Statement]] = {}
        self.for_types: dict[str, Statement] = {}
        """What only type checkers see."""
        self.star_imports: list[str] = []
        for statement in self.statements:
            self._enter(statement)

    def _enter(self, statement: Statement) -> None:
        node = statement.node
        if is_future(node):
            self.annotates_late |= "annotations" in statement.bound
        elif isinstance(node, ast.ImportFrom) and node.names[0].name == "*":
            self.star_imports.append(ast.unparse(node))
        elif _is_for_types(node):
            self.for_types |= dict.fromkeys(statement.bound, statement)
        elif not _is_unseen(node):
            for name in statement.bound:
                self.bindings.setdefault(name, []).append(statement)


@lru_cache(maxsize=8)
def read_source(path: str, text: str) -> SourceFile:
    """Return a file as its statements; parsed once, however many of its functions are wanted."""
    return SourceFile(path, text)


def local_name(alias: ast.alias) -> str:
    """Return the name that an import binds: `os` of `import os.path`."""
    return alias.asname or alias.name.partition(".")[0]


def is_future(node: ast.stmt) -> bool:
    """Return whether this is a `from __future__ import …`."""
    return isinstance(node, ast.ImportFrom) and node.module == "__future__" and not node.level


def missing_modules(node: ast.AST, is_missing: Callable[[str], bool]) -> Iterator[tuple[str, str]]:
    """Yield the module of each import that will fail, after the name that it was to bind.

    An import whose failure is caught counts only with what is imported in its stead.
    """
    if isinstance(node, Import):
        for alias in node.names:
            module = alias.name
            if isinstance(node, ast.ImportFrom):
                module = f"{'.' * node.level}{node.module or ''}"
            if is_missing(module):
                yield local_name(alias), module
    elif isinstance(node, ast.Try) and any(map(_catches_imports, node.handlers)):
        body = ast.Module(node.body, [])
        fails = any(missing_modules(body, is_missing))
        for child in [*(node.handlers if fails else ()), *node.orelse, *node.finalbody]:
            yield from missing_modules(child, is_missing)
    else:
        runs = node.orelse if asks_for_types(node) else ast.iter_child_nodes(node)
        for child in runs:
            if not isinstance(child, ast.expr):
                yield from missing_modules(child, is_missing)


def _catches_imports(handler: ast.ExceptHandler) -> bool:
    caught = handler.type
    kinds = caught.elts if isinstance(caught, ast.Tuple) else [caught]
    names = {"ImportError", "ModuleNotFoundError", "Exception", "BaseException"}
    return caught is None or any(isinstance(kind, ast.Name) and kind.id in names for kind in kinds)


def _is_for_types(node: ast.AST) -> bool:
    """Return whether this is an `if TYPE_CHECKING:`, and no more."""
    return asks_for_types(node) and not node.orelse


def asks_for_types(node: ast.AST) -> TypeGuard[ast.If]:
    """Return whether this is an `if TYPE_CHECKING:`, whose `else` alone runs."""
    if not isinstance(node, ast.If):
        return False
    return "TYPE_CHECKING" in (getattr(node.test, "id", ""), getattr(node.test, "attr", ""))


def _is_unseen(node: ast.stmt) -> bool:
    """Return whether a statement binds nothing that lasts in an imported module."""
    if isinstance(node, ast.AnnAssign):
        return node.value is None
    if isinstance(node, ast.FunctionDef):
        return any(
            "overload" in (getattr(each, "id", ""), getattr(each, "attr", ""))
            for each in node.decorator_list
        )
    return isinstance(node, ast.If) and "__main__" in ast.unparse(node.test)


def _changed(node: ast.stmt) -> Iterator[str]:
    places: list[ast.expr] = []
    if isinstance(node, ast.Expr) and isinstance(node.value, ast.Call):
        places = [node.value.func]
    elif isinstance(node, ast.Assign | ast.Delete):
        places = node.targets
    elif isinstance(node, ast.AugAssign | ast.AnnAssign):
        places = [node.target]
    elif isinstance(node, Definition):
        places = node.decorator_list  # as with @dispatcher.register
    for place in places:
        inner, is_part = place, False
        while isinstance(inner, ast.Attribute | ast.Subscript | ast.Call):
            is_part |= not isinstance(inner, ast.Call)
            inner = inner.func if isinstance(inner, ast.Call) else inner.value
        if isinstance(inner, ast.Name) and is_part:
            yield inner.id
    if not isinstance(node, Definition):
        for suite in annotation.suites(node):
            for statement in suite:
                yield from _changed(statement)


def _names(code: str, path: str) -> Names:
    """Return the names of a piece of a file's top level, by Python's own rules of scope."""
    top = symtable.symtable(code, path, "exec")
    needed: dict[str, None] = {}
    perhaps: dict[str, None] = {}
    stored: dict[str, None] = {}
    bound = [one.get_name() for one in top.get_symbols() if one.is_assigned() or one.is_imported()]
    needed.update((one.get_name(), None) for one in top.get_symbols() if one.is_referenced())
    waiting = list(reversed(top.get_children()))
    while waiting:
        table = waiting.pop()
        waiting += reversed(table.get_children())
        for symbol in table.get_symbols():
            name = symbol.get_name()
            if symbol.is_global():
                needed[name] = None
                if symbol.is_assigned() or symbol.is_imported():
                    stored[name] = None
            elif table.get_type() == "class" and symbol.is_referenced() and symbol.is_local():
                perhaps[name] = None  # a class's body looks in the module before it has bound it
    return Names(tuple(needed), tuple(perhaps), tuple(bound), tuple(stored))
