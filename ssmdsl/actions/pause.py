"""The `aws:pause` action.

Source: https://docs.aws.amazon.com/systems-manager/latest/userguide/automation-action-pause.html
"""

from typing import Annotated, ClassVar

from ssmdsl.action_input import Input, Text
from ssmdsl.model import model
from ssmdsl.step import Step


@model
class Pause(Step):
    """Wait until somebody resumes the automation."""

    action: ClassVar[str] = "aws:pause"

    message: Annotated[Text | None, Input("String")] = None
    """What they are told."""
