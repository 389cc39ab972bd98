"""Typed paths into what an operation returns: `step.response.Vpcs[0].VpcId`.

A path is checked against botocore's shape of the response where it is written, and is a reference
to the output that selects it.

Source: https://docs.aws.amazon.com/systems-manager/latest/userguide/automation-action-outputs-inputs.html
"""

import json
import re
from collections.abc import Iterator, Sequence
from typing import Any, NoReturn, Self, cast

from ssmdsl.errors import DefinitionError, Problem, did_you_mean, one_of, quoted
from ssmdsl.output import Output
from ssmdsl.recovery import refuse
from ssmdsl.reference import Reference
from ssmdsl.service_model import operation_model
from ssmdsl.value_type import ValueType

_TYPES: dict[str, ValueType] = {
    "structure": "StringMap",
    "map": "StringMap",
    "integer": "Integer",
    "long": "Integer",
    "boolean": "Boolean",
}
"""The type that a part of a response has as an output, by its shape; all others are text."""

_MAPS = ("structure", "map")


class UnknownPartError(DefinitionError, AttributeError):
    """A response has no such part; to `hasattr`, that the attribute is missing."""


class Response:
    """What an operation returns, and the outputs that its parts have been given as."""

    def __init__(
        self,
        service: str,
        api: str,
        *,
        step_name: str | None = None,
        declared: Sequence[Output] = (),
    ) -> None:
        """Load the operation's model.

        Args:
            service: boto3's name of the service.
            api: the operation.
            step_name: the step that calls it; `None` where a path is a selector alone.
            declared: the outputs that the step has already, whose names are taken.

        Raises:
            DefinitionError: botocore knows no such operation.
        """
        self.service, self.api = service, api
        self.is_half_known = False
        """Whether a part has been asked for that there is not, which has been told."""
        self.step_name = step_name
        self.outputs = {output.name: output for output in declared}
        self.shape = operation_model(service, api).output_shape

    @property
    def root(self) -> "ResponsePath":
        """The whole of it."""
        return ResponsePath(self, self.shape, "$")

    def output_of(self, path: "ResponsePath") -> Output:
        """Return the output that selects a path: the same one each time."""
        name = words = re.sub(r"\W", "", path.selector) or "Response"
        count = 1
        while True:
            output = self.outputs.setdefault(name, Output(name, path.selector, path.value_type))
            if (output.selector, output.type) == (path.selector, path.value_type):
                return output
            count += 1
            name = f"{words}_{count}"


