"""What a handler reads of one of its two arguments: the input payload, or the context."""

import ast
from collections.abc import Iterator
from functools import cached_property

from ssmdsl.checks._script import (
    Function,
    Script,
    in_order,
    lines_of,
    own_nodes,
    parameters_of,
    text_of,
)

ASKS = frozenset({"copy", "get", "items", "keys", "values"})
"""The methods of a dictionary that leave it as it is."""


class Reads:
    """What is read of an argument, as far as its name shows it."""

    def __init__(self, script: Script, function: Function, name: str, uses: set[int]) -> None:
        """Look at everything that has to do with one of the handler's parameters.

        Args:
            script: the script.
            function: its handler.
            name: the parameter.
            uses: the identities of the nodes that name it.
        """
        self.name = name
        self.keys: dict[str, ast.Subscript] = {}
        """Read as `events["X"]`, where first."""
        self.asked: set[str] = set()
        """Read or asked for so that it need not be there: `.get("X")`, `"X" in events`."""
        self.is_changed = False
        """Whether something may be put into it."""
        self._function = function
        self._uses = uses
        self._told: set[int] = set()
        if uses:
            self._enter_subscripts(script)
            self._enter_calls(script)
            self._enter_comparisons(script)
            self.is_changed |= any(id(node.value) in uses for node in script.nodes(ast.Assign))

    @property
    def is_handed_on(self) -> bool:
        """Whether it is used as a whole, so that any of its keys may be read."""
        return self._told != self._uses

    @cached_property
    def sure(self) -> frozenset[str]:
        """Those of the keys that every call reads."""
        straight = {id(node) for node in _straight(self._function.body)}
        return frozenset(key for key, node in self.keys.items() if id(node) in straight)

    def _enter_subscripts(self, script: Script) -> None:
        found = [node for node in script.nodes(ast.Subscript) if id(node.value) in self._uses]
        for node in in_order(found):
            key = text_of(node.slice)
            if key is None:
                continue
            self._told.add(id(node.value))
            if isinstance(node.ctx, ast.Load):
                self.keys.setdefault(key, node)
            else:
                self.asked.add(key)

    def _enter_calls(self, script: Script) -> None:
        for call in script.nodes(ast.Call):
            method = call.func
            if isinstance(method, ast.Name) and method.id in script.bound:
                given = (*call.args, *(keyword.value for keyword in call.keywords))
                self.is_changed |= any(id(each) in self._uses for each in given)
            if isinstance(method, ast.Attribute) and id(method.value) in self._uses:
                self.is_changed |= method.attr not in ASKS
                key = text_of(call.args[0]) if call.args else None
                if key is not None:
                    self._told.add(id(method.value))
                    self.asked.add(key)

    def _enter_comparisons(self, script: Script) -> None:
        for comparison in script.nodes(ast.Compare):
            key = text_of(comparison.left)
            if key is not None and isinstance(comparison.ops[0], ast.In | ast.NotIn):
                whole = _whole(comparison.comparators[0])
                if id(whole) in self._uses:
                    self._told.add(id(whole))
                    self.asked.add(key)


def reads_of(script: Script, position: int) -> Reads | None:
    """Return what the handler reads of its first or second argument, or nothing if that is unsure.

    Args:
        script: the script.
        position: 0 for the input payload, 1 for the context.
    """
    function = script.handler
    names = [] if function is None else parameters_of(function)
    if function is None or position >= len(names) or script.named(function.name):
        return None  # what the script itself calls the handler with is another payload
    name = names[position]
    own = lines_of(function)
    uses = [node for node in script.named(name) if node.lineno in own]
    again = [node for node in script.nodes(ast.arg) if node.arg == name and node.lineno in own]
    if len(again) > 1 or any(not isinstance(node.ctx, ast.Load) for node in uses):
        return None
    return Reads(script, function, name, set(map(id, uses)))


def _whole(node: ast.expr) -> ast.expr:
    """Return the dictionary whose keys an expression stands for: `events` of `events.keys()`."""
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
        return node.func.value if node.func.attr == "keys" else node
    return node


def _straight(body: list[ast.stmt]) -> Iterator[ast.AST]:
    """Yield what is evaluated each time that these statements run, if nothing fails before."""
    for statement in body:
        match statement:
            case ast.If(test=first) | ast.While(test=first) | ast.For(iter=first):
                yield from _evaluated(first)
            case ast.With(items=items, body=inner):
                for item in items:
                    yield from _evaluated(item.context_expr)
                yield from _straight(inner)
            case ast.Try(body=inner, handlers=handlers):
                if all(isinstance(each.body[-1], ast.Raise) for each in handlers):
                    yield from _straight(inner)
            case (
                ast.FunctionDef()
                | ast.AsyncFunctionDef()
                | ast.ClassDef()
                | ast.Match()
                | ast.TryStar()
            ):
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
