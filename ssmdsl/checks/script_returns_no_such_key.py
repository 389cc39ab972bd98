"""An output of a script that the script's own text does not return."""

import ast
import warnings
from collections.abc import Iterator

from ssmdsl.actions import ExecuteScript
from ssmdsl.checks._check import Check, Found
from ssmdsl.checks._checked_document import CheckedDocument
from ssmdsl.checks._nearest import nearest
from ssmdsl.checks._selection import SelectedOutput
from ssmdsl.errors import one_of, quoted
from ssmdsl.selector import instead, segments
from ssmdsl.step import Step


def find(checked: CheckedDocument) -> Iterator[Found]:
    """Yield the outputs whose key is in none of the dictionaries that a script returns."""
    wanted: dict[str, list[tuple[SelectedOutput, str]]] = {}
    for own in checked.selected_outputs:
        key = _key_in_payload(own)
        if key:
            wanted.setdefault(own.step.name, []).append((own, key))
    for outputs in wanted.values():
        step = outputs[0][0].step
        keys = _returned_keys(step, [key for _, key in outputs])
        for own, key in outputs:
            if keys and key not in keys:
                path = checked.path(step, "outputs", own.index, "Selector")
                yield Found(path, _message(own.output.selector, key, keys))


def _key_in_payload(own: SelectedOutput) -> str:
    """Return the key of what a script returned that an output selects, or nothing."""
    if not isinstance(own.step, ExecuteScript) or own.selection.unreadable:
        return ""
    way = segments(own.output.selector)[:2]
    if [segment.kind for segment in way] != ["member", "member"] or way[0].name != "Payload":
        return ""
    return way[1].name


def _message(selector: str, key: str, keys: list[str]) -> str:
    message = f"the script never returns {quoted(key)}, only {one_of(keys)}"
    near = nearest(key, keys)
    if near is None or not near.isidentifier():
        return message
    return message + instead(selector.replace(key, near, 1))


def _returned_keys(step: Step, wanted: list[str]) -> list[str]:
    """Return the keys that a script returns; none where it has those wanted, or nobody can tell."""
    script, handler = _script(step)
    if all(f'"{key}"' in script or f"'{key}'" in script for key in wanted):
        return []  # somewhere in there it may well be returned; reading Python takes long
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # what Python thinks of a script is told elsewhere
            tree = ast.parse(script)
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return []
    functions = [
        own for own in tree.body if isinstance(own, ast.FunctionDef) and own.name == handler
    ]
    if len(functions) != 1 or functions[0].decorator_list:
        return []
    keys: dict[str, None] = {}
    for value in _returned(functions[0]):
        own = _keys(value)
        if own is None:
            return []
        keys.update(dict.fromkeys(own))
    return list(keys)


def _script(step: Step) -> tuple[str, str]:
    """Return the text of a script and the name of its handler; nothing where it has none."""
    if not isinstance(step, ExecuteScript) or not str(step.runtime).startswith("python"):
        return "", ""
    handler = step.script.__name__ if callable(step.script) else step.handler
    return step.script_text or "", str(handler)


def _keys(value: ast.expr | None) -> list[str] | None:
    """Return the keys of a dictionary that is written out; `None` where it is something else."""
    if not isinstance(value, ast.Dict):
        return None
    texts = [key.value for key in value.keys if isinstance(key, ast.Constant)]
    keys = [text for text in texts if isinstance(text, str)]
    return keys if len(keys) == len(value.keys) else None


def _returned(node: ast.AST) -> Iterator[ast.expr | None]:
    """Yield what a function's own statements return, not those of functions in it."""
    for inner in ast.iter_child_nodes(node):
        if isinstance(inner, ast.Return):
            yield inner.value
        elif isinstance(inner, ast.stmt | ast.excepthandler | ast.match_case) and not isinstance(
            inner, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef
        ):
            yield from _returned(inner)


CHECK = Check(
    code="SSM712",
    name="script-returns-no-such-key",
    severity="warning",
    means="An output selects a key that no dictionary which the script returns has.",
    why="The step succeeds without the output, and the next step that reads it fails.",
    wrong="""
mainSteps:
  - name: MakeName
    action: aws:executeScript
    inputs:
      Runtime: python3.11
      Handler: handler
      Script: |
        def handler(events, context):
            return {"groupName": "flow-logs-" + context["global:REGION"]}
    outputs:
      - {Name: Name, Selector: $.Payload.GroupName, Type: String}
outputs:
  - MakeName.Name
""",
    right="""
mainSteps:
  - name: MakeName
    action: aws:executeScript
    inputs:
      Runtime: python3.11
      Handler: handler
      Script: |
        def handler(events, context):
            return {"groupName": "flow-logs-" + context["global:REGION"]}
    outputs:
      - {Name: Name, Selector: $.Payload.groupName, Type: String}
outputs:
  - MakeName.Name
""",
    source="https://docs.aws.amazon.com/systems-manager/latest/userguide/automation-action-executeScript.html",
    find=find,
)
