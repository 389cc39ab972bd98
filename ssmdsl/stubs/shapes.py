"""The types of what a service takes and returns, of botocore's shapes."""

import json
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from ssmdsl.response import ResponsePath
from ssmdsl.stubs.names import Names, is_writable
from ssmdsl.stubs.parts import PACKAGE

_LEAVES: Mapping[str, str] = {
    "string": "str",
    "character": "str",
    "integer": "int",
    "long": "int",
    "float": "float",
    "double": "float",
    "boolean": "bool",
    "timestamp": "datetime | str | float",
    "blob": "str",
}
"""What a value of the request can be, beside a reference."""

IMPORTS: Mapping[str, Collection[str]] = {
    "collections.abc": ("Callable", "Mapping", "Sequence"),
    "datetime": ("datetime",),
    "typing": ("Any", "Literal", "Never", "NotRequired", "TypedDict", "Unpack", "overload"),
    "ssmdsl.actions": ("AssertAwsResourceProperty", "WaitForAwsResourceProperty"),
    "ssmdsl.output": ("Output",),
    "ssmdsl.reference": ("Reference",),
    "ssmdsl.response": ("ResponsePath",),
    "ssmdsl.step": ("Step",),
    f"{PACKAGE}._parts": ("ApiStep", "ListPath", "MapPath", "PartPath", "StepProperties", "Texts"),
}
"""Where the words of types come from that are not Python's own."""

WORDS = frozenset(
    ["str", "int", "float", "bool", *(w for words in IMPORTS.values() for w in words)]
)
"""The words of types. In a class with a member of such a name, that is what the word would mean."""

_NO_ATTRIBUTES = WORDS | frozenset(dir(ResponsePath))


@dataclass(frozen=True)
class Member:
    """What can be given by a name."""

    name: str
    """The name."""
    type: str
    """Its type, as it is written."""
    is_required: bool = False
    """Whether it has to be given."""

    @property
    def item_type(self) -> str:
        """The type, as a dictionary declares it."""
        return self.type if self.is_required else f"NotRequired[{self.type}]"


class Shapes:
    """Names the types of shapes, and keeps what the names stand for."""

    def __init__(self, names: Names) -> None:
        """Keep where the names come from."""
        self._names = names
        self.declared: dict[str, str] = {}

    def request_type(self, shape: Any, above: tuple[str, ...] = ()) -> str:
        """Return the type of what can be given for a shape.

        Args:
            shape: botocore's shape.
            above: the lists and maps that it is in, without a structure between.
        """
        if is_free_form(shape) or shape.name in above:
            return "Any"
        if shape.serialization.get("eventstream"):
            return "Never"
        return f"{self._given_type(shape, (*above, shape.name))} | Reference"

    def _given_type(self, shape: Any, above: tuple[str, ...]) -> str:
        match shape.type_name:
            case "structure":
                return self._dictionary(shape)
            case "list":
                item = self.request_type(shape.member, above)
                return "Texts" if item == "str | Reference" else f"Sequence[{item}]"
            case "map":
                key = literal(shape.key.enum) if getattr(shape.key, "enum", ()) else "str"
                return f"Mapping[{key}, {self.request_type(shape.value, above)}]"
        enum = getattr(shape, "enum", ())
        return literal(enum) if enum else _LEAVES[shape.type_name]

    def _dictionary(self, shape: Any) -> str:
        name = self._names.of(shape.name, "Dict")
        if name not in self.declared:
            self.declared[name] = ""  # it may be in itself
            self.declared[name] = typed_dict(name, self.members(shape))
        return name

    def members(self, shape: Any) -> list[Member]:
        """Return the members of a structure in a request; those that have to be given first."""
        required = [] if shape is None else _required_members(shape)
        members = {} if shape is None else shape.members
        return [
            Member(name, self.request_type(members[name]), name in required)
            for name in [*required, *(name for name in members if name not in required)]
        ]

    def response_type(self, shape: Any, above: tuple[str, ...] = ()) -> str:
        """Return the type of a path to a part of a response.

        Args:
            shape: botocore's shape; `None` where nothing is returned.
            above: the lists and maps that it is in, without a structure between.
        """
        kind = getattr(shape, "type_name", "")
        if kind not in ("structure", "list", "map"):
            return "PartPath"
        if shape.name in above:
            return "ResponsePath"
        above = (*above, shape.name)
        if kind == "list":
            return f"ListPath[{self.response_type(shape.member, above)}]"
        if kind == "map":
            return f"MapPath[{self.response_type(shape.value, above)}]"
        return self._path(shape) if shape.members else "PartPath"

    def _path(self, shape: Any) -> str:
        name = self._names.of(shape.name, "Path")
        if name not in self.declared:
            self.declared[name] = ""  # it may be in itself
            self.declared[name] = self._path_class(name, shape)
        return name

    def _path_class(self, name: str, shape: Any) -> str:
        lines = [f"class {name}(PartPath):"]
        keys = []
        for member, inner in shape.members.items():
            of = self.response_type(inner)
            if is_writable(member) and member not in _NO_ATTRIBUTES:
                lines.append(f"    {member}: {of}")
            else:
                keys.append(f"key: Literal[{text(member)}]) -> {of}: ...")
        ignored = "  # type: ignore[override]"  # as `PartPath` takes no key
        for key in keys:
            if len(keys) > 1:
                lines.append(f"    @overload{ignored}")
                ignored = ""
            lines.append(f"    def __getitem__(self, {key}{ignored}")
            ignored = ""
        return "\n".join(lines) + "\n"


def is_free_form(shape: Any) -> bool:
    """Return whether a shape takes any JSON: a document type, or JSON that goes into a header."""
    serialization = shape.serialization
    in_header = serialization.get("jsonvalue") and serialization.get("location") == "header"
    return bool(in_header or getattr(shape, "is_document_type", False))


def _required_members(shape: Any) -> list[str]:
    """Return the members that have to be given; boto3 fills a missing token in."""
    return [
        name
        for name in shape.required_members
        if not shape.members[name].metadata.get("idempotencyToken")
    ]


def typed_dict(
    name: str, members: Sequence[Member], base: str = "TypedDict", inherited: Sequence[Member] = ()
) -> str:
    """Return the declaration of a dictionary.

    Args:
        name: its own name.
        members: what it has.
        base: what it derives from, where it can be a class.
        inherited: what it has from there.
    """
    if all(is_writable(member.name) and member.name not in WORDS for member in members):
        lines = [f"    {member.name}: {member.item_type}" for member in members] or ["    pass"]
        return "\n".join([f"class {name}({base}):", *lines]) + "\n"
    lines = [
        f"    {text(member.name)}: {text(member.item_type)}," for member in (*members, *inherited)
    ]
    return "\n".join([f"{name} = TypedDict({text(name)}, {{", *lines, "})"]) + "\n"


def literal(values: Iterable[str]) -> str:
    """Return the type of these texts alone."""
    return f"Literal[{', '.join(map(text, dict.fromkeys(values)))}]"


def text(value: str) -> str:
    """Return a text as Python writes it, in double quotes."""
    return json.dumps(value, ensure_ascii=True)
