"""The parts of a script in which failures do no harm, since it catches them itself."""

import ast
from collections.abc import Collection, Iterator

from ssmdsl.checks._script import Script, nodes_in


def caught(script: Script, failures: Collection[str]) -> frozenset[int]:
    """Return the identities of the nodes in which a failure is caught, and not raised again.

    Args:
        script: the script.
        failures: the names of the failure, and of all that it is one of.
    """
    bodies = [*_tried(script, failures), *_suppressed(script, failures)]
    return frozenset(id(node) for body in bodies for node in nodes_in(*body))


def _tried(script: Script, failures: Collection[str]) -> Iterator[list[ast.stmt]]:
    for node in script.nodes(ast.Try):
        for handler in node.handlers:
            if handler.type is None or _names_one([handler.type], failures):
                if not isinstance(handler.body[-1], ast.Raise):
                    yield node.body
                break  # the first handler that fits has it


def _suppressed(script: Script, failures: Collection[str]) -> Iterator[list[ast.stmt]]:
    for node in script.nodes(ast.With):
        for item in node.items:
            call = item.context_expr
            if isinstance(call, ast.Call) and _name(call.func) == "suppress":
                if _names_one(call.args, failures):
                    yield node.body


def _names_one(given: Collection[ast.expr], failures: Collection[str]) -> bool:
    each = [one for own in given for one in (own.elts if isinstance(own, ast.Tuple) else [own])]
    return any(_name(one) in failures for one in each)


def _name(node: ast.expr) -> str:
    return getattr(node, "attr", "") or getattr(node, "id", "")
