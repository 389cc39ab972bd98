"""What handlers return, and what outputs select of it."""

import ast
import re
from collections.abc import Mapping

from ssmdsl.actions.execute_script import ExecuteScript
from ssmdsl.checks._script import Function, Script, in_order, own_nodes, text_of

_SELECTOR = re.compile(r"""\$\.Payload(?:\.(\w+)|\[(?:'([^']+)'|"([^"]+)")\])?(?![\w-])""")
"""A selector of the payload, or of what is under one of its keys."""


def payload_selectors(step: ExecuteScript) -> Mapping[int, str | None]:
    """Return which outputs select from the payload, and the key of it that they name, if any."""
    found = {}
    for index, output in enumerate(step.outputs):
        selector = _SELECTOR.match(output.selector)
        if selector is not None:
            found[index] = selector[1] or selector[2] or selector[3]
    return found


def values_of(script: Script) -> list[ast.expr] | None:
    """Return the values that the handler returns; nothing if that cannot be told, or it yields."""
    handler = script.handler
    if handler is None or yields(script, handler):
        return None
    inner = [_lines(each) for each in script.functions if each is not handler]
    own = _lines(handler)
    return [
        node.value
        for node in in_order(script.nodes(ast.Return))
        if node.value is not None
        and not (isinstance(node.value, ast.Constant) and node.value.value is None)
        and node.lineno in own
        and not any(node.lineno in lines and lines.start > own.start for lines in inner)
    ]


def yields(script: Script, function: Function) -> bool:
    """Return whether a function is a generator."""
    if not script.nodes(ast.Yield) and not script.nodes(ast.YieldFrom):
        return False
    return any(isinstance(node, ast.Yield | ast.YieldFrom) for node in own_nodes(*function.body))


def _lines(function: Function) -> range:
    return range(function.lineno, (function.end_lineno or function.lineno) + 1)


def keys_of(values: list[ast.expr]) -> set[str] | None:
    """Return the keys of all these dictionaries, if they are written out with all their keys."""
    keys: set[str] = set()
    for value in values:
        if not isinstance(value, ast.Dict):
            return None
        for key in value.keys:
            text = None if key is None else text_of(key)
            if text is None:
                return None
            keys.add(text)
    return keys
