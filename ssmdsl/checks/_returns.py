"""What handlers return, and what outputs select of it."""

import ast
import re
from collections.abc import Iterator, Mapping

from ssmdsl.actions.execute_script import ExecuteScript
from ssmdsl.checks._check import Found
from ssmdsl.checks._checked_document import CheckedDocument
from ssmdsl.checks._script import Function, Script, in_order, line_of, lines_of, own_nodes, text_of
from ssmdsl.errors import did_you_mean, one_of, quoted
from ssmdsl.reference import references_in

_SELECTOR = re.compile(r"""\$\.Payload(?:\.(\w+)|\[(?:'([^']+)'|"([^"]+)")\])?(?![\w-])""")
"""A selector of the payload, or of what is under one of its keys."""


def never_returned(checked: CheckedDocument, *, read: bool) -> Iterator[Found]:
    """Yield the outputs that select what the handler of their step never returns.

    Args:
        checked: the document.
        read: whether those are wanted that a step reads, or the others.
    """
    for script in checked.scripts:
        selected = _selected(script.step)
        for index, message in _unfounded(script, selected) if selected else ():
            name = f"{script.step.name}.{script.step.outputs[index].name}"
            if (name in _read_by_steps(checked)) is read:
                yield Found(checked.path(script.step, "outputs", index, "Selector"), message)


def _unfounded(script: Script, selected: Mapping[int, str | None]) -> Iterator[tuple[int, str]]:
    """Yield which of the outputs select nothing, and what is to be said of that."""
    values = values_of(script) if script.is_read else None
    if values is None or script.handler is None:
        return
    subject = f"{script.handler.name}, {line_of(script.handler)}, never returns"
    if not values:
        yield from ((index, f"{subject} anything; return a dictionary") for index in selected)
        return
    keys = _keys_of(values)
    for index, key in selected.items():
        if keys is not None and key is not None and key not in keys:
            known = f"the keys are {one_of(sorted(keys))}" if keys else "it returns an empty one"
            message = (
                f"{subject} a dictionary with {quoted(key)}; {known}.{did_you_mean(key, keys)}"
            )
            yield index, message


def _read_by_steps(checked: CheckedDocument) -> frozenset[str]:
    return frozenset(references_in([step.referring_inputs() for step in checked.steps]))


def _selected(step: ExecuteScript) -> Mapping[int, str | None]:
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
    inner = [lines_of(each) for each in script.functions if each is not handler]
    own = lines_of(handler)
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


def _keys_of(values: list[ast.expr]) -> set[str] | None:
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
