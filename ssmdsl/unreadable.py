"""What stands for a step or a document that cannot be made, so that the rest can be checked."""

from collections.abc import Iterator
from typing import Annotated, Any, ClassVar

from pydantic import Field

from ssmdsl.document import Document
from ssmdsl.errors import Misfit
from ssmdsl.model import Items, Members, model
from ssmdsl.output import Output, StepOutput
from ssmdsl.response import ResponsePath, UnknownPart
from ssmdsl.step import Step


@model
class UnreadableStep(Step):
    """A step whose action or inputs are wrong, which has been told."""

    action: ClassVar[str] = ""
    has_unknown_outputs: ClassVar[bool] = True

    inputs: Members[str, Any] = Field(default_factory=dict)
    """What it has as inputs, with references as values."""

    def action_inputs(self) -> dict[str, Any]:
        """Return the inputs as they are written."""
        return dict(self.inputs)

    def referring_inputs(self) -> dict[str, Any]:
        """Return nothing: what it refers to may be what is wrong with it."""
        return {}

    def output(self, name: str) -> StepOutput:
        """Return a reference to any output: nobody knows which it has."""
        known = {output.name: output for output in self.outputs}
        return StepOutput(self.name, known.get(name) or Output(str(name), "$"))

    @property
    def response(self) -> ResponsePath:
        """A response of which nothing is known."""
        return UnknownPart(self.name)


@model
class UnreadableDocument(Document):
    """A document whose steps are wrong, which has been told."""

    steps: Annotated[Items[Step], Field(default_factory=lambda: (UnreadableStep("Unreadable"),))]
    """A step of which nothing is known."""

    def misfits(self) -> Iterator[Misfit]:
        """Yield nothing: all would follow from the steps that are missing."""
        return iter(())
