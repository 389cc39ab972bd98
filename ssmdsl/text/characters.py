"""The bytes of a file as characters, and which characters may be among them.

Source: https://yaml.org/spec/1.1/#id868524 (YAML's characters) and
https://www.rfc-editor.org/rfc/rfc8259#section-7 (JSON's)
"""

import codecs
import re

from ssmdsl.text.error import TextError, TextProblem
from ssmdsl.text.place import Lines, Place

LARGEST_BYTES = 10_000_000
"""Largest file that is read: ten times what CloudFormation takes of a template.

Source: https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/cloudformation-limits.html
"""

_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f]")
_NOT_YAML = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ufffe\uffff]")


def decode(source: bytes) -> str:
    """Return the characters of a file, without the mark of its encoding.

    Raises:
        TextError: it is too large, in another encoding, or has what no text has.
    """
    if len(source) > LARGEST_BYTES:
        message = f"the file has {len(source)} bytes; at most {LARGEST_BYTES} are read"
        raise TextError(problems=[TextProblem(Place(1, 1), message)])
    encoding, mark = encoding_of(source)
    content = source[len(mark) :]
    try:
        characters = content.decode(encoding)
    except UnicodeDecodeError as error:
        before = content[: error.start].decode(encoding)
        message = (
            f"the byte 0x{content[error.start]:02X} is not part of any {encoding} character;"
            " save the file as UTF-8"
        )
        place = Lines(before).place(len(before))
        raise TextError(problems=[TextProblem(place, message)]) from None
    _refuse(characters, _CONTROL)
    return characters


def encoding_of(source: bytes) -> tuple[str, bytes]:
    """Return the encoding of a file by the mark at its beginning, and the mark; it may be none."""
    for name, mark in (
        ("UTF-8", codecs.BOM_UTF8),
        ("UTF-16-LE", codecs.BOM_UTF16_LE),
        ("UTF-16-BE", codecs.BOM_UTF16_BE),
    ):
        if source.startswith(mark):
            return name, mark
    return "UTF-8", b""


def refuse_what_yaml_cannot_hold(characters: str) -> None:
    """Refuse the characters that YAML may not have; JSON may have some of them.

    Raises:
        TextError: there is one.
    """
    _refuse(characters, _NOT_YAML)


def _refuse(characters: str, refused: re.Pattern[str]) -> None:
    found = refused.search(characters)
    if found is None:
        return
    code = ord(found[0])
    cause = (
        "is the file UTF-16, or no text at all? Save it as UTF-8"
        if not code
        else f'remove it, or write it in double quotes as "\\u{code:04x}"'
    )
    message = f"the control character U+{code:04X} cannot stand in a file; {cause}"
    place = Lines(characters).place(found.start())
    raise TextError(problems=[TextProblem(place, message)])
