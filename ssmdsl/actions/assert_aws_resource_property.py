"""The `aws:assertAwsResourceProperty` action.

Source: https://docs.aws.amazon.com/systems-manager/latest/userguide/automation-action-assertAwsResourceProperty.html
"""

from typing import ClassVar

from ssmdsl.desired_property import DesiredProperty
from ssmdsl.model import model


@model
class AssertAwsResourceProperty(DesiredProperty):
    """Fail unless a property of a resource has one of the desired values, at once."""

    action: ClassVar[str] = "aws:assertAwsResourceProperty"
