"""The `aws:executeAwsApi` action.

Source: https://docs.aws.amazon.com/systems-manager/latest/userguide/automation-action-executeAwsApi.html
"""

from typing import ClassVar

from ssmdsl.api_call import ApiCall
from ssmdsl.model import model


@model
class ExecuteAwsApi(ApiCall):
    """Call an operation of an AWS service; its response is what the outputs select from.

    This is the general form, taken as it is written. The typed steps of `ssmdsl.aws` check
    the same call against the service's own model.
    """

    action: ClassVar[str] = "aws:executeAwsApi"
