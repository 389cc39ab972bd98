"""The shapes of what a service takes and returns, as botocore's models describe them.

A shape is made when it is asked for: a large service has thousands, and a call a few of them.
"""

from collections.abc import Mapping, Sequence
from functools import cached_property
from typing import Any

_ON_THE_WIRE = {
    "locationName": "name",
    "queryName": "queryName",
    "location": "location",
    "payload": "payload",
    "eventstream": "eventstream",
    "jsonvalue": "jsonvalue",
}
"""What is said of how a value is sent, each by botocore's word in the file and in Python."""


class Shape:
    """What a value looks like; it has the members of botocore's own class that are used here."""

    def __init__(self, name: str, described: Mapping[str, Any], others: "Shapes") -> None:
        """Keep the description.

        Args:
            name: its name; several shapes have it where references add to it.
            described: what the model says of it.
            others: where the shapes in it are found.
        """
        self.name = name
        self.type_name: str = described["type"]
        self.metadata = described
        self._others = others

    @property
    def documentation(self) -> str:
        """What it is for, in HTML."""
        documentation: str = self.metadata.get("documentation", "")
        return documentation

    @cached_property
    def serialization(self) -> Mapping[str, Any]:
        """How it is sent."""
        return {
            word: self.metadata[key] for key, word in _ON_THE_WIRE.items() if key in self.metadata
        }

    @cached_property
    def members(self) -> Mapping[str, "Shape"]:
        """The members of a structure."""
        members: Mapping[str, Mapping[str, Any]] = self.metadata.get("members", {})
        return {name: self._others.referred(member) for name, member in members.items()}

    @property
    def required_members(self) -> Sequence[str]:
        """The members that a structure cannot be without."""
        required: Sequence[str] = self.metadata.get("required", ())
        return required

    @cached_property
    def member(self) -> "Shape":
        """Each item of a list."""
        return self._others.referred(self.metadata["member"])

    @cached_property
    def key(self) -> "Shape":
        """Each key of a map."""
        return self._others.referred(self.metadata["key"])

    @cached_property
    def value(self) -> "Shape":
        """Each value of a map."""
        return self._others.referred(self.metadata["value"])

    @property
    def enum(self) -> Sequence[str]:
        """The only values of a text; none where it can be any."""
        enum: Sequence[str] = self.metadata.get("enum", ())
        return enum if self.type_name == "string" else ()

    @property
    def is_document_type(self) -> bool:
        """Whether a structure is any JSON."""
        return bool(self.metadata.get("document")) and self.type_name == "structure"

    @property
    def is_tagged_union(self) -> bool:
        """Whether a structure is given with exactly one of its members."""
        return bool(self.metadata.get("union")) and self.type_name == "structure"

    @property
    def error_code(self) -> str | None:
        """What an error is called in the answer; nothing where it is no error."""
        if not self.metadata.get("exception"):
            return None
        code: str = self.metadata.get("error", {}).get("code") or self.name
        return code

    def __repr__(self) -> str:
        return f"Shape({self.name!r})"


class Shapes:
    """The shapes of a service."""

    def __init__(self, described: Mapping[str, Mapping[str, Any]]) -> None:
        """Keep what the model says of each, by its name."""
        self._described = described
        self._made: dict[str, Shape] = {}

    def named(self, name: str) -> Shape:
        """Return the shape of a name, made once."""
        if name not in self._made:
            self._made[name] = Shape(name, self._described[name], self)
        return self._made[name]

    def referred(self, reference: Mapping[str, Any]) -> Shape:
        """Return the shape that a reference names, with what the reference adds to it."""
        name = reference["shape"]
        if len(reference) == 1:
            return self.named(name)
        return Shape(name, {**self._described[name], **reference}, self)
