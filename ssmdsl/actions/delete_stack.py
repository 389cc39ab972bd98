"""The `aws:deleteStack` action.

Source: https://docs.aws.amazon.com/systems-manager/latest/userguide/automation-action-deletestack.html
"""

from typing import Annotated, ClassVar

from ssmdsl.action_input import Input, Text, Texts
from ssmdsl.model import model
from ssmdsl.step import Step


@model
class DeleteStack(Step):
    """Delete a CloudFormation stack, and wait until it is gone."""

    action: ClassVar[str] = "aws:deleteStack"

    stack_name: Annotated[Text, Input("String")]
    """The stack's name or id."""
    client_request_token: Annotated[
        Text | None, Input("String", at_least=1, at_most=128, pattern="[a-zA-Z][-a-zA-Z0-9]*")
    ] = None
    """What makes repeated requests one."""
    retain_resources: Annotated[
        Texts | None, Input("StringList", key="RetainResources.member.N")
    ] = None
    """What of a stack whose deletion failed is kept, by logical ids."""
    role_arn: Annotated[Text | None, Input("String", key="RoleARN", at_least=20, at_most=2048)] = (
        None
    )
    """The role that CloudFormation acts as."""
