"""A handler that Automation cannot call, or whose result it cannot take."""

import ast
from collections.abc import Iterator

from ssmdsl.checks._check import Check, Found
from ssmdsl.checks._checked_document import CheckedDocument
from ssmdsl.checks._returns import yields
from ssmdsl.checks._script import Function, Script, line_of


def find(checked: CheckedDocument) -> Iterator[Found]:
    """Yield the handlers that do not take two arguments, or return none of their own."""
    for script in checked.scripts:
        if script.is_read and script.handler is not None:
            path = checked.path(script.step, "inputs", "Script")
            subject = f"{script.handler.name}, {line_of(script.handler)},"
            for message in _problems(script, script.handler):
                yield Found(path, f"{subject} {message}", line=script.handler.lineno)


def _problems(script: Script, function: Function) -> Iterator[str]:
    if isinstance(function, ast.AsyncFunctionDef):
        yield 'is "async"; Automation calls it and takes what it returns, so write "def" alone'
    elif yields(script, function):
        yield "yields; Automation takes only what it returns, so return a dictionary"
    if not _takes_two(function.args):
        yield (
            f"takes ({_shown(function.args)}); Automation calls it with two arguments, by"
            f' position: write "def {function.name}(events, context):"'
        )


def _takes_two(taken: ast.arguments) -> bool:
    most = len(taken.posonlyargs) + len(taken.args)
    needs_keyword = any(default is None for default in taken.kw_defaults)
    at_least = most - len(taken.defaults)
    return at_least <= 2 <= (most if taken.vararg is None else max(most, 2)) and not needs_keyword


def _shown(taken: ast.arguments) -> str:
    """Return parameters as they are written, without their types."""
    bare = ast.arguments(
        posonlyargs=[ast.arg(each.arg) for each in taken.posonlyargs],
        args=[ast.arg(each.arg) for each in taken.args],
        vararg=None if taken.vararg is None else ast.arg(taken.vararg.arg),
        kwonlyargs=[ast.arg(each.arg) for each in taken.kwonlyargs],
        kw_defaults=taken.kw_defaults,
        kwarg=None if taken.kwarg is None else ast.arg(taken.kwarg.arg),
        defaults=taken.defaults,
    )
    return ast.unparse(bare)


CHECK = Check(
    code="SSM803",
    name="handler-arity",
    severity="error",
    means="The handler cannot be called with two arguments, or does not return what it makes.",
    why=(
        "Automation calls the handler with the input payload and the context, by position. The"
        " step fails each time it runs."
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
        def count_groups(events):
            return {"Count": len(events["Groups"])}
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
            return {"Count": len(events["Groups"])}
""",
    source="https://docs.aws.amazon.com/systems-manager/latest/userguide/automation-action-executeScript.html",
    find=find,
)
