"""A function that changes a variable that has no value in it."""

import ast
from collections.abc import Collection, Iterator

from ssmdsl.checks._check import Check, Found
from ssmdsl.checks._checked_document import CheckedDocument
from ssmdsl.checks._script import Function, Script, in_order, line_of, lines_of, own_nodes


def find(checked: CheckedDocument) -> Iterator[Found]:
    """Yield where a function first adds to a name that nothing in it gives a value."""
    for script in checked.scripts:
        if script.is_read:
            for target, function in _unbound(script):
                yield Found(
                    checked.path(script.step, "inputs", "Script"),
                    f"{line_of(target)} changes {target.id}, which has no value in"
                    f" {function.name} yet; {_advice(script, function, target)}",
                    line=target.lineno,
                )


def _unbound(script: Script) -> Iterator[tuple[ast.Name, Function]]:
    targets = _changed(script)
    changed = set(map(id, targets))
    told = set()
    for target in in_order(targets):
        function = _innermost(script, target.lineno)
        if function is None or (target.id, function) in told:
            continue
        told.add((target.id, function))
        lines = lines_of(function)
        is_assigned = any(
            isinstance(node.ctx, ast.Store) and node.lineno in lines and id(node) not in changed
            for node in script.named(target.id)
        )
        if not is_assigned and not _is_bound_in(function, target.id, changed):
            yield target, function


def _changed(script: Script) -> list[ast.Name]:
    """Return the names whose new values are made of their old ones: `x += 1` and `x = x + 1`."""
    augmented = [node.target for node in script.nodes(ast.AugAssign)]
    assigned = [
        target
        for node in script.nodes(ast.Assign)
        for target in node.targets
        if isinstance(target, ast.Name) and _reads(script, node, target.id)
    ]
    return [target for target in (*augmented, *assigned) if isinstance(target, ast.Name)]


def _reads(script: Script, node: ast.Assign, name: str) -> bool:
    """Return whether a name is read for what is assigned, and is not one of a smaller scope."""
    lines = lines_of(node)
    if not any(
        isinstance(each.ctx, ast.Load) for each in script.named(name) if each.lineno in lines
    ):
        return False
    parts = list(own_nodes(node.value))
    return any(isinstance(each, ast.Name) and each.id == name for each in parts) and not any(
        isinstance(each, ast.comprehension | ast.NamedExpr) for each in parts
    )


def _advice(script: Script, function: Function, target: ast.Name) -> str:
    """Return what to do: to say whose variable it is, or to give it a value."""
    for outer in script.functions:
        is_around = outer is not function and target.lineno in lines_of(outer)
        if is_around and _is_bound_in(outer, target.id, set()):
            return f'begin {function.name} with "nonlocal {target.id}"'
    if target.id in script.bound:
        return f'begin {function.name} with "global {target.id}"'
    return "give it one first"


def _innermost(script: Script, line: int) -> Function | None:
    """Return the function that a line is in, unless it is in a class that is in the function."""
    around = [each for each in script.functions if line in lines_of(each)]
    classes = [each for each in script.nodes(ast.ClassDef) if line in lines_of(each)]
    inner = max([*around, *classes], key=lambda each: each.lineno, default=None)
    return None if isinstance(inner, ast.ClassDef) else inner


def _is_bound_in(function: Function, name: str, changed: Collection[int]) -> bool:
    """Return whether anything in a function may give a name its first value, or declares it.

    Args:
        function: the function.
        name: the name.
        changed: the identities of the nodes that only change a name's value.
    """
    taken = [node.arg for node in ast.walk(function.args) if isinstance(node, ast.arg)]
    return name in taken or any(
        name in _bound_by(node) and id(node) not in changed for node in own_nodes(*function.body)
    )


def _bound_by(node: ast.AST) -> list[str | None]:
    """Return the names that a node itself binds, or whose scope it declares."""
    match node:
        case ast.Name(id=name, ctx=ast.Store()):
            return [name]
        case ast.Global(names=names) | ast.Nonlocal(names=names):
            return list(names)
        case ast.FunctionDef(name=name) | ast.AsyncFunctionDef(name=name) | ast.ClassDef(name=name):
            return [name]
        case ast.ExceptHandler(name=name) | ast.MatchAs(name=name) | ast.MatchStar(name=name):
            return [name]
        case ast.MatchMapping(rest=name):
            return [name]
        case ast.alias(name=name, asname=asname):
            return [asname or name.partition(".")[0]]
        case _:
            return []


CHECK = Check(
    code="SSM816",
    name="unbound-local",
    severity="error",
    means="A function of the script changes a variable that has no value in that function.",
    why=(
        "A name that a function assigns to is the function's own throughout. The step fails with an"
        " UnboundLocalError as soon as it comes to that line."
    ),
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
        found = 0

        def count_groups(events, context):
            for group in events["Groups"]:
                found += 1
            return {"Count": found}
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
            found = 0
            for group in events["Groups"]:
                found += 1
            return {"Count": found}
""",
    source="https://docs.aws.amazon.com/systems-manager/latest/userguide/automation-action-executeScript.html",
    find=find,
)
