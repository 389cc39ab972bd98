"""Tells what breaks YAML's grammar, in words for those who wrote it."""

import re
from typing import Any

from ssmdsl.errors import quoted
from ssmdsl.text.builder import NotYaml
from ssmdsl.text.place import Lines

_TELLINGS = (
    (
        "tab character that violates|tab character where",
        "a tab stands where only spaces may; indent with spaces",
    ),
    (
        "mapping values are not allowed",
        'a ":" makes no key here; put quotes around a text that holds one, or give the line the'
        " indentation of the lines that it belongs with",
    ),
    (
        "sequence entries are not allowed",
        'a "-" begins no item here; put the item on a line of its own, or quotes around the text',
    ),
    (
        "mapping keys are not allowed",
        'a "?" begins no key here; put quotes around the text',
    ),
    (
        "could not find expected ':'",
        'a key is expected here, and has no ":" after it; add it, or indent the line to belong'
        " to the text above",
    ),
    (
        "did not find expected key|expected <block end>|did not find expected '-' indicator",
        "this belongs to nothing above; give it the indentation of the lines that it belongs"
        " with, or put quotes around the whole text",
    ),
    (
        "expected ',' or '\\]'|expected ',' or '}'",
        "a list or dictionary in brackets has no end here; add what closes it, or a comma",
    ),
    (
        "unexpected end of stream|unexpected document separator",
        "a text in quotes has no end; close the quotes",
    ),
    (
        "unknown escape character|did not find expected hexdecimal|expected escape sequence",
        "an escape that YAML does not know; write \\\\ for a backslash, or single quotes around"
        " the text",
    ),
    (
        "invalid Unicode character escape",
        "an escape stands for half of a character (a surrogate) or for none; write the"
        " character itself",
    ),
    (
        "(?s)scanning an (?:alias|anchor)",
        "a text that begins with * or & needs quotes around it",
    ),
    (
        "undefined tag handle|scanning a tag|parsing a tag",
        "a tag of an unknown kind; put quotes around a text that begins with !",
    ),
    (
        "scanning a block scalar",
        "a text in lines begins with | or >, and nothing but + or - and a number after it",
    ),
    (
        "(?:scanning|parsing) a .*directive|directive",
        "a line that begins with % is an instruction to YAML's reader; put quotes around the text",
    ),
    (
        "document start",
        "something stands after the end of the document; a file holds one",
    ),
)


def grammar_problem(characters: str, error: Exception, lines: Lines) -> NotYaml:
    """Return what PyYAML's error says, with what to do about it."""
    mark: Any = getattr(error, "problem_mark", None) or getattr(error, "context_mark", None)
    offset = min(mark.index, len(characters)) if mark is not None else 0
    context, problem = getattr(error, "context", None), getattr(error, "problem", None)
    said = ", ".join(str(part) for part in (context, problem) if part) or str(error)
    if "cannot start any token" in said:
        return NotYaml(offset, _no_token(characters[offset : offset + 1]))
    for pattern, telling in _TELLINGS:
        if re.search(pattern, said):
            return NotYaml(offset, telling + _beginning(error, offset, lines))
    if mark is None:
        return NotYaml(0, "an escape in double quotes stands for no character; look for \\U")
    return NotYaml(offset, f"this is not YAML: {said}")


def _no_token(character: str) -> str:
    if character == "\t":
        return "a tab stands where only spaces may; indent with spaces"
    return f"a text cannot begin with {quoted(character)}; put quotes around it"


def _beginning(error: Exception, offset: int, lines: Lines) -> str:
    """Return where that began which is wrong, unless it is the same place."""
    mark: Any = getattr(error, "context_mark", None)
    if mark is None or lines.place(mark.index).line == lines.place(offset).line:
        return ""
    return f" (it belongs to what begins at {lines.place(mark.index)})"