class ResponsePath(Reference):
    """A part of a response; what is in it are its attributes, or stands in brackets.

    `path[0]` is an item of a list, `path[:]` every item, and `path["Name"]` a key of a map, or a
    part that is called as something is that every reference has.
    """

    def __init__(
        self,
        response: Response,
        shape: Any,
        selector: str,
        *,
        each: bool = False,
        many: bool = False,
    ) -> None:
        """Keep the way to the part.

        Args:
            response: the whole.
            shape: botocore's shape of the part; `None` where an operation returns nothing.
            selector: the JSONPath to it.
            each: whether it is each item of the list that the selector finds.
            many: whether there can be several of it.
        """
        self._response = response
        self._shape = shape
        self._each = each
        self._many = many or each
        self.selector = selector

    def __repr__(self) -> str:
        return f"{type(self).__name__}({quoted(self.selector)})"

    def __getattr__(self, name: str) -> Self:
        if name.startswith("_"):
            raise AttributeError(name)
        try:
            return self._member(name)
        except DefinitionError as error:
            return self._unknown(UnknownPartError(problems=error.problems))

    def __getitem__(self, key: int | str | slice) -> Self:
        try:
            return self._member(key) if isinstance(key, str) else self._item(key)
        except DefinitionError as error:
            return self._unknown(error)

    def _unknown(self, error: DefinitionError) -> Self:
        """Raise why there is no such part, or tell it and go on with what stands for it."""
        if self._response.step_name is None:  # what makes a step of it cannot go on
            raise error from None
        refuse(error)
        self._response.is_half_known = True
        return cast(Self, UnknownPart(self._response.step_name))

    def _item(self, key: int | slice) -> Self:
        if self._kind != "list":
            self._refuse(f"{self._described}, and only a list has items")
        item = self._shape.member
        if isinstance(key, slice):
            if key != slice(None):
                self._refuse("a part of a list cannot be selected; take one item, [0], or all, [:]")
            return type(self)(self._response, item, self.selector, each=True)
        if isinstance(key, bool) or not isinstance(key, int) or key < 0:
            self._refuse(f"{quoted(key)} is not the number of an item; the first is 0")
        if self._many:
            self._refuse("an item of each of several lists cannot be selected")
        return type(self)(self._response, item, f"{self.selector}[{key}]")

    def __iter__(self) -> NoReturn:
        self._refuse("how many there are is known when the automation runs; see Loop")

    def _member(self, name: str) -> Self:
        if self._kind == "structure" and name in self._shape.members:
            shape = self._shape.members[name]
        elif self._kind == "map" and self._each:
            self._refuse("a key of each of several maps cannot be selected")
        elif self._kind == "map":
            shape = self._shape.value
        elif self._kind == "structure" and self._shape.members:
            known = one_of(self._shape.members)
            near = did_you_mean(name, self._shape.members)
            self._refuse(f"there is no {quoted(name)}, only {known}.{near}")
        elif self._kind == "list":
            self._refuse(f"it is a list: take an item's, [0].{name}, or that of all, [:].{name}")
        else:
            self._refuse(f"{self._described}, which has no {quoted(name)}")
        key = json.dumps(name, ensure_ascii=False) if re.search(r"['\\]", name) else f"'{name}'"
        step = f".{name}" if re.fullmatch(r"\w+", name, re.ASCII) else f"[{key}]"
        if self._each:
            self._make_sure_of_one(name, shape)
            step = f"..{name}"
        return type(self)(self._response, shape, f"{self.selector}{step}", many=self._many)

    def _make_sure_of_one(self, name: str, shape: Any) -> None:
        """Refuse what a deep scan, the one way to say "of every item", would find elsewhere too."""
        elsewhere = [
            path
            for path, other in _members(self._shape, name)
            if path != name and (other.type_name in _MAPS) == (shape.type_name in _MAPS)
        ]
        if elsewhere:
            self._refuse(
                f'"..{name}" would find {one_of(elsewhere)} as well as {quoted(name)};'
                " declare an Output with a selector of your own"
            )

    @property
    def _kind(self) -> str:
        """What the part is, in botocore's words: `structure`, `list`, `string` and so on."""
        return "nothing" if self._shape is None else str(self._shape.type_name)

    @property
    def _described(self) -> str:
        return f"it is {'nothing' if self._shape is None else f'of type {self._kind}'}"

    def _refuse(self, message: str, *, code: str = "SSM702") -> NoReturn:
        """Raise what is wrong with the path, with where it is written."""
        response = self._response
        call = f"{response.service}.{response.api}"
        place = call if response.step_name is None else f"step {quoted(response.step_name)}"
        place += f", response{self.selector[1:]}{'[:]' if self._each else ''}"
        raise DefinitionError(problems=[Problem(place, message, code=code)])

    @property
    def expression(self) -> str:
        """`Step.Output`, with the output that is declared by being used."""
        if self._response.step_name is None:
            self._refuse("it is no step's response, and so has no value later on")
        return f"{self._response.step_name}.{self._response.output_of(self).name}"

    @property
    def value_type(self) -> ValueType:
        """The type that the part has as an output."""
        if self._kind == "list" and self._many:
            self._refuse("it is a list of lists; take what is in all of them, [:]")
        if self._kind == "list":
            return "MapList" if self._shape.member.type_name in _MAPS else "StringList"
        if self._many:
            return "MapList" if self._kind in _MAPS else "StringList"
        return _TYPES.get(self._kind, "StringMap" if self._shape is None else "String")

    @property
    def _item_kind(self) -> str:
        """What the part is, or what its items are where it is a list."""
        return str(self._shape.member.type_name) if self._kind == "list" else self._kind

    @property
    def enum(self) -> tuple[str, ...]:  # type: ignore[override]  # one for each part
        """The only texts that the part can be; empty where botocore names none."""
        return tuple(getattr(self._shape, "enum", ()))


class _AnyType(str):
    """The type of what could not be found: it is whatever is wanted."""

    __slots__ = ()

    def __eq__(self, other: object) -> bool:
        return isinstance(other, str)

    def __ne__(self, other: object) -> bool:
        return not isinstance(other, str)

    __hash__ = str.__hash__


class UnknownPart(ResponsePath):
    """What stands for a part that there is not, where the reading goes on: it has every part."""

    def __init__(self, step_name: str) -> None:
        """Keep whose response it is."""
        self._step_name = step_name
        self.selector = "$"

    def _member(self, name: str) -> Self:
        return self

    def _item(self, key: int | slice) -> Self:
        return self

    def __iter__(self) -> Iterator[Self]:  # type: ignore[override]  # told already
        return iter(())

    @property
    def expression(self) -> str:
        """An output that the step may have: nobody knows."""
        return f"{self._step_name}.Unreadable"

    @property
    def value_type(self) -> ValueType:
        """Whatever is wanted."""
        return cast(ValueType, _AnyType("String"))

    @property
    def enum(self) -> tuple[str, ...]:  # type: ignore[override]  # one for each part
        """No texts are known."""
        return ()


def _members(
    shape: Any, name: str, path: str = "", above: tuple[str, ...] = ()
) -> Iterator[tuple[str, Any]]:
    """Yield path and shape of every member of a name, however deep."""
    if shape.name in above:
        return
    above = (*above, shape.name)
    if shape.type_name == "structure":
        for member, inner in shape.members.items():
            there = f"{path}.{member}".lstrip(".")
            if member == name:
                yield there, inner
            yield from _members(inner, name, there, above)
    elif shape.type_name == "list":
        yield from _members(shape.member, name, path, above)
    elif shape.type_name == "map":
        yield from _members(shape.value, name, path, above)
