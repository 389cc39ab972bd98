"""What a template's values come to: what is known, and what is not, with the reason.

Source: https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/intrinsic-function-reference.html
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any, Final

from ssmdsl.data_path import Path, shown
from ssmdsl.errors import WRONG_VALUE, quoted
from ssmdsl.loader.problems import Problems
from ssmdsl.text import Text
from ssmdsl.unknown_value import KNOWN_TO_THE_STACK, STAND_IN

LATER = "is known only when the stack is made; make it a parameter of the document"
"""What is said of what nobody can know before."""

ARN = "Arn"
"""The attribute that is a resource's ARN."""
_BEFORE_ROLE = re.compile(r"arn:.*:iam::.*:role/")
"""What stands before the name of a role in its ARN."""


class NoValue:
    """What `AWS::NoValue` comes to: whatever is given it is left out."""


NO_VALUE: Final = NoValue()


@dataclass(frozen=True)
class Reason:
    """Why a value is not known."""

    offset: int
    """Index of the character at which that stands which makes it unknown."""
    message: str
    is_later: bool = False
    """Whether the stack will know it."""
    code: str = WRONG_VALUE
    """The check that tells it."""


@dataclass(frozen=True)
class Unknown:
    """Stands for a value that is not known."""

    reasons: tuple[Reason, ...]
    resource: str | None = None
    """The resource whose attribute it is, or has in it."""
    attribute: str | None = None
    """Which attribute it is, empty for what `Ref` gives; nothing if it only has one in it."""
    written: str = STAND_IN
    """What stands for it where the rest is looked at."""

    @property
    def is_later(self) -> bool:
        """Whether nothing about it is wrong."""
        return all(reason.is_later for reason in self.reasons)


class UnknownError(Exception):
    """Ends the reading of a function; becomes the `Unknown` that stands for its value."""

    def __init__(self, unknown: Unknown) -> None:
        """Keep what is not known."""
        super().__init__()
        self.unknown = unknown


class OfResource(str):
    """The name or ARN of a resource of the template, and which it is."""

    __slots__ = ("attribute", "resource")
    resource: str
    attribute: str

    def __new__(cls, text: str, resource: str, attribute: str = "") -> "OfResource":
        """Keep the resource and its attribute beside the text; `Ref` gives none."""
        made = super().__new__(cls, text)
        made.resource = resource
        made.attribute = attribute
        return made


def later(
    offset: int, what: str, resource: str | None = None, attribute: str | None = None
) -> UnknownError:
    """Return what is raised for what is known only when the stack is made."""
    reason = Reason(offset, f"{what} {LATER}", is_later=True, code=KNOWN_TO_THE_STACK)
    return UnknownError(Unknown((reason,), resource, attribute))


def wrong(offset: int, message: str) -> UnknownError:
    """Return what is raised for what CloudFormation would not take either."""
    return UnknownError(Unknown((Reason(offset, message),)))


def not_given(offset: int, message: str) -> UnknownError:
    """Return what is raised for what is given only to the stack, or with a command."""
    return UnknownError(Unknown((Reason(offset, message, code=KNOWN_TO_THE_STACK),)))


def together(unknowns: Sequence[Unknown]) -> Unknown:
    """Return what stands for a value that is made of several that are not known."""
    reasons = dict.fromkeys(reason for unknown in unknowns for reason in unknown.reasons)
    sources = {(unknown.resource, unknown.attribute) for unknown in unknowns}
    resources = {resource for resource, _ in sources}
    return Unknown(
        tuple(reasons),
        resources.pop() if len(resources) == 1 else None,
        sources.pop()[1] if len(sources) == 1 else None,
    )


def in_text(between: str, pieces: Sequence[Any]) -> Unknown:
    """Return what stands for a text of several pieces, of which some are not known."""
    found = together([unknown for _, unknown in unknowns_in(list(pieces))])
    *before, last = pieces
    is_arn = (
        isinstance(last, Unknown)
        and last.attribute == ""
        and all(isinstance(piece, str) for piece in before)
        and _BEFORE_ROLE.fullmatch(between.join([*before, ""])) is not None
    )
    written = between.join(
        piece.written if isinstance(piece, Unknown) else str(piece) for piece in pieces
    )
    return replace(found, attribute=ARN if is_arn else None, written=written)


def attribute_of(value: Any) -> str | None:
    """Return which attribute of its resource a value is, empty for what `Ref` gives."""
    return value.attribute if isinstance(value, OfResource | Unknown) else None


def resource_of(value: Any) -> str | None:
    """Return the resource of which a value is the name, the ARN or another attribute."""
    return value.resource if isinstance(value, OfResource | Unknown) else None


def unknowns_in(value: Any, path: Path = ()) -> Iterator[tuple[Path, Unknown]]:
    """Yield the path of everything in a value that is not known, and what stands there."""
    if isinstance(value, Unknown):
        yield path, value
    elif isinstance(value, dict):
        for key, member in value.items():
            yield from unknowns_in(member, (*path, key))
    elif isinstance(value, list):
        for index, item in enumerate(value):
            yield from unknowns_in(item, (*path, index))


def settled(text: Text, problems: Problems, subject: str) -> Text | None:
    """Return plain data, or nothing and tell what in it is not known.

    Args:
        text: what functions came to.
        problems: where to tell it.
        subject: whose value it is.
    """
    unknowns = list(unknowns_in(text.value))
    for path, unknown in unknowns:
        below = shown(("", *path)) if path else ""
        tell(unknown, text, problems, f"{subject}{below}")
    return None if unknowns else Text(_plain(text.value), text.where, text.lines)


def supposed(text: Text, problems: Problems, subject: str) -> Text:
    """Return plain data, and tell what in it is not known; something else stands for that.

    Args:
        text: what functions came to.
        problems: where to tell it.
        subject: whose value it is.
    """
    settled(text, problems, subject)
    return Text(_plain(text.value), text.where, text.lines)


def tell(unknown: Unknown, text: Text, problems: Problems, subject: str) -> None:
    """Add each reason why something is not known to the problems."""
    for reason in unknown.reasons:
        place = text.lines.place(reason.offset)
        problems.add_at(place, f"{subject}: {reason.message}", code=reason.code)


def _plain(value: Any) -> Any:
    if isinstance(value, OfResource):
        return str.__str__(value)
    if isinstance(value, Unknown):
        return value.written
    if isinstance(value, dict):
        return {key: _plain(member) for key, member in value.items()}
    if isinstance(value, list):
        return [_plain(item) for item in value]
    return value


def as_text(value: Any, offset: int) -> str:
    """Return a value as a text, as CloudFormation does.

    Raises:
        UnknownError: it is none.
    """
    if isinstance(value, str):
        return value
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int | float):
        return str(value)
    shown = "AWS::NoValue" if value is NO_VALUE else quoted(value)
    raise wrong(offset, f"{shown} stands where a text is wanted")
