"""What a file can hold of the values that users write: texts of whole characters, an end.

Source: https://docs.aws.amazon.com/systems-manager/latest/APIReference/API_CreateDocument.html
"""

import re
from collections.abc import Iterator, Mapping
from typing import Any

from ssmdsl import limits
from ssmdsl.errors import quoted

DEEPEST = 100
"""How many levels of lists and dictionaries a value may have."""
LARGEST = limits.DOCUMENT_SIZE_BYTES
"""How many values may be in one: no document has room for more."""
_SURROGATE = re.compile("[\ud800-\udfff]")


def unwritable_parts(value: Any, path: str) -> Iterator[tuple[str, str]]:
    """Yield path and message of what no file can hold: half a character, a value without end."""
    if isinstance(value, str) and value.isascii():
        return  # as most are
    if _is_writable(value):
        return
    endless = _endless(value)
    if not endless:
        yield from ((path + below, message) for below, message in _half_characters(value))
        return
    members = value.items() if isinstance(value, Mapping) else ()
    guilty = [(member_path(path, key), _endless(member)) for key, member in members]
    yield from [(place, message) for place, message in guilty if message] or [(path, endless)]


def _is_writable(value: Any) -> bool:
    """Return whether there is surely nothing to tell of a value; level by level, which is quick."""
    level, seen = [value], 1
    for _ in range(DEEPEST + 1):
        below: list[Any] = []
        for part in level:
            if isinstance(part, str):
                if not part.isascii() and _SURROGATE.search(part):
                    return False
            elif isinstance(part, list | tuple):
                below += part
            elif isinstance(part, Mapping):
                below += part
                below += part.values()
        seen += len(below)
        if not below or seen > LARGEST:
            return not below
        level = below
    return False


def _endless(value: Any) -> str:
    """Return why a value is too deep or too large, or nothing."""
    waiting, seen = [(value, 0)], 0
    while waiting:
        part, depth = waiting.pop()
        seen += 1
        if depth > DEEPEST:
            return f"is more than {DEEPEST} levels deep, or contains itself"
        if seen > LARGEST:
            return f"holds more than {LARGEST} values"
        if isinstance(part, Mapping):
            waiting += [(member, depth + 1) for member in part.values()]
        elif isinstance(part, list | tuple):
            waiting += [(item, depth + 1) for item in part]
    return ""


def _half_characters(value: Any) -> Iterator[tuple[str, str]]:
    """Yield the path from here, which is made only where there is something to tell, and that."""
    if isinstance(value, str):
        if not value.isascii() and _SURROGATE.search(value):
            message = "has half of a character (a surrogate); no file can hold it"
            yield "", f"{quoted(value)} {message}"
    elif isinstance(value, Mapping):
        for key, member in value.items():
            for below, message in _half_characters(key):
                yield f", key {quoted(key)}{below}", message
            for below, message in _half_characters(member):
                yield member_path("", key) + below, message
    elif isinstance(value, list | tuple):
        for index, item in enumerate(value):
            for below, message in _half_characters(item):
                yield f"[{index}]{below}", message


def member_path(path: str, key: Any) -> str:
    """Return the path of a dictionary's member: `inputs.tags.team`."""
    name = getattr(key, "name", key)  # a parameter's own name, where that is the key
    return f"{path}.{name if isinstance(name, str) and name.isprintable() else quoted(key)}"
