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

_LONGEST = 1000
"""How many characters are read of a selector; nobody writes as many."""
_CORRECTIONS = 5
"""How many mistakes of one selector are made right."""

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

    def __init__(self, reason: str, right: str | None = None) -> None:
        """Keep why, and what is right where that is known."""
        super().__init__(reason if right is None else reason + instead(right))
        self.reason = reason
        self.right = right


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
    try:
        return tuple(_segments(selector.strip()))
    except NotASelectorError as error:
        raise NotASelectorError(error.reason, _right(error.right)) from None


def _right(selector: str | None) -> str | None:
    """Return a selector with what else is wrong made right, where that can be told."""
    for _ in range(_CORRECTIONS):
        if selector is None:
            break
        try:
            list(_segments(selector))
        except NotASelectorError as error:
            selector = error.right
        else:
            return selector
    return None


def _segments(selector: str) -> Iterator[Segment]:
    if len(selector) > _LONGEST:
        yield Segment("unclear", selector[1:], "$")
        return
    position = 1
    while position < len(selector):
        found = _TOKEN.match(selector, position)
        before = selector[:position]
        if found is None:
            _refuse_what_is_wrong(before, selector[position:])
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
            raise NotASelectorError(message, f"{found.string[:there]}{right}")
        path = _COMPARED.match(found["filter"])
        compared = tuple(path[1].split(".")[1:]) if path else ()
    return Segment("every", written, before, compared=compared)


def _refuse_what_is_wrong(before: str, rest: str) -> None:
    """Raise what is surely wrong where a selector goes on as none does."""
    reason, right = "", None
    bare = re.match(r"\[([A-Za-z_]\w*)\]", rest)
    if rest.startswith("[]"):
        reason = '"[]" is JMESPath; in JSONPath, ".." finds it in all items'
        behind = rest.removeprefix("[]")
        right = f"{before}.{behind}" if re.match(r"\.\w", behind) else before + behind
    elif rest.startswith("[?") and not re.match(r"\[\?\s*\(", rest):
        reason, right = _about_a_filter(before, rest)
    elif rest.startswith("[") and "]" not in rest:
        reason = 'its last "[" is never closed'
    elif bare:
        reason = "a name in brackets stands in quotation marks"
        right = f"{before}.{bare[1]}{rest[bare.end() :]}"
    elif rest.startswith("]"):
        reason = 'a "]" in it closes nothing'
    elif re.match(r"\.{3,}\w", rest):
        reason = "two dots find a member anywhere, and more of them find nothing"
        right = f"{before}..{rest.lstrip('.')}"
    elif re.fullmatch(r"\.+", rest):
        reason, right = "it ends with a dot", before
    elif re.match(r"\s*\|", rest):
        reason = '"|" is JMESPath, and JSONPath has nothing like it'
    elif re.match(r"\w", rest):
        reason, right = "a dot stands before each name", f"{before}.{rest}"
    elif re.match(r"\s+\w", rest):
        reason = "a name with a space in it stands in brackets: ['My name']"
    if reason:
        raise NotASelectorError(reason, right)


def _about_a_filter(before: str, rest: str) -> tuple[str, str | None]:
    message = "a filter stands in parentheses and says @ for the item"
    found = _JMESPATH_FILTER.match(rest)
    if not found:
        return f"{message}: [?(@.Name == 'x')]", None
    behind = rest[found.end() :].partition("|")[0].rstrip()
    return message, f"{before}[?(@.{found[1]} {found[2]} '{found[3]}')]{behind}"
