"""The `aws:invokeWebhook` action.

Source: https://docs.aws.amazon.com/systems-manager/latest/userguide/invoke-webhook.html
"""

from typing import Annotated, ClassVar

from ssmdsl.action_input import Input, Text
from ssmdsl.model import model
from ssmdsl.output import Output
from ssmdsl.step import Step

_PREDEFINED_OUTPUTS = (
    Output("Response", "$.Response"),
    Output("ResponseCode", "$.ResponseCode", "Integer"),
)


@model
class InvokeWebhook(Step):
    """Call a webhook that is set up as an integration of Automation."""

    action: ClassVar[str] = "aws:invokeWebhook"

    integration_name: Annotated[Text, Input("String")]
    """The integration."""
    body: Annotated[Text | None, Input("String")] = None
    """What is sent, in place of what the integration sends by itself."""

    @property
    def predefined_outputs(self) -> tuple[Output, ...]:
        """What was answered, and the HTTP status."""
        return _PREDEFINED_OUTPUTS
