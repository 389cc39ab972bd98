"""What `aws:assertAwsResourceProperty` and `aws:waitForAwsResourceProperty` look for.

Source: https://docs.aws.amazon.com/systems-manager/latest/userguide/automation-action-waitForAwsResourceProperty.html
"""

from collections.abc import Iterator, Sequence
from typing import Annotated

from ssmdsl.action_input import Input, Text
from ssmdsl.api_call import ApiCall
from ssmdsl.errors import Misfit, quoted
from ssmdsl.model import model, not_a_list
from ssmdsl.reference import Reference
from ssmdsl.schema_parts import Schema, told
from ssmdsl.value_type import basic_type


@model
class DesiredProperty(ApiCall):
    """A step that compares a property in an operation's response with the values it should have."""

    property_selector: Annotated[Text, Input("String", at_least=1)]
    """Where the property stands in the response, as JSONPath: `$.Reservations[0].OwnerId`."""
    desired_values: Annotated[Sequence[Text] | Reference, Input()]
    """The texts, one of which it should be; a Boolean is compared as `"True"` or `"False"`."""

    @classmethod
    def input_schema(cls) -> Schema:
        """Return the JSON Schema of the action's own inputs, open to the request's parameters."""
        schema = super().input_schema()
        texts = Input("StringList", at_least=1).schema()
        schema["properties"]["DesiredValues"] = told(cls, "desired_values", texts)
        return schema

    def misfits(self) -> Iterator[Misfit]:
        """Yield what would hide the action's inputs, or find nothing."""
        yield from super().misfits()
        selector = self.property_selector
        if isinstance(selector, str) and not selector.startswith(("$", "{{")):
            message = f'{quoted(selector)} does not begin with "$", as "$.Name" does'
            yield "property_selector", message
        yield from self._desired_misfits()

    def _desired_misfits(self) -> Iterator[tuple[str, str]]:
        desired = self.desired_values
        if isinstance(desired, Reference):
            if basic_type(desired.value_type) != "StringList":
                yield "desired_values", f"{desired} is of type {desired.value_type}, not a list"
        elif not isinstance(desired, list):
            yield "desired_values", not_a_list(desired)
        elif not desired:
            yield "desired_values", "there is no value that it could have"
        else:
            for index, item in enumerate(desired):
                # What is found is compared as text, so any reference may stand here.
                if not isinstance(item, str | Reference):
                    message = f"{quoted(item)} is not text; write {quoted(str(item))}"
                    yield f"desired_values[{index}]", message
