"""What a YAML text without quotes is: a number, a truth value, nothing, or itself.

As YAML 1.1 has it, but for moments (`2012-10-17`) and clock times (`12:30`), which stay text: where
AWS takes one, it takes it as text.

Source: https://yaml.org/type/
"""

import math
import re
from collections.abc import Callable
from typing import Any

from ssmdsl.errors import quoted
from ssmdsl.text.builder import (
    INTEGER_BITS,
    INTEGER_CHARACTERS,
    integer_problem,
)

_TRUTHS = {
    form: truth
    for truth, words in ((True, ("yes", "true", "on")), (False, ("no", "false", "off")))
    for word in words
    for form in (word, word.capitalize(), word.upper())
}
_NOTHINGS = dict.fromkeys(("", "~", "null", "Null", "NULL"))
_WORDS: dict[str, bool | None] = {**_TRUTHS, **_NOTHINGS}

_INTEGER = re.compile(
    r"[-+]?(?:0b(?P<binary>_*[01][01_]*)|0x(?P<hexadecimal>_*[0-9a-fA-F][0-9a-fA-F_]*)"
    r"|0(?P<octal>[0-7_]+)|(?P<decimal>0|[1-9][0-9_]*))"
)
_BASES = {"binary": 2, "hexadecimal": 16, "octal": 8, "decimal": 10}
_FLOAT = re.compile(
    r"[-+]?[0-9][0-9_]*\.[0-9_]*(?:[eE][-+][0-9]+)?|\.[0-9][0-9_]*(?:[eE][-+][0-9]+)?"
    r"|[-+]?\.(?:inf|Inf|INF)|\.(?:nan|NaN|NAN)"
)

STANDARD = "tag:yaml.org,2002:"
"""How the tags begin that YAML itself has; people write `!!` for it."""
TEXT_TAG = f"{STANDARD}str"


def resolve(written: str) -> Any:
    """Return what a text without quotes and tag stands for.

    Raises:
        ValueError: a number that no document carries; the message says so.
    """
    if written in _WORDS:
        return _WORDS[written]
    if written[0] not in "0123456789+-.":
        return written
    if found := _INTEGER.fullmatch(written):
        return _integer(written, found)
    if _FLOAT.fullmatch(written):
        return _float(written)
    return written


def _integer(written: str, found: re.Match[str]) -> int:
    kind = str(found.lastgroup)
    digits = found[kind].replace("_", "") or "0"
    if len(digits) > INTEGER_CHARACTERS:
        raise ValueError(integer_problem(written))
    integer = int(digits, _BASES[kind]) * (-1 if written[0] == "-" else 1)
    if integer.bit_length() > INTEGER_BITS:
        raise ValueError(integer_problem(written))
    return integer


def _float(written: str) -> float:
    plain = written.replace("_", "").lower()
    if plain.endswith(("inf", "nan")):
        message = (
            f"{quoted(written)} is not a number that JSON can carry; write a number, or"
            " quotes around it"
        )
        raise ValueError(message)
    number = float(plain)
    if math.isinf(number):
        message = f"{quoted(written)} is larger than any number of 64 bits"
        raise ValueError(message)
    return number


def _of_kind(kind: type | tuple[type, ...], noun: str) -> Callable[[str], Any]:
    def convert(written: str) -> Any:
        value = resolve(written)
        if not isinstance(value, kind) or (isinstance(value, bool) and kind is not bool):
            message = f"{quoted(written)} is not {noun}, as its tag says"
            raise ValueError(message)
        return value

    return convert


_NUMBER = _of_kind((int, float), "a number")

SCALAR_TAGS: dict[str, Callable[[str], Any]] = {
    TEXT_TAG: str,
    f"{STANDARD}bool": _of_kind(bool, "true or false"),
    f"{STANDARD}int": _of_kind(int, "an integer"),
    f"{STANDARD}float": lambda written: float(_NUMBER(written)),
    f"{STANDARD}null": _of_kind(type(None), "null"),
}
"""What YAML's own tags make of a text, in quotes or without."""
LIST_TAG, DICTIONARY_TAG = f"{STANDARD}seq", f"{STANDARD}map"
"""YAML's own tags of what holds others."""
