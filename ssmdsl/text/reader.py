"""Decides whether a text is JSON or YAML, and reads it as that."""

import re

from ssmdsl.text.builder import Builder, NotYaml, Unreadable
from ssmdsl.text.characters import decode
from ssmdsl.text.error import TextError
from ssmdsl.text.json_reader import NotJsonError, read_json
from ssmdsl.text.place import Lines, Text
from ssmdsl.text.yaml_reader import read_yaml

_JSON_OBJECT = re.compile(r'[\s\[]*\{\s*"')


def read_text(source: bytes, *, keys_may_repeat: bool = False) -> Text:
    """Read the content of a file, JSON or YAML, as plain data.

    What is JSON is read by JSON's rules; everything else by those of YAML 1.1, where moments and
    clock times stay text, and CloudFormation's short forms become its functions.

    Args:
        source: the content.
        keys_may_repeat: whether a key that is said twice is told by the text, and no error.

    Raises:
        TextError: the content is neither, or holds what a document cannot.
    """
    text = _read(source)
    if text.repeated and not keys_may_repeat:
        raise TextError(problems=text.repeated)
    return text


def _read(source: bytes) -> Text:
    characters = decode(source)
    lines = Lines(characters)
    not_json: NotJsonError | None = None
    looks_like_json = False
    begin = re.match(r'[ \t\r\n]*([{\["0-9-]?)', characters)
    if begin is not None and begin[1]:
        builder = Builder(lines)
        try:
            read_json(characters, builder)
        except NotJsonError as failure:
            # A YAML key may be quoted, and a YAML list begins with "-": no sign of JSON.
            not_json = failure if begin[1] in "{[" else None
            looks_like_json = _JSON_OBJECT.match(characters) is not None
        except Unreadable as failure:
            raise builder.error(failure) from None
        else:
            return builder.text()
    builder = Builder(lines)
    try:
        read_yaml(characters, builder)
    except NotYaml as failure:
        if not_json is not None and (looks_like_json or not_json.offset >= failure.offset):
            raise Builder(lines).error(Unreadable(not_json.offset, str(not_json))) from None
        raise builder.error(failure) from None
    except Unreadable as failure:
        raise builder.error(failure) from None
    return builder.text()
