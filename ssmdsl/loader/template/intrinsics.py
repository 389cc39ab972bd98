"""CloudFormation's functions, as far as their values are known before the stack is made.

The Region, the account and the partition become what Automation calls them, since a document and
a policy know them by these names.

Source: https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/intrinsic-function-reference.html
"""

import base64
import re
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from typing import Any

from ssmdsl.errors import did_you_mean, quoted
from ssmdsl.loader.template import pseudo_parameters
from ssmdsl.loader.template.conditions import Conditions
from ssmdsl.loader.template.parameters import TemplateParameters
from ssmdsl.loader.template.resolved import (
    NO_VALUE,
    Unknown,
    UnknownError,
    as_text,
    in_text,
    later,
    together,
    unknowns_in,
    wrong,
)
from ssmdsl.loader.template.resource_names import ResourceNames
from ssmdsl.reference import REFERENCE
from ssmdsl.text import Text
from ssmdsl.text.place import Part, Where, member_of, offset_of

_OF_THE_STACK = ("Fn::Cidr", "Fn::GetAZs", "Fn::ImportValue", "Fn::Transform")
_DEEPEST = 110
"""How many functions, lists and dictionaries may stand in, or lead to, each other."""
_CHARACTERS = 10_000_000
"""How many characters functions may make of one template."""
_PLACEHOLDER = re.compile(r"\$\{([^{}]*)\}")

Value = tuple[Any, Where]


def is_function(value: Any) -> bool:
    """Return whether a value is a function of CloudFormation with its argument."""
    name = next(iter(value)) if isinstance(value, dict) and len(value) == 1 else ""
    return name == "Ref" or name.startswith("Fn::")


