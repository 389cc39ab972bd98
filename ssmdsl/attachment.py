"""Attachments of a document: files that its scripts bring along.

Source: https://docs.aws.amazon.com/systems-manager/latest/userguide/documents-syntax-data-elements-parameters.html
"""

import re
from collections.abc import Iterator
from typing import ClassVar

from pydantic import Field

from ssmdsl.errors import Misfit, quoted
from ssmdsl.model import model

ATTACHMENT_NAME_PATTERN = r"[a-zA-Z0-9_\-.]{3,128}"
SHA256_PATTERN = r"[0-9a-fA-F]{64}"


@model
class Attachment:
    """A file that is attached to the document when it is created."""

    noun: ClassVar[str] = "attachment"

    name: str = Field(kw_only=False)
    """Its name: `handler.zip`."""
    sha256: str
    """Its checksum, in 64 hexadecimal digits; SSM refuses a file of another."""
    size: int | None = Field(default=None, ge=0)
    """Its size, in bytes."""

    def misfits(self) -> Iterator[Misfit]:
        """Yield why no file could have this name or checksum."""
        if not re.fullmatch(ATTACHMENT_NAME_PATTERN, self.name):
            message = (
                f'{quoted(self.name)} is not an attachment name: 3 to 128 letters, digits, "_",'
                ' "-" and "."'
            )
            yield "name", message
        if not re.fullmatch(SHA256_PATTERN, self.sha256):
            yield "sha256", f"{quoted(self.sha256)} is not 64 hexadecimal digits"
