"""The `aws:createImage` action.

Source: https://docs.aws.amazon.com/systems-manager/latest/userguide/automation-action-create.html
"""

from typing import Annotated, ClassVar

from ssmdsl.action_input import Flag, Input, Maps, Text
from ssmdsl.model import model
from ssmdsl.output import Output
from ssmdsl.step import Step

_PREDEFINED_OUTPUTS = (
    Output("ImageId", "$.ImageId"),
    Output("ImageState", "$.ImageState"),
)


@model
class CreateImage(Step):
    """Make an AMI of an EC2 instance, and wait until it is there."""

    action: ClassVar[str] = "aws:createImage"

    instance_id: Annotated[Text, Input("String", also=("StringList",))]
    """The instance; a list of one is taken too, as `RunInstances` returns it."""
    image_name: Annotated[Text, Input("String")]
    """The name of the image."""
    image_description: Annotated[Text | None, Input("String")] = None
    """What the image is for."""
    no_reboot: Annotated[Flag | None, Input("Boolean")] = None
    """Whether the instance goes on running meanwhile; `None` means no."""
    block_device_mappings: Annotated[Maps | None, Input("MapList")] = None
    """The volumes of the image, as EC2 takes them; `None` means the instance's."""

    @property
    def predefined_outputs(self) -> tuple[Output, ...]:
        """The image, and its state: `available`, `pending` or `failed`."""
        return _PREDEFINED_OUTPUTS
