"""A name in a script that nothing defines."""

import ast
from collections.abc import Iterator
from symtable import SymbolTable

from ssmdsl.checks._caught import caught
from ssmdsl.checks._check import Check, Found
from ssmdsl.checks._checked_document import CheckedDocument
from ssmdsl.checks._script import Script, in_order, line_of, nodes_in
from ssmdsl.errors import did_you_mean
from ssmdsl.reference import references_in
from ssmdsl.script.automation_python import has_builtin

MAKES_NAMES = frozenset({"eval", "exec", "globals", "setattr", "vars"})
"""A script that names one of these may define names in ways that its text does not show."""


_NAME_ERRORS = frozenset({"NameError", "Exception", "BaseException"})


def find(checked: CheckedDocument) -> Iterator[Found]:
    """Yield the names that Python will not find when it comes to them."""
    for script in checked.scripts:
        if script.is_read and not script.imports_all:
            for node in _undefined(script):
                message = f"{line_of(node)} reads {node.id}, {_lack(script, node.id)}"
                path = checked.path(script.step, "inputs", "Script")
                yield Found(path, message, line=node.lineno)


def _lack(script: Script, name: str) -> str:
    if name in _for_types(script):
        return "which only type checkers see; import it outside of the if TYPE_CHECKING"
    near = did_you_mean(name, _defined(script) - {name})
    return f"which nothing defines there.{near}"


def _undefined(script: Script) -> list[ast.Name]:
    """Return where each undefined name is first read."""
    bound = script.bound - _for_types(script)
    missing: dict[str, int] = {}
    for name, line in _looked_up(script.scopes):
        if name in MAKES_NAMES:
            return []
        if name not in bound and not name.startswith("__") and not has_builtin(name, script.python):
            missing[name] = min(line, missing.get(name, line))
    if not missing:
        return []
    for expression in references_in(script.text):  # Automation may fill it in
        missing.pop(expression.partition(".")[0], None)
    harmless = {*_unread(script), *caught(script, _NAME_ERRORS), *_of_some_pythons(script)}
    found: dict[str, ast.Name] = {}
    for name, line in missing.items():
        for node in in_order(script.named(name)):
            is_read = isinstance(node.ctx, ast.Load) and id(node) not in harmless
            if is_read and node.lineno >= line:
                found.setdefault(name, node)
    return in_order(found.values())


def _defined(script: Script) -> set[str]:
    """Return the names that are defined anywhere in a script."""
    stored = {node.id for node in script.nodes(ast.Name) if isinstance(node.ctx, ast.Store)}
    return {*script.bound, *stored, *(node.arg for node in script.nodes(ast.arg))}


def _looked_up(top: SymbolTable) -> Iterator[tuple[str, int]]:
    """Yield the names that are looked up in the module, with the line where their scope begins."""
    waiting = [top]
    while waiting:
        table = waiting.pop()
        waiting += table.get_children()
        for symbol in table.get_symbols():
            if symbol.is_referenced() and symbol.is_global():
                yield symbol.get_name(), table.get_lineno()


def _for_types(script: Script) -> set[str]:
    """Return the names that only type checkers see: those of an `if TYPE_CHECKING:`."""
    if "TYPE_CHECKING" not in script.text:
        return set()
    from ssmdsl.script.source_file import asks_for_types

    seen = [
        statement
        for node in script.nodes(ast.If)
        if asks_for_types(node)
        for statement in node.body
    ]
    inside = list(nodes_in(*seen))
    names = {name for node in inside for name in _bound_by(node)}
    skipped = set(map(id, inside))
    elsewhere = (node for node in nodes_in(script.tree) if id(node) not in skipped)
    return names.difference(name for node in elsewhere for name in _bound_by(node))


def _bound_by(node: ast.AST) -> Iterator[str]:
    """Yield the names that a node binds, in whatever scope."""
    if isinstance(node, ast.alias):
        yield node.asname or node.name.partition(".")[0]
    elif isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
        yield node.id
    elif isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
        yield node.name


def _of_some_pythons(script: Script) -> set[int]:
    """Return the identities of the nodes that only some Pythons come to."""
    conditional: list[ast.If | ast.IfExp] = [*script.nodes(ast.If), *script.nodes(ast.IfExp)]
    asking = [
        node for node in conditional if any(_is_version(part) for part in nodes_in(node.test))
    ]
    return {id(part) for node in asking for part in nodes_in(node)}


def _is_version(node: ast.AST) -> bool:
    names = ("version_info", "hexversion", "PY2", "PY3", "python_version")
    return getattr(node, "attr", "") in names or getattr(node, "id", "") in names


def _unread(script: Script) -> set[int]:
    """Return the identities of the nodes in annotations that Python does not evaluate."""
    late = any(node.module == "__future__" for node in script.nodes(ast.ImportFrom))
    annotations: list[ast.expr | None] = []
    if late:
        annotations += [node.annotation for node in script.nodes(ast.arg)]
        annotations += [function.returns for function in script.functions]
        annotations += [node.annotation for node in script.nodes(ast.AnnAssign)]
    else:
        for function in script.functions:  # those of a function's own variables
            nodes = nodes_in(*function.body)
            annotations += [node.annotation for node in nodes if isinstance(node, ast.AnnAssign)]
    return {id(node) for each in annotations if each is not None for node in nodes_in(each)}


CHECK = Check(
    code="SSM806",
    name="undefined-name",
    severity="error",
    means="The script reads a name that nothing defines.",
    why="The step fails with a NameError as soon as it comes to that line.",
    wrong="""
mainSteps:
  - name: CountGroups
    action: aws:executeScript
    inputs:
      Runtime: python3.11
      Handler: count_groups
      InputPayload:
        Groups: [sg-0123456789abcdef0]
      Script: |
        def count_groups(events, context):
            groups = events["Groups"]
            return {"Count": len(group)}
""",
    right="""
mainSteps:
  - name: CountGroups
    action: aws:executeScript
    inputs:
      Runtime: python3.11
      Handler: count_groups
      InputPayload:
        Groups: [sg-0123456789abcdef0]
      Script: |
        def count_groups(events, context):
            groups = events["Groups"]
            return {"Count": len(groups)}
""",
    source="https://docs.aws.amazon.com/systems-manager/latest/userguide/automation-action-executeScript.html",
    find=find,
)
