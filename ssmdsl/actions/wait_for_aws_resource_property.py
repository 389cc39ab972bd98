"""The `aws:waitForAwsResourceProperty` action.

Source: https://docs.aws.amazon.com/systems-manager/latest/userguide/automation-action-waitForAwsResourceProperty.html
"""

from typing import ClassVar

from ssmdsl.desired_property import DesiredProperty
from ssmdsl.model import model


@model
class WaitForAwsResourceProperty(DesiredProperty):
    """Wait until a property of a resource has one of the desired values."""

    action: ClassVar[str] = "aws:waitForAwsResourceProperty"
