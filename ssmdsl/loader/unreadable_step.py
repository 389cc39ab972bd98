"""What stands for a step that could not be read, so that the others can be checked."""

from typing import Any, ClassVar

from pydantic import Field

from ssmdsl.model import Members, model
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
