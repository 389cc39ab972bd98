"""The `aws:invokeWebhook` action.

Source: https://docs.aws.amazon.com/systems-manager/latest/userguide/automation-action-invokeWebhook.html
"""

from typing import Annotated, ClassVar

from ssmdsl.action_input import Input, Text
from ssmdsl.model import model
from ssmdsl.output import Output
from ssmdsl.step import Step


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
        return (
            Output("Response", "$.Response"),
            Output("ResponseCode", "$.ResponseCode", "Integer"),
        )
