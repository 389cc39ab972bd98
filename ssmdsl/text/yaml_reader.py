"""Reads YAML, event by event, and keeps where each part stands.

The events are those of PyYAML, from libyaml where PyYAML was built with it. They come one after
the other however deep they stand, so nothing here, and nothing in PyYAML, calls itself.

Source: https://yaml.org/spec/1.1/
"""

import re
from dataclasses import dataclass
from typing import Any

import yaml

from ssmdsl.errors import did_you_mean, quoted
from ssmdsl.text.builder import DEEPEST, Builder, Frame, Unreadable, half_character, too_deep
from ssmdsl.text.characters import refuse_what_yaml_cannot_hold
from ssmdsl.text.json_reader import unquoted_reference
from ssmdsl.text.place import Part, Where, offset_of
from ssmdsl.text.scalar import DICTIONARY_TAG, LIST_TAG, SCALAR_TAGS, STANDARD, TEXT_TAG, resolve
from ssmdsl.text.short_form import written_out
from ssmdsl.text.yaml_grammar import grammar_problem

LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
"""Where the events come from; libyaml is some thirty times as fast as Python."""

_MERGE = "<<"
_TAG_DIRECTIVES = re.compile(r"(?:[ \t]*(?:#[^\r\n]*)?[\r\n]|%(?!TAG)[^\r\n]*)*+%TAG")
_SURROGATE = re.compile("[\ud800-\udfff]")
_EMPTY = "the file is empty; write a document in YAML or JSON"


@dataclass(frozen=True, slots=True)
class _Anchored:
    """What an anchor names, once it has ended."""

    value: Any
    where: Where
    size: int
    height: int


def read_yaml(characters: str, builder: Builder, loader: Any = LOADER) -> None:
    """Hand a text's value to the builder, part by part.

    Args:
        characters: the text.
        builder: takes the parts.
        loader: PyYAML's class that the events come from.

    Raises:
        Unreadable: the text is not YAML, or goes on where it may not.
        TextError: it has a character that YAML may not have.
    """
    refuse_what_yaml_cannot_hold(characters)
    directive = _TAG_DIRECTIVES.match(characters)
    if directive is not None:
        message = "tags of one's own (%TAG) are not understood; remove the line"
        raise Unreadable(directive.end() - len("%TAG"), message)
    _YamlReader(characters, builder).read(loader)