class Intrinsics:
    """Resolves the functions of one template."""

    def __init__(
        self, text: Text, parameters: TemplateParameters, resources: Mapping[str, Any]
    ) -> None:
        """Keep what functions refer to.

        Args:
            text: the whole template.
            parameters: its parameters.
            resources: its resources, by name.
        """
        self._text = text
        self._parameters = parameters
        self.conditions = Conditions(text, self)
        self.names = ResourceNames(resources, self)
        self._depth = 0
        self._made = 0
        self._functions: dict[str, Callable[[Any, Where, int], Value]] = {
            "Ref": self._ref,
            "Fn::Base64": self._base64,
            "Fn::FindInMap": self._find_in_map,
            "Fn::GetAtt": self._get_att,
            "Fn::If": self._if,
            "Fn::Join": self._join,
            "Fn::Select": self._select,
            "Fn::Split": self._split,
            "Fn::Sub": self._sub,
        }

    def resolve(self, text: Text) -> Text:
        """Return what a part of the template comes to, an `Unknown` where that is not known."""
        value, where = self._resolve(text.value, text.where)
        return Text(value, where, text.lines)

    @contextmanager
    def deeper(self, offset: int) -> Iterator[None]:
        """Count one thing in another.

        Raises:
            UnknownError: there are too many.
        """
        if self._depth >= _DEEPEST:
            message = f"more than {_DEEPEST} functions and values lead to each other; write fewer"
            raise wrong(offset, message)
        self._depth += 1
        try:
            yield
        finally:
            self._depth -= 1

    def text(self, value: Any, where: Where) -> str:
        """Return what a value comes to, as text.

        Raises:
            UnknownError: it is not known, or is none.
        """
        try:
            found, _ = self._known(value, where)
        except UnknownError as error:  # what is made of the text is no attribute any more
            raise UnknownError(replace(error.unknown, attribute=None)) from None
        return as_text(found, offset_of(where))

    def _known(self, value: Any, where: Where) -> Value:
        found, place = self._resolve(value, where)
        unknowns = [unknown for _, unknown in unknowns_in(found)]
        if unknowns:
            raise UnknownError(together(unknowns))
        return found, place

    def _resolve(self, value: Any, where: Where) -> Value:
        offset = offset_of(where)
        try:
            with self.deeper(offset):
                if is_function(value):
                    ((name, argument),) = value.items()
                    return self._function(name, argument, where)
                if isinstance(value, dict):
                    return self._dictionary(value, where)
                if isinstance(value, list):
                    return self._list(value, where)
        except UnknownError as error:
            return error.unknown, offset
        return value, where

    def _function(self, name: str, argument: Any, where: Where) -> Value:
        offset = offset_of(where)
        if name in _OF_THE_STACK:
            raise later(offset, name)
        if name not in self._functions:
            near = did_you_mean(name, self._functions)
            raise wrong(offset, f"{quoted(name)} is not read here; write what it stands for.{near}")
        return self._functions[name](argument, member_of(where, name), offset)

    def _dictionary(self, value: dict[str, Any], where: Where) -> Value:
        found: dict[str, Any] = {}
        members: dict[str, Where] = {}
        for key, member in value.items():
            made, place = self._resolve(member, member_of(where, key))
            if made is not NO_VALUE:
                found[key], members[key] = made, place
        keys = where.keys if isinstance(where, Part) else {}
        return found, Part(offset_of(where), members, keys)

    def _list(self, value: list[Any], where: Where) -> Value:
        found: list[Any] = []
        members: list[Where] = []
        for index, item in enumerate(value):
            made, place = self._resolve(item, member_of(where, index))
            if made is not NO_VALUE:
                found.append(made)
                members.append(place)
        return found, Part(offset_of(where), members)

    def _ref(self, name: Any, _: Where, offset: int) -> Value:
        return self._named(name, offset), offset

    def _named(self, name: Any, offset: int) -> Any:
        if name == pseudo_parameters.NO_VALUE_NAME:
            return NO_VALUE
        if isinstance(name, str):
            if name in pseudo_parameters.KNOWN:
                return pseudo_parameters.KNOWN[name]
            if name in pseudo_parameters.OF_THE_STACK:
                raise later(offset, name)
            if name in self._parameters.names:
                return self._parameters.value(name, offset)
            if name in self.names.resources:
                return self.names.name(name, offset)
        known = [*self._parameters.names, *self.names.resources, *pseudo_parameters.KNOWN]
        near = did_you_mean(name, known) if isinstance(name, str) else ""
        raise wrong(offset, f"{quoted(name)} is no parameter or resource of the template.{near}")

    def _get_att(self, argument: Any, where: Where, offset: int) -> Value:
        if isinstance(argument, str):
            resource, _, attribute = argument.partition(".")
        elif isinstance(argument, list) and len(argument) == 2 and isinstance(argument[0], str):
            resource = argument[0]
            attribute = self.text(argument[1], member_of(where, 1))
        else:
            message = f"Fn::GetAtt takes a resource and its attribute, not {quoted(argument)}"
            raise wrong(offset, message)
        return self._attribute(resource, attribute, offset), offset

    def _attribute(self, resource: str, attribute: str, offset: int) -> Any:
        if resource not in self.names.resources:
            near = did_you_mean(resource, list(self.names.resources))
            raise wrong(offset, f"{quoted(resource)} is no resource of the template.{near}")
        return self.names.attribute(resource, attribute, offset)

    def _sub(self, argument: Any, where: Where, offset: int) -> Value:
        own: dict[str, Any] = {}
        places: Where = offset
        if isinstance(argument, list) and len(argument) == 2 and isinstance(argument[1], dict):
            own, places = argument[1], member_of(where, 1)
            argument, where = argument[0], member_of(where, 0)
        if not isinstance(argument, str):
            message = "Fn::Sub takes a text, or a list of a text and a dictionary of its values"
            raise wrong(offset, message)
        whole = _PLACEHOLDER.fullmatch(argument)
        if whole and not whole[1].startswith("!"):
            made = self._filled_in(whole[1], own, places, offset)
            return (made if isinstance(made, str) else as_text(made, offset)), where
        pieces: list[str | Unknown] = []
        end = 0
        for found in _PLACEHOLDER.finditer(argument):
            if found.start() > end:
                pieces.append(argument[end : found.start()])
            end = found.end()
            if found[1].startswith("!"):
                pieces.append(f"${{{found[1][1:]}}}")
                continue
            try:
                pieces.append(as_text(self._filled_in(found[1], own, places, offset), offset))
            except UnknownError as error:
                pieces.append(error.unknown)
        if end < len(argument):
            pieces.append(argument[end:])
        return self._together("", pieces, offset), where

    def _filled_in(self, name: str, own: dict[str, Any], places: Where, offset: int) -> Any:
        """Return what stands for `${name}`."""
        if name in own:
            return self._known(own[name], member_of(places, name))[0]
        resource, dot, attribute = name.partition(".")
        return self._attribute(resource, attribute, offset) if dot else self._named(name, offset)

    def _join(self, argument: Any, where: Where, offset: int) -> Value:
        if not (isinstance(argument, list) and len(argument) == 2 and isinstance(argument[0], str)):
            raise wrong(offset, "Fn::Join takes a text and a list of texts")
        items, _ = self._resolve(argument[1], member_of(where, 1))
        if isinstance(items, Unknown):
            raise UnknownError(replace(items, attribute=None))
        if not isinstance(items, list):
            raise wrong(offset, f"Fn::Join takes a text and a list of texts, not {quoted(items)}")
        if len(items) == 1:
            (only,), _ = self._known(items, offset)
            return as_text(only, offset), offset
        return self._together(argument[0], items, offset), offset

    def _together(self, between: str, pieces: list[Any], offset: int) -> str:
        """Return a text of pieces, if all of them are known."""
        if next(unknowns_in(pieces), None) is not None:
            raise UnknownError(in_text(between, pieces))
        return self._joined(between, [as_text(piece, offset) for piece in pieces], offset)

    def _joined(self, between: str, texts: list[str], offset: int) -> str:
        self._made += sum(map(len, texts)) + len(between) * len(texts)
        if self._made > _CHARACTERS:
            message = f"the functions make more than {_CHARACTERS} characters of the template"
            raise wrong(offset, message)
        return between.join(texts)

    def _select(self, argument: Any, where: Where, offset: int) -> Value:
        if not isinstance(argument, list) or len(argument) != 2:
            raise wrong(offset, "Fn::Select takes an index and a list")
        index = self.text(argument[0], member_of(where, 0))
        items, places = self._resolve(argument[1], member_of(where, 1))
        if isinstance(items, Unknown):
            raise UnknownError(items)
        if not isinstance(items, list):
            raise wrong(offset, f"Fn::Select takes an index and a list, not {quoted(items)}")
        if not re.fullmatch("[0-9]{1,9}", index) or int(index) >= len(items):
            raise wrong(offset, f"Fn::Select: there is no item {quoted(index)} of {len(items)}")
        return items[int(index)], member_of(places, int(index))

    def _split(self, argument: Any, where: Where, offset: int) -> Value:
        if not isinstance(argument, list) or len(argument) != 2 or not argument[0]:
            raise wrong(offset, "Fn::Split takes what stands between the parts, and a text")
        between, whole = (
            self.text(item, member_of(where, index)) for index, item in enumerate(argument)
        )
        if not between:
            raise wrong(offset, "Fn::Split takes what stands between the parts, and a text")
        parts = whole.split(between)
        self._joined("", [whole, "".join(" " for _ in parts)], offset)
        return list(parts), Part(offset, [offset] * len(parts))

    def _find_in_map(self, argument: Any, where: Where, offset: int) -> Value:
        if not isinstance(argument, list) or len(argument) < 3:
            raise wrong(offset, "Fn::FindInMap takes the name of a mapping and two keys")
        path = [self.text(item, member_of(where, n)) for n, item in enumerate(argument[:3])]
        for key in path:
            if REFERENCE.search(key):
                raise later(offset, f"Fn::FindInMap by {quoted(key)}")
        found = self._text.part("Mappings", *path)
        if found is None or isinstance(found.value, dict):
            shown = ".".join(path)
            raise wrong(offset, f"Fn::FindInMap: the mappings of the template have no {shown}")
        return found.value, found.where

    def _if(self, argument: Any, where: Where, offset: int) -> Value:
        if not isinstance(argument, list) or len(argument) != 3:
            raise wrong(offset, "Fn::If takes the name of a condition and two values")
        index = 1 if self.conditions.holds(argument[0], offset) else 2
        return self._resolve(argument[index], member_of(where, index))

    def _base64(self, argument: Any, where: Where, offset: int) -> Value:
        text = self.text(argument, where)
        if REFERENCE.search(text):
            raise later(offset, f"Fn::Base64 of {quoted(text)}")
        self._joined("", [text, text], offset)
        return base64.b64encode(text.encode()).decode("ascii"), offset
