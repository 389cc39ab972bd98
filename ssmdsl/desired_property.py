"""What `aws:assertAwsResourceProperty` and `aws:waitForAwsResourceProperty` look for.

Source: https://docs.aws.amazon.com/systems-manager/latest/userguide/automation-action-waitForAwsResourceProperty.html
"""

from collections.abc import Iterator
from typing import Annotated

from ssmdsl.action_input import Input, Text, Texts
from ssmdsl.api_call import ApiCall
from ssmdsl.errors import quoted
from ssmdsl.model import model


@model
class DesiredProperty(ApiCall):
    """A step that compares a property in an operation's response with the values it should have."""

    property_selector: Annotated[Text, Input("String", at_least=1)]
    """Where the property stands in the response, as JSONPath: `$.Reservations[0].OwnerId`."""
    desired_values: Annotated[Texts, Input("StringList", at_least=1)]
    """The texts, one of which it should be; a Boolean is compared as `"True"` or `"False"`."""

    def misfits(self) -> Iterator[tuple[str, str]]:
        """Yield what would hide the action's inputs, or find nothing."""
        yield from super().misfits()
        selector = self.property_selector
        if isinstance(selector, str) and not selector.startswith(("$", "{{")):
            message = f'{quoted(selector)} does not begin with "$", as "$.Name" does'
            yield "property_selector", message
