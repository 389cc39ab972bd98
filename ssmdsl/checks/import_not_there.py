"""An import of a module that Automation's Python lacks."""

import ast
import re
from collections.abc import Iterator

from ssmdsl.checks._check import Check, Found
from ssmdsl.checks._checked_document import CheckedDocument
from ssmdsl.checks._script import Script, in_order
from ssmdsl.errors import did_you_mean
from ssmdsl.script.automation_python import GONE, PREINSTALLED, SINCE, has_module

_BRINGERS = frozenset({"ensurepip", "importlib", "pip", "runpy", "site", "zipimport"})
"""The modules that find or install others."""
_RUNNERS = frozenset({"os", "subprocess"})
"""The modules that run programs, pip among them."""
_SEARCHED = re.compile(r"\bsys\s*\.\s*(path|modules|meta_path|path_hooks)\b|\bsys\s+import\b")
"""What decides where modules are looked for, or what they are."""


def find(checked: CheckedDocument) -> Iterator[Found]:
    """Yield the imports that will fail, unless what is attached may have the module."""
    for script in checked.scripts:
        if script.step.attachment is None and script.is_read and not _brings_modules(script):
            for module, line in _missing(script).items():
                lack = f"which Automation's Python {script.version} lacks"
                message = f"line {line} of the script imports {module}, {lack}; {_advice(module)}"
                path = checked.path(script.step, "inputs", "Script")
                yield Found(path, message, line=line)


def _brings_modules(script: Script) -> bool:
    """Return whether a script may itself see to it that it has modules."""
    imported = {
        module.partition(".")[0]
        for node in [*script.nodes(ast.Import), *script.nodes(ast.ImportFrom)]
        for module in _modules(node)
    }
    return (
        not _BRINGERS.isdisjoint(imported)
        or _SEARCHED.search(script.text) is not None
        or ("pip" in script.text and not _RUNNERS.isdisjoint(imported))
    )


def _missing(script: Script) -> dict[str, int]:
    """Return the modules whose import will fail, and nothing catches that, with their lines."""

    def is_missing(module: str) -> bool:
        return not has_module(module, script.python)

    nodes = in_order([*script.nodes(ast.Import), *script.nodes(ast.ImportFrom)])
    lines: dict[str, int] = {}
    for node in nodes:
        for module in _modules(node):
            if is_missing(module):
                lines.setdefault(module, node.lineno)
    if not lines:
        return {}
    from ssmdsl.script.source_file import missing_modules

    fail = {module for _, module in missing_modules(script.tree, is_missing)}
    return {module: line for module, line in lines.items() if module in fail}


def _modules(node: ast.stmt) -> list[str]:
    if isinstance(node, ast.ImportFrom):
        return ["." * node.level + (node.module or "")]
    return [alias.name for alias in node.names] if isinstance(node, ast.Import) else []


def _advice(module: str) -> str:
    top = module.partition(".")[0]
    if top in SINCE or top in GONE:
        return "do without it"
    near = did_you_mean(top, PREINSTALLED)
    return f"do without it, or attach it.{near}" if near else "do without it, or attach it"


CHECK = Check(
    code="SSM805",
    name="import-not-there",
    severity="error",
    means="The script imports a module that Automation's Python lacks, and nothing brings it.",
    why="The step fails each time it runs: Automation installs nothing that a script imports.",
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
        import pandas

        def count_groups(events, context):
            return {"Count": len(pandas.unique(events["Groups"]))}
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
        import collections

        def count_groups(events, context):
            return {"Count": len(collections.Counter(events["Groups"]))}
""",
    source="https://docs.aws.amazon.com/systems-manager/latest/userguide/automation-action-executeScript.html",
    find=find,
)
