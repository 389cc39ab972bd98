"""The `aws:deleteImage` action.

Source: https://docs.aws.amazon.com/systems-manager/latest/userguide/automation-action-delete.html
"""

from typing import Annotated, ClassVar

from ssmdsl.action_input import Input, Text
from ssmdsl.model import model
from ssmdsl.step import Step


@model
class DeleteImage(Step):
    """Deregister an AMI, and delete its snapshots."""

    action: ClassVar[str] = "aws:deleteImage"

    image_id: Annotated[Text, Input("String")]
    """The image."""
