"""The `aws:executeAwsApi` action.

Source: https://docs.aws.amazon.com/systems-manager/latest/userguide/automation-action-executeAwsApi.html
"""

from collections.abc import Iterator, Mapping
from types import MappingProxyType
from typing import Annotated, Any, ClassVar

from pydantic import AfterValidator, Field

from ssmdsl.json_value import json_copy
from ssmdsl.model import Members, model
from ssmdsl.step import Step


def _of_its_own(inputs: Mapping[str, Any]) -> Mapping[str, Any]:
    """Return the inputs without the lists and dictionaries that the user may yet change."""
    return MappingProxyType(json_copy(inputs))


@model
class ExecuteAwsApi(Step):
    """Call an operation of an AWS service; its response is what the outputs select from.

    This is the general form, taken as it is written. The typed steps of `ssmdsl.aws` check
    the same call against the service's own model.
    """

    action: ClassVar[str] = "aws:executeAwsApi"

    service: str = Field(min_length=1)
    """The service, by the name of its boto3 client: `logs`."""
    api: str = Field(min_length=1)
    """The operation: `CreateLogGroup`."""
    inputs: Annotated[Members[str, Any], AfterValidator(_of_its_own)] = Field(default_factory=dict)
    """The request's parameters, by the names that boto3 takes."""

    def misfits(self) -> Iterator[tuple[str, str]]:
        """Yield what would hide the action's own two inputs."""
        yield from super().misfits()
        for reserved in ("Service", "Api"):
            if reserved in self.inputs:
                message = f"give it as {reserved.lower()}=, not among the inputs"
                yield f"inputs.{reserved}", message

    def action_inputs(self) -> dict[str, Any]:
        """Return service and operation with the request's parameters beside them."""
        return {"Service": self.service, "Api": self.api, **self.inputs}
