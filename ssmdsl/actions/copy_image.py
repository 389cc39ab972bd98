"""The `aws:copyImage` action.

Source: https://docs.aws.amazon.com/systems-manager/latest/userguide/automation-action-copyimage.html
"""

from typing import Annotated, ClassVar

from ssmdsl.action_input import Flag, Input, Text
from ssmdsl.model import model
from ssmdsl.output import Output
from ssmdsl.step import Step

_PREDEFINED_OUTPUTS = (
    Output("ImageId", "$.ImageId"),
    Output("ImageState", "$.ImageState"),
)


@model
class CopyImage(Step):
    """Copy an AMI from any Region into the one of the automation."""

    action: ClassVar[str] = "aws:copyImage"

    source_region: Annotated[Text, Input("String")]
    """The Region that has the image."""
    source_image_id: Annotated[Text, Input("String")]
    """The image there."""
    image_name: Annotated[Text, Input("String")]
    """The name of the copy."""
    image_description: Annotated[Text | None, Input("String")] = None
    """What the copy is for."""
    encrypted: Annotated[Flag | None, Input("Boolean")] = None
    """Whether the copy is encrypted."""
    kms_key_id: Annotated[Text | None, Input("String")] = None
    """The key that it is encrypted with; `None` means the account's own for EBS."""
    client_token: Annotated[Text | None, Input("String")] = None
    """What makes repeated requests one, as AWS's idempotency tokens do."""

    @property
    def predefined_outputs(self) -> tuple[Output, ...]:
        """The copy, and its state: `available`, `pending` or `failed`."""
        return _PREDEFINED_OUTPUTS
