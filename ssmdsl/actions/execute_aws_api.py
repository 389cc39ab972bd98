"""The `aws:executeAwsApi` action.

Source: https://docs.aws.amazon.com/systems-manager/latest/userguide/automation-action-executeAwsApi.html
"""

from typing import Any, ClassVar

from pydantic import Field

from ssmdsl.model import Members, model
from ssmdsl.step import Step


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
    inputs: Members[Any] = Field(default_factory=dict)
    """The request's parameters, by the names that boto3 takes."""

    def __post_init__(self) -> None:
        """Refuse parameters that would hide the action's own two inputs."""
        super().__post_init__()
        for reserved in ("Service", "Api"):
            if reserved in self.inputs:
                message = f"inputs.{reserved}: give it as {reserved.lower()}=, not among the inputs"
                raise ValueError(message)

    def action_inputs(self) -> dict[str, Any]:
        """Return service and operation with the request's parameters beside them."""
        return {"Service": self.service, "Api": self.api, **self.inputs}