class _YamlReader:
    """One reading of one text."""

    def __init__(self, characters: str, builder: Builder) -> None:
        self._characters = characters
        self._builder = builder
        self._anchors: dict[str, _Anchored | None] = {}

    def read(self, loader: Any) -> None:
        parser = loader(self._characters)
        documents = 0
        try:
            while True:
                try:
                    event = parser.get_event()
                except (yaml.YAMLError, ValueError, OverflowError) as error:  # these: \U00110000
                    raise grammar_problem(self._characters, error, self._builder.lines) from None
                kind = type(event)
                offset = event.start_mark.index
                if kind is yaml.ScalarEvent:
                    self._scalar(event, offset)
                elif kind is yaml.MappingStartEvent:
                    self._open({}, event, offset)
                elif kind is yaml.SequenceStartEvent:
                    self._open([], event, offset)
                elif kind is yaml.MappingEndEvent or kind is yaml.SequenceEndEvent:
                    self._close()
                elif kind is yaml.AliasEvent:
                    self._alias(event.anchor, offset)
                elif kind is yaml.DocumentStartEvent:
                    documents += 1
                    if documents > 1:
                        raise Unreadable(offset, _SECOND_DOCUMENT)
                elif kind is yaml.StreamEndEvent:
                    break
        finally:
            parser.dispose()
        if not documents:
            raise Unreadable(0, _EMPTY)

    def _scalar(self, event: Any, offset: int) -> None:
        value: Any = event.value
        tag: str | None = event.tag
        builder = self._builder
        is_plain = tag is None and event.implicit[0]  # a lone ! makes a text of anything
        if event.style == '"' and not value.isascii() and _SURROGATE.search(value):
            # Python's PyYAML lets them pass.
            builder.problem(offset, half_character(quoted(value)))
        if builder.awaits_key:
            if is_plain and value == _MERGE:
                self._merge_key(offset)
                return
            self._key(event, offset, is_plain)
            return
        where: Where = offset
        height = 0
        if is_plain:
            if not (value or builder.frames or event.anchor):
                raise Unreadable(0, _EMPTY)
            try:
                value = resolve(value)
            except ValueError as error:
                builder.problem(offset, str(error))
        elif tag is not None and tag != "!":
            value, where, height = self._tagged(tag, value, offset, 0)
        if height or event.anchor or self._takes_over:
            self._add(value, where, size=1 + 2 * bool(height), height=height, anchor=event.anchor)
        else:
            builder.add(value, where)

    @property
    def _takes_over(self) -> bool:
        """Whether what comes next is what a dictionary takes over."""
        frame = self._builder.frames[-1] if self._builder.frames else None
        return frame is not None and frame.awaits_value and frame.key is None

    def _merge_key(self, offset: int) -> None:
        frame = self._builder.frames[-1]
        if frame.merged:
            message = "a dictionary takes over others by one << only; write <<: [*one, *other]"
            self._builder.problem(offset, message)
        frame.key, frame.awaits_value = None, True

    def _key(self, event: Any, offset: int, is_plain: bool) -> None:
        builder, key, tag = self._builder, event.value, event.tag
        if event.anchor:
            self._anchors[event.anchor] = _Anchored(key, offset, 1, 0)
        if tag not in (None, "!", TEXT_TAG):
            shown = tag.replace(STANDARD, "!!", 1)
            message = f"the key {quoted(key)} has the tag {quoted(shown)}; a key is text: remove it"
            builder.problem(offset, message)
        elif is_plain and (meaning := _more_than_text(key)):
            message = f'the key {key[:60]} is no text but {meaning} to YAML; write "{key[:60]}"'
            builder.problem(offset, message if key else "a key is missing here; a key is text")
        builder.key(key, offset)

    def _open(self, value: Any, event: Any, offset: int) -> None:
        if self._builder.awaits_key:
            raise Unreadable(*self._container_as_key(offset))
        if event.anchor:
            self._anchors[event.anchor] = None
        self._builder.open(value, offset, tag=event.tag, anchor=event.anchor)

    def _container_as_key(self, offset: int) -> tuple[int, str]:
        before = self._characters[max(offset - 1, 0) : offset + 1]
        if before == "{{":
            return offset - 1, unquoted_reference(self._characters, offset - 1)
        return offset, "a list or dictionary is the key here; a key is text"

    def _close(self) -> None:
        builder = self._builder
        frame = builder.frames.pop()
        if frame.merged:
            _merge(frame)
        value, where, height, size = frame.value, frame.part, frame.height, 1
        if frame.tag not in (None, "!", LIST_TAG if isinstance(value, list) else DICTIONARY_TAG):
            value, tagged, height = self._tagged(str(frame.tag), value, where, height)
            size += height > frame.height
        else:
            tagged = where
        before = frame.size
        self._add(value, tagged, size=size, height=height, anchor=frame.anchor, before=before)

    def _tagged(self, tag: str, value: Any, where: Where, height: int) -> tuple[Any, Where, int]:
        """Return what a tag makes of a value, where it stands, and how high it is."""
        try:
            if isinstance(value, str) and tag in SCALAR_TAGS:
                return SCALAR_TAGS[tag](value), where, height
            made, part = written_out(tag, value, where)
        except ValueError as error:
            self._builder.problem(offset_of(where), str(error))
            return value, where, height
        return made, part, height + (2 if tag == "!GetAtt" and isinstance(value, str) else 1)

    def _alias(self, name: str, offset: int) -> None:
        builder = self._builder
        if name not in self._anchors:
            message = (
                f"the alias *{name} names no anchor (&{name}) before it."
                f"{did_you_mean(name, self._anchors)} A text that begins with * needs quotes"
            )
            raise Unreadable(offset, message)
        anchored = self._anchors[name]
        if anchored is None:
            message = f"the alias *{name} stands inside of what it names; no value holds itself"
            raise Unreadable(offset, message)
        if builder.awaits_key:
            if not isinstance(anchored.value, str):
                raise Unreadable(offset, f"the alias *{name} is a key here, and names no text")
            builder.key(anchored.value, offset)
            return
        where = anchored.where
        if isinstance(where, Part):
            where = Part(offset, where.members, where.keys)
        else:
            where = offset
        self._add(anchored.value, where, size=anchored.size, height=anchored.height)

    def _add(
        self,
        value: Any,
        where: Where,
        *,
        size: int,
        height: int,
        anchor: str | None = None,
        before: int | None = None,
    ) -> None:
        """Add a value to what is open, or take its members over, and let its anchor name it."""
        builder = self._builder
        start = builder.size if before is None else before
        level = height  # of what is added to what is open
        if self._takes_over:
            self._take_over(builder.frames[-1], value, where)
            level = max(height - (2 if isinstance(value, list) else 1), 0)
        if len(builder.frames) + level > DEEPEST:
            raise Unreadable(offset_of(where), too_deep())
        builder.add(value, where, size=size, height=level)
        if anchor:
            self._anchors[anchor] = _Anchored(value, where, builder.size - start, height)

    def _take_over(self, frame: Frame, value: Any, where: Where) -> None:
        """Note the dictionaries that `<<` names; of several, the first holds."""
        values = value if isinstance(value, list) else [value]
        parts = where.members if isinstance(value, list) and isinstance(where, Part) else [where]
        for merged, part in zip(values, parts, strict=True):
            if not isinstance(merged, dict) or not isinstance(part, Part):
                message = "<< takes over the members of a dictionary, or of a list of them"
                self._builder.problem(offset_of(where), f"{message}; this is {quoted(merged)}")
                return
            frame.merged.append((merged, part))


def _merge(frame: Frame) -> None:
    """Put the members that a dictionary takes over before its own."""
    value: dict[str, Any] = {}
    members: dict[str, Where] = {}
    keys: dict[str, int] = {}
    for merged, part in [*reversed(frame.merged), (frame.value, frame.part)]:
        value.update(merged)
        members.update(part.members)  # a dictionary's are one
        keys.update(part.keys)
    frame.value, frame.part = value, Part(frame.part.offset, members, keys)


_SECOND_DOCUMENT = (
    "a second document begins here (---); a file holds one: give this one a file of its own"
)


def _more_than_text(key: str) -> str:
    """Return what a key without quotes is, where that is no text."""
    try:
        meaning = resolve(key)
    except ValueError:
        return "a number"
    if isinstance(meaning, str):
        return ""
    if isinstance(meaning, bool):
        return str(meaning).lower()
    return "null" if meaning is None else "a number"
