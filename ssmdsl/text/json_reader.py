"""Reads JSON by its own rules, and keeps where each part stands.

Source: https://www.rfc-editor.org/rfc/rfc8259
"""

import json
import math
import re
from typing import Any

from ssmdsl.errors import quoted
from ssmdsl.text.builder import (
    INTEGER_BITS,
    INTEGER_CHARACTERS,
    Builder,
    half_character,
    integer_problem,
)

_TOKEN = re.compile(
    r"""[ \t\n\r]*+(?:
        (?P<mark>[{}\[\],:])
      | "(?P<text>[^"\\\x00-\x1f]*+)"
      | (?P<escaped>"(?:[^"\\\x00-\x1f]|\\.)*+")
      | (?P<number>-?(?:0|[1-9][0-9]*+)(?P<fraction>(?:\.[0-9]++)?(?:[eE][-+]?[0-9]++)?))
        (?![0-9.A-Za-z_+-])
      | (?P<word>true|false|null|NaN|-?Infinity)(?![0-9A-Za-z_])
    )""",
    re.VERBOSE,
)
_BLANK = re.compile(r"[ \t\n\r]*")
_WORDS = {"true": True, "false": False, "null": None}
_SURROGATE = re.compile("[\ud800-\udfff]")

# What may come next, each with how a message says it.
_VALUE = "a value"
_ITEM = "a value or ]"
_KEY = "a key in double quotes"
_FIRST_KEY = "a key in double quotes or }"
_COLON = ":"
_MORE_ITEMS = ", or ]"
_MORE_KEYS = ", or }"
_NOTHING = "the end of the file"


class NotJsonError(ValueError):
    """The text breaks JSON's grammar."""

    def __init__(self, offset: int, message: str) -> None:
        """Keep where it does, and what is said of it."""
        super().__init__(message)
        self.offset = offset


def read_json(characters: str, builder: Builder) -> None:
    """Hand a text's value to the builder, part by part.

    Raises:
        NotJsonError: the text is not JSON.
    """
    wanted, position = _VALUE, 0
    while wanted is not _NOTHING:
        token = _TOKEN.match(characters, position)
        kind = token.lastgroup if token else None
        if token is None or kind is None:
            raise _unexpected(characters, position, wanted)
        offset, position = token.start(kind), token.end()
        if kind == "mark":
            wanted = _after_mark(characters, offset, wanted, builder)
            continue
        if kind == "text":
            offset -= 1  # its quote
        if wanted is _KEY or wanted is _FIRST_KEY:
            if kind not in ("text", "escaped"):
                raise _unexpected(characters, offset, wanted)
            key = token[kind] if kind == "text" else _unescaped(token[kind], offset, builder)
            builder.key(key, offset)
            wanted = _COLON
        elif wanted is _VALUE or wanted is _ITEM:
            value = token[kind] if kind == "text" else _scalar(kind, token, offset, builder)
            builder.add(value, offset)
            wanted = _after_value(builder)
        else:
            raise _unexpected(characters, offset, wanted)
    position = _end_of(_BLANK.match(characters, position))
    if position < len(characters):
        raise _unexpected(characters, position, wanted)


def _after_mark(characters: str, offset: int, wanted: str, builder: Builder) -> str:
    """Take a mark where it may stand, and return what may come after it."""
    mark = characters[offset]
    if mark in "{[" and (wanted is _VALUE or wanted is _ITEM):
        builder.open({} if mark == "{" else [], offset)
        return _FIRST_KEY if mark == "{" else _ITEM
    if mark == ":" and wanted is _COLON:
        return _VALUE
    if mark == "," and wanted is _MORE_ITEMS:
        return _VALUE
    if mark == "," and wanted is _MORE_KEYS:
        return _KEY
    if (mark == "]" and wanted in (_ITEM, _MORE_ITEMS)) or (
        mark == "}" and wanted in (_FIRST_KEY, _MORE_KEYS)
    ):
        frame = builder.frames.pop()
        builder.add(frame.value, frame.part, height=frame.height)
        return _after_value(builder)
    raise _unexpected(characters, offset, wanted)


def _after_value(builder: Builder) -> str:
    if not builder.frames:
        return _NOTHING
    return _MORE_KEYS if isinstance(builder.frames[-1].value, dict) else _MORE_ITEMS


def _scalar(kind: str, token: re.Match[str], offset: int, builder: Builder) -> Any:
    written = token[kind]
    if kind == "escaped":
        return _unescaped(written, offset, builder)
    if kind == "word":
        if written in _WORDS:
            return _WORDS[written]
        builder.problem(offset, f"{written} is not a number that JSON can carry; write null or 0")
        return None
    if token["fraction"]:
        number = float(written)
        if math.isinf(number):
            builder.problem(offset, f"{quoted(written)} is larger than any number of 64 bits")
        return number
    integer = int(written) if len(written) < INTEGER_CHARACTERS else 1 << INTEGER_BITS
    if integer.bit_length() > INTEGER_BITS:
        builder.problem(offset, integer_problem(written))
    return integer


def _unescaped(written: str, offset: int, builder: Builder) -> str:
    try:
        text = str(json.loads(written))
    except json.JSONDecodeError as error:
        raise NotJsonError(offset + error.pos, _escape_problem(written, error.pos)) from None
    half = _SURROGATE.search(text)
    if half is not None:
        builder.problem(offset, half_character(quoted(half[0])))
    return text


def _escape_problem(written: str, position: int) -> str:
    start = written.rfind("\\", 0, position + 1)
    return (
        f"{quoted(written[start : start + 2])} is no escape of JSON;"
        r" there are \" \\ \/ \b \f \n \r \t and \u with four hexadecimal digits"
    )


def _end_of(match: re.Match[str] | None) -> int:
    return match.end() if match else 0


def _unexpected(characters: str, position: int, wanted: str) -> NotJsonError:
    offset = _end_of(_BLANK.match(characters, position))
    rest = characters[offset : offset + 30]
    if wanted is _FIRST_KEY and characters.startswith("{{", offset - 1):
        return NotJsonError(offset - 1, unquoted_reference(characters, offset - 1))
    if not rest:
        return NotJsonError(offset, f"the file ends here; {wanted} is missing")
    if rest[0] == '"' and wanted in (_VALUE, _ITEM, _KEY, _FIRST_KEY):
        message = "the text that begins here has no closing quote, or a line break or tab in it"
        return NotJsonError(offset, message)
    found = re.match(r'[\w.+-]+|"[^"\n]*"?|.', rest)
    shown = found[0] if found else rest[0]
    shown = shown if shown.startswith('"') else quoted(shown)
    return NotJsonError(offset, f"{shown} stands where {wanted} was expected")


def unquoted_reference(characters: str, offset: int) -> str:
    """Return what is said of `{{ … }}` without quotes, which the braces make a dictionary."""
    found = re.compile(r"\{\{[^{}\n]*\}\}").match(characters, offset)
    shown = found[0] if found else "{{ … }}"
    return f'a text that begins with {shown} needs quotes around all of it; write "{shown}"'
