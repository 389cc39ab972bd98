"""Selectors: the JSONPath that finds a part of a step's response.

Source: https://docs.aws.amazon.com/systems-manager/latest/userguide/automation-action-outputs-inputs.html
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Literal

_TOKEN = re.compile(
    r"""
      \.\. (?P<anywhere> [^\s.\[\]()'"*?@]+ ) (?= [\s.\[\]] | $ )
    | \.   (?P<member>   [^\s.\[\]()'"*?@]+ ) (?= [\s.\[\]] | $ )
    | \[ \s* (?P<quote>['"]) (?P<key> (?: \\. | (?!(?P=quote))[^\\] )+ ) (?P=quote) \s* \]
    | \[ \s* (?P<index> -?\d+ ) \s* \]
    | \[ \s* \? \s* \( (?P<filter> (?: '[^']*' | "[^"]*" | [^'"()] )* ) \) \s* \]
    | (?P<every> \[ [*\d:,\s-]+ \] )
    """,
    re.VERBOSE,
)
_COMPARED = re.compile(r"\s*@((?:\.\w+)+)\s*(?:[=!<>]=?|$)")
_SINGLE_EQUALS = re.compile(r"(@[.\w]+\s*)=(\s*[^=~\s])")
_JMESPATH_FILTER = re.compile(r"\[\?\s*(\w+)\s*([=!]=)\s*[`'\"]([^`'\"]*)[`'\"]\s*\]")

Kind = Literal["member", "item", "every", "anywhere", "unclear"]


@dataclass(frozen=True)
class Segment:
    """One step of the way that a selector goes."""

    kind: Kind
    """`member` of a structure, `item` of a list, `every` item or those that a filter lets through,
    a member `anywhere` below, or something that nobody is sure of: `unclear`."""
    written: str
    """How it is written: `.Vpcs`, `[0]`."""
    before: str
    """The selector up to here: `$.Vpcs`."""
    name: str = ""
    """The member's name."""
    compared: tuple[str, ...] = field(default=(), kw_only=True)
    """The path in an item that a filter looks at."""


class NotASelectorError(ValueError):
    """A text is no JSONPath; says why, and at its end what to write instead."""


def instead(selector: str) -> str:
    """Return what ends a message that knows the right selector; it is said in single quotes."""
    if "'" in selector and '"' in selector:
        return ""
    right = selector.replace('"', "'")
    return f'; write "{right}"'


@lru_cache(maxsize=4096)
def segments(selector: str) -> tuple[Segment, ...]:
    """Return the way that a selector goes, from the root on.

    Raises:
        NotASelectorError: nothing that reads JSONPath reads it.
    """
    return tuple(_segments(selector.strip()))


def _segments(selector: str) -> Iterator[Segment]:
    position = 1
    while position < len(selector):
        found = _TOKEN.match(selector, position)
        before = selector[:position]
        if found is None:
            reason = _what_is_wrong(before, selector[position:])
            if reason:
                raise NotASelectorError(reason)
            yield Segment("unclear", selector[position:], before)
            return
        position = found.end()
        yield _segment(found, before)


def _segment(found: re.Match[str], before: str) -> Segment:
    written = found[0]
    if found["anywhere"]:
        return Segment("anywhere", written, before, found["anywhere"])
    if found["member"] or found["key"]:
        name = found["member"] or re.sub(r"\\(.)", r"\1", found["key"])
        return Segment("member", written, before, name)
    if found["index"]:
        return Segment("item", written, before)
    compared: tuple[str, ...] = ()
    if found["filter"]:
        wrong = _SINGLE_EQUALS.search(found["filter"])
        if wrong:
            there = found.start("filter")
            right = _SINGLE_EQUALS.sub(r"\1==\2", found.string[there:], count=1)
            message = 'a filter compares with "==", not "="'
            raise NotASelectorError(message + instead(f"{found.string[:there]}{right}"))
        path = _COMPARED.match(found["filter"])
        compared = tuple(path[1].split(".")[1:]) if path else ()
    return Segment("every", written, before, compared=compared)


def _what_is_wrong(before: str, rest: str) -> str:
    """Return what is surely wrong where a selector goes on as no selector does, or nothing."""
    if rest.startswith("[]"):
        later = f".{rest[2:]}" if re.match(r"\.\w", rest[2:]) else rest[2:]
        message = '"[]" is JMESPath; in JSONPath, ".." finds it in all items'
        return message + instead(f"{before}{later}")
    if rest.startswith("[?") and not re.match(r"\[\?\s*\(", rest):
        return _about_a_filter(before, rest)
    if rest.startswith("[") and "]" not in rest:
        return 'its last "[" is never closed'
    bare = re.match(r"\[([A-Za-z_]\w*)\]", rest)
    if bare:
        right = f"{before}.{bare[1]}{rest[bare.end() :]}"
        return "a name in brackets stands in quotation marks" + instead(right)
    if rest.startswith("]"):
        return 'a "]" in it closes nothing'
    if re.fullmatch(r"\.+", rest):
        return "it ends with a dot" + instead(before)
    if re.match(r"\s*\|", rest):
        return '"|" is JMESPath, and JSONPath has nothing like it'
    if before == "$" and re.match(r"\w", rest):
        return 'a dot stands between "$" and a name' + instead(f"$.{rest}")
    if re.match(r"\s+\w", rest):
        return "a name with a space in it stands in brackets: ['My name']"
    return ""


def _about_a_filter(before: str, rest: str) -> str:
    message = "a filter stands in parentheses and says @ for the item"
    found = _JMESPATH_FILTER.match(rest)
    if not found:
        return f"{message}: [?(@.Name == 'x')]"
    behind = rest[found.end() :].partition("|")[0].rstrip()
    right = f"{before}[?(@.{found[1]} {found[2]} '{found[3]}')]{behind}"
    return message + instead(right)
