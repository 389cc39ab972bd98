"""A handler that returns what JSON cannot carry."""

import ast
from collections.abc import Iterator

from ssmdsl.checks._check import Check, Found
from ssmdsl.checks._checked_document import CheckedDocument
from ssmdsl.checks._returns import values_of
from ssmdsl.checks._script import Script, line_of

MAKES = {"set": "a set", "frozenset": "a set", "bytes": "bytes", "bytearray": "bytes"}
"""What builtins make that JSON has no word for."""


def find(checked: CheckedDocument) -> Iterator[Found]:
    """Yield the returned values that are visibly not JSON."""
    for script in checked.scripts:
        if script.is_read:
            for value in values_of(script) or ():
                for node, kind, instead in _not_json(script, value):
                    message = f"{line_of(node)} returns {kind}, which JSON cannot carry; {instead}"
                    path = checked.path(script.step, "inputs", "Script")
                    yield Found(path, message, line=node.lineno)


def _not_json(script: Script, value: ast.expr) -> Iterator[tuple[ast.expr, str, str]]:
    """Yield the parts of a value that JSON cannot carry, what they are, and what to do."""
    waiting = [value]
    while waiting:
        node = waiting.pop()
        if isinstance(node, ast.Dict):
            waiting += reversed(node.values)
        elif isinstance(node, ast.List | ast.Tuple):
            waiting += reversed(node.elts)
        else:
            kind = _kind(script, node)
            if kind == "a set":
                yield node, kind, "return a list: sorted(…)"
            elif kind == "bytes":
                yield node, kind, "return text: decode(…)"
            elif kind:
                yield node, kind, "return its result"


def _kind(script: Script, node: ast.expr) -> str:
    """Return what a value is, if JSON cannot carry it."""
    match node:
        case ast.Set() | ast.SetComp():
            return "a set"
        case ast.Constant(value=bytes()):
            return "bytes"
        case ast.Lambda():
            return "a function"
        case ast.GeneratorExp():
            return "a generator"
        case ast.Call(func=ast.Name(id=name)) if name in MAKES and name not in script.bound:
            return MAKES[name]
        case _:
            return ""


CHECK = Check(
    code="SSM812",
    name="not-json",
    severity="warning",
    means="The handler returns what JSON cannot carry.",
    why="Automation takes the returned value as JSON, so the step fails when the script has run.",
    wrong="""
mainSteps:
  - name: FindGroups
    action: aws:executeScript
    inputs:
      Runtime: python3.11
      Handler: find_groups
      InputPayload:
        Groups: [sg-0123456789abcdef0]
      Script: |
        def find_groups(events, context):
            return {"Groups": set(events["Groups"])}
""",
    right="""
mainSteps:
  - name: FindGroups
    action: aws:executeScript
    inputs:
      Runtime: python3.11
      Handler: find_groups
      InputPayload:
        Groups: [sg-0123456789abcdef0]
      Script: |
        def find_groups(events, context):
            return {"Groups": sorted(set(events["Groups"]))}
""",
    source="https://docs.aws.amazon.com/systems-manager/latest/userguide/automation-action-executeScript.html",
    find=find,
)
