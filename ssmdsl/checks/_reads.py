"""What a handler reads of one of its two arguments: the input payload, or the context."""

import ast
from collections.abc import Iterator
from dataclasses import dataclass, field

from ssmdsl.checks._script import Function, Script, in_order, own_nodes, parameters_of, text_of

ASKS = frozenset({"copy", "get", "items", "keys", "values"})
"""The methods of a dictionary that leave it as it is."""


@dataclass
class Reads:
    """What is read of an argument, as far as its name shows it."""

    name: str
    """What the handler calls it."""
    keys: dict[str, ast.Subscript] = field(default_factory=dict)
    """Read as `events["X"]`, where first."""
    asked: set[str] = field(default_factory=set)
    """Read or asked for so that it need not be there: `.get("X")`, `"X" in events`."""
    sure: set[str] = field(default_factory=set)
    """Those of the keys that every call reads."""
    is_changed: bool = False
    """Whether something may be put into it."""
    is_handed_on: bool = False
    """Whether it is used as a whole, so that any of its keys may be read."""


def reads_of(script: Script, position: int) -> Reads | None:
    """Return what the handler reads of its first or second argument, or nothing if that is unsure.

    Args:
        script: the script.
        position: 0 for the input payload, 1 for the context.
    """
    function = script.handler
    names = [] if function is None else parameters_of(function)
    if function is None or position >= len(names):
        return None
    reads = Reads(names[position])
    uses = _uses(script, function, reads.name)
    if uses is None:
        return None
    told = set()
    for node in in_order(script.nodes(ast.Subscript)):
        key = text_of(node.slice)
        if id(node.value) in uses and key is not None:
            told.add(id(node.value))
            if isinstance(node.ctx, ast.Load):
                reads.keys.setdefault(key, node)
            else:
                reads.asked.add(key)
    for call in script.nodes(ast.Call):
        method = call.func
        if isinstance(method, ast.Attribute) and id(method.value) in uses:
            key = text_of(call.args[0]) if call.args else None
            reads.is_changed |= method.attr not in ASKS
            if key is not None:
                told.add(id(method.value))
                reads.asked.add(key)
    for comparison in script.nodes(ast.Compare):
        key = text_of(comparison.left)
        compared = comparison.comparators[0]
        if key is not None and isinstance(comparison.ops[0], ast.In | ast.NotIn):
            whole = compared.func.value if _is_keys(compared) else compared
            if id(whole) in uses:
                told.add(id(whole))
                reads.asked.add(key)
    reads.is_handed_on = told != uses
    straight = {id(node) for node in _straight(function.body)}
    for key, node in reads.keys.items():
        if id(node) in straight:
            reads.sure.add(key)
    return reads


def _uses(script: Script, function: Function, name: str) -> set[int] | None:
    """Return the nodes that name the parameter, or nothing if they may name something else."""
    is_called = any(
        isinstance(node.ctx, ast.Load) and node.id == function.name
        for node in script.nodes(ast.Name)
    )
    last = function.end_lineno or function.lineno
    inside = [
        node
        for node in script.nodes(ast.Name)
        if node.id == name and function.lineno <= node.lineno <= last
    ]
    is_again = (
        sum(
            function.lineno <= node.lineno <= last and node.arg == name
            for node in script.nodes(ast.arg)
        )
        > 1
    )
    if is_called or is_again or any(not isinstance(node.ctx, ast.Load) for node in inside):
        return None
    return {id(node) for node in inside}


def _is_keys(node: ast.expr) -> bool:
    return (
        isinstance(node, ast.Call)
        and isinstance(node.func, ast.Attribute)
        and node.func.attr == "keys"
    )


def _straight(body: list[ast.stmt]) -> Iterator[ast.AST]:
    """Yield what is evaluated each time that these statements run, if nothing fails before."""
    for statement in body:
        match statement:
            case ast.If(test=first) | ast.While(test=first):
                yield from _evaluated(first)
            case ast.For(iter=first):
                yield from _evaluated(first)
            case ast.With(items=items, body=inner):
                for item in items:
                    yield from _evaluated(item.context_expr)
                yield from _straight(inner)
            case ast.Try(body=inner, handlers=handlers):
                if all(isinstance(each.body[-1], ast.Raise) for each in handlers):
                    yield from _straight(inner)
            case ast.FunctionDef() | ast.AsyncFunctionDef() | ast.ClassDef() | ast.Match():
                continue
            case _:
                yield from _evaluated(statement)
        if any(isinstance(node, ast.Return) for node in own_nodes(statement)):
            return


def _evaluated(root: ast.AST) -> Iterator[ast.AST]:
    """Yield the parts of a statement or an expression that are evaluated whatever comes out."""
    waiting: list[ast.AST] = [root]
    while waiting:
        node = waiting.pop()
        yield node
        match node:
            case ast.BoolOp(values=[first, *_]) | ast.IfExp(test=first) | ast.Assert(test=first):
                waiting.append(first)
            case ast.Lambda():
                continue
            case ast.ListComp() | ast.SetComp() | ast.DictComp() | ast.GeneratorExp():
                waiting.append(node.generators[0].iter)
            case _:
                waiting += ast.iter_child_nodes(node)
