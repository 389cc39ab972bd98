"""Some statements of a file as a text of their own, laid out as they stand in the file."""

import ast
import re
from collections.abc import Collection, Mapping

from ssmdsl.script.annotation import COMMENT_AFTER
from ssmdsl.script.source_file import Import, SourceFile, Statement, local_name

_COMMENTS_ABOVE = re.compile(r"(?:^#[^\n]*\n)+\Z", re.MULTILINE)
_COMMENTS_BELOW = re.compile(r"(?:(?:\n[ \t]*)*\n[ \t]+#[^\n]*)*")


def excerpt(source: SourceFile, taken: Mapping[Statement, Collection[str]]) -> str:
    """Return statements of a file, less their annotations, and what of `__future__` they need.

    What stands in the file between two neighbours, before its first statement and after its last
    one is kept: of a file that is taken whole, the excerpt is the file's text.

    Args:
        source: the file.
        taken: the statements, each with those of its names that are needed.
    """
    chosen = {**taken, **_future(source, taken)}
    text = source.text.text
    pieces: list[str] = []
    previous: Statement | None = None
    for statement in sorted(chosen, key=lambda each: each.index):
        if statement.index == (previous.index + 1 if previous else 0):
            pieces.append(text[previous.end if previous else 0 : statement.start])
        else:
            before = (_comments_after(previous), _between(previous, statement)) if previous else ()
            pieces += [*before, _comments_above(statement)]
        pieces.append(_code(statement, chosen[statement]))
        previous = statement
    if previous:
        is_last = previous is source.statements[-1]
        pieces.append(text[previous.end :] if is_last else _comments_after(previous))
    return "".join(pieces).rstrip("\n") + "\n"


def _future(
    source: SourceFile, taken: Collection[Statement]
) -> Mapping[Statement, Collection[str]]:
    remain = any(statement.has_annotations for statement in taken)
    features = {
        statement: [name for name in statement.future_features if remain or name != "annotations"]
        for statement in source.statements
    }
    return {statement: names for statement, names in features.items() if names}


def _code(statement: Statement, names: Collection[str]) -> str:
    """Return a statement's text; an import of more than these names as one of them alone."""
    node = statement.node
    if not isinstance(node, Import):
        return statement.code
    needed = [alias for alias in node.names if local_name(alias) in names]
    if len(needed) == len(node.names):
        return statement.code
    if isinstance(node, ast.Import):
        return ast.unparse(ast.Import(needed))
    return ast.unparse(ast.ImportFrom(node.module, needed, node.level))


def _between(earlier: Statement, later: Statement) -> str:
    """Return what separates two statements that are no neighbours in the file."""
    kinds = {earlier.kind, later.kind}
    is_close = len(kinds) == 1 and kinds <= {"import", "constant"}
    return "\n" if is_close else "\n\n\n"


def _comments_above(statement: Statement) -> str:
    """Return the comments directly above a statement."""
    earlier = statement.file.statements[statement.index - 1].end if statement.index else 0
    above = _COMMENTS_ABOVE.search(statement.file.text.text[earlier : statement.start])
    return above.group() if above else ""


def _comments_after(statement: Statement) -> str:
    """Return the comments on a statement's last line, and those below that are indented."""
    text = statement.file.text.text
    beside = COMMENT_AFTER.match(text, statement.end)
    end = beside.end() if beside else statement.end
    if text[end : end + 1] not in "\n":
        return ""
    below = _COMMENTS_BELOW.match(text, end)
    return text[statement.end : below.end() if below else end]
