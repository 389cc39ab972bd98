"""What stands for a step that cannot be made, so that the rest can be checked."""

from typing import Any, ClassVar

from pydantic import Field

from ssmdsl.model import Members, model
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
