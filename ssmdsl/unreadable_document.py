"""What stands for a document that cannot be made, so that the rest can be checked."""

from collections.abc import Iterator
from typing import Annotated

from pydantic import Field

from ssmdsl.document import Document
from ssmdsl.errors import Misfit
from ssmdsl.model import Items, model
from ssmdsl.step import Step
from ssmdsl.unreadable_step import UnreadableStep


@model
class UnreadableDocument(Document):
    """A document whose steps are wrong, which has been told."""

    steps: Annotated[Items[Step], Field(default_factory=lambda: (UnreadableStep("Unreadable"),))]
    """A step of which nothing is known."""

    def misfits(self) -> Iterator[Misfit]:
        """Yield nothing: all would follow from the steps that are missing."""
        return iter(())
