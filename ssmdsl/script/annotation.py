"""Taking type annotations out of the text of a Python file, without touching what is around them.

A script needs no types, nor the imports that only they need. The annotations of a class's own body
stay: dataclasses and their like read them when the program runs.
"""

import ast
import io
import re
import tokenize
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from itertools import accumulate
from typing import NamedTuple

COMMENT_AFTER = re.compile(r"[ \t]*;?[ \t]*(?:#[^\n]*)?")
"""What may follow a statement on its line and belongs to it."""

_UNSEEN = {tokenize.INDENT, tokenize.DEDENT, tokenize.ENDMARKER}


class Cut(NamedTuple):
    """A stretch of the text, and what is to stand there instead."""

    start: int
    end: int
    instead: str = ""


class _Token(NamedTuple):
    start: int
    end: int
    string: str
    is_layout: bool
    """It is a comment, or the end of a line that ends no statement."""


class Text:
    """A file's text, in which syntax trees and tokens are found by one offset, in characters."""

    def __init__(self, text: str) -> None:
        self.text = text
        self._lines = text.split("\n")
        self._starts = list(accumulate((len(line) + 1 for line in self._lines), initial=0))
        self._tokens: list[_Token] = []

    def line_start(self, line: int) -> int:
        """Return where a line begins; lines are counted from 1."""
        return self._starts[line - 1]

    def start(self, node: ast.expr | ast.stmt) -> int:
        """Return where a node begins, without its decorators."""
        return self._offset(node.lineno, node.col_offset)

    def end(self, node: ast.expr | ast.stmt) -> int:
        """Return where a node ends."""
        return self._offset(node.end_lineno or 0, node.end_col_offset or 0)

    def _offset(self, line: int, column: int) -> int:
        """Return the offset of a syntax tree's column, which counts bytes of UTF-8."""
        content = self._lines[line - 1]
        within = column if content.isascii() else len(content.encode()[:column].decode())
        return self._starts[line - 1] + within

    @property
    def tokens(self) -> Sequence[_Token]:
        """The text's tokens, in order."""
        if not self._tokens:
            layout = {tokenize.COMMENT, tokenize.NL}
            self._tokens = [
                _Token(
                    self._starts[token.start[0] - 1] + token.start[1],
                    self._starts[token.end[0] - 1] + token.end[1],
                    token.string,
                    token.type in layout,
                )
                for token in tokenize.generate_tokens(io.StringIO(self.text).readline)
                if token.type not in _UNSEEN
            ]
        return self._tokens


def cuts(text: Text, statement: ast.stmt) -> Iterator[Cut]:
    """Yield what to cut so that a statement of a file's top level is without annotations."""
    yield from _of_suite(text, [statement], in_class=False)


def class_annotations(statement: ast.stmt) -> Iterator[ast.expr]:
    """Yield the annotations that stay."""
    yield from _staying([statement], in_class=False)


def _staying(suite: Sequence[ast.stmt], *, in_class: bool) -> Iterator[ast.expr]:
    for statement in suite:
        if isinstance(statement, ast.AnnAssign) and in_class:
            yield statement.annotation
        for nested in suites(statement):
            yield from _staying(nested, in_class=_is_in_class(statement, in_class))


def suites(statement: ast.stmt) -> Iterator[list[ast.stmt]]:
    """Yield the lists of statements that a statement contains."""
    for _, value in ast.iter_fields(statement):
        items = value if isinstance(value, list) else []
        if items and all(isinstance(item, ast.stmt) for item in items):
            yield items
        for item in items:
            if isinstance(item, ast.ExceptHandler | ast.match_case):
                yield item.body


def _is_in_class(statement: ast.stmt, outer: bool) -> bool:
    """Return whether what a statement contains is directly in a class's body."""
    if isinstance(statement, ast.FunctionDef | ast.AsyncFunctionDef):
        return False
    return outer or isinstance(statement, ast.ClassDef)


def _of_suite(text: Text, suite: Sequence[ast.stmt], *, in_class: bool) -> Iterator[Cut]:
    bare = [
        statement
        for statement in suite
        if isinstance(statement, ast.AnnAssign) and statement.value is None and not in_class
    ]
    for statement in suite:
        if statement in bare:
            is_all = statement is bare[0] and len(bare) == len(suite)
            yield _out(text, statement, needs_suite=is_all)
            continue
        if isinstance(statement, ast.FunctionDef | ast.AsyncFunctionDef):
            yield from _of_signature(text, statement)
        elif isinstance(statement, ast.AnnAssign) and not in_class:
            yield _of_one(text, statement.annotation)
        for nested in suites(statement):
            yield from _of_suite(text, nested, in_class=_is_in_class(statement, in_class))


def _of_signature(text: Text, function: ast.FunctionDef | ast.AsyncFunctionDef) -> Iterator[Cut]:
    of = function.args
    arguments = [*of.posonlyargs, *of.args, of.vararg, *of.kwonlyargs, of.kwarg]
    for argument in arguments:
        if argument and argument.annotation:
            yield _of_one(text, argument.annotation, of_argument=True)
    if function.returns:
        yield _of_one(text, function.returns)


def _of_one(text: Text, annotation: ast.expr, *, of_argument: bool = False) -> Cut:
    """Return the cut of one annotation: with its colon or arrow, and its parentheses."""
    tokens, start_of = text.tokens, _start_of
    before = bisect_left(tokens, text.start(annotation), key=start_of) - 1
    parentheses = 0
    while tokens[before].is_layout or tokens[before].string == "(":
        parentheses += tokens[before].string == "("
        before -= 1
    previous = tokens[before - 1]
    start = tokens[before].start if previous.is_layout else previous.end
    end = text.end(annotation)
    after = bisect_left(tokens, end, key=start_of)
    while parentheses:
        parentheses -= tokens[after].string == ")"
        end = tokens[after].end
        after += 1
    if of_argument and tokens[after].string == "=" and not tokens[after + 1].is_layout:
        return Cut(start, tokens[after + 1].start, "=")  # as one writes a default without a type
    return Cut(start, end)


def _start_of(token: _Token) -> int:
    return token.start


def _out(text: Text, statement: ast.stmt, *, needs_suite: bool) -> Cut:
    """Return the cut of a whole statement, with its line if that has nothing else."""
    start, end = text.start(statement), text.end(statement)
    line = text.line_start(statement.lineno)
    rest = COMMENT_AFTER.match(text.text, end)
    line_end = rest.end() if rest else end
    is_alone = not text.text[line:start].strip() and text.text[line_end : line_end + 1] in "\n"
    if needs_suite or not is_alone:
        return Cut(start, end, "pass")
    return Cut(line - 1, line_end)


def without(text: Text, start: int, end: int, found: Sequence[Cut]) -> str:
    """Return a stretch of the text with the cuts made."""
    pieces, at = [], start
    for cut in sorted(found):
        pieces += [text.text[at : cut.start], cut.instead]
        at = cut.end
    return "".join([*pieces, text.text[at:end]])
