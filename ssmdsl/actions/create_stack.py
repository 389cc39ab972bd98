"""The `aws:createStack` action.

Source: https://docs.aws.amazon.com/systems-manager/latest/userguide/automation-action-createstack.html
"""

from collections.abc import Iterator
from typing import Annotated, ClassVar

from ssmdsl.action_input import Flag, Input, Maps, Number, Text, Texts
from ssmdsl.errors import MISSING, Misfit
from ssmdsl.model import model
from ssmdsl.output import Output
from ssmdsl.step import Step

CAPABILITIES = ("CAPABILITY_IAM", "CAPABILITY_NAMED_IAM", "CAPABILITY_AUTO_EXPAND")
"""What a template can be allowed."""

_EXCLUSIVE = (
    ("disable_rollback", "on_stack_failure"),
    ("stack_policy_body", "stack_policy_url"),
    ("template_body", "template_url"),
)

_PREDEFINED_OUTPUTS = (
    Output("StackId", "$.StackId"),
    Output("StackStatus", "$.StackStatus"),
    Output("StackStatusReason", "$.StackStatusReason"),
)


@model
class CreateStack(Step):
    """Create a CloudFormation stack, and wait until it is there."""

    action: ClassVar[str] = "aws:createStack"

    stack_name: Annotated[Text, Input("String", at_most=128, pattern="[a-zA-Z][-a-zA-Z0-9]*")]
    """Its name: letters, digits and hyphens, a letter first; at most 128."""
    template_body: Annotated[Text | None, Input("String", at_least=1, at_most=51200)] = None
    """The template's text; at most 51200 bytes."""
    template_url: Annotated[
        Text | None, Input("String", key="TemplateURL", at_least=1, at_most=1024)
    ] = None
    """Where the template is in S3."""
    parameters: Annotated[Maps | None, Input("MapList")] = None
    """The template's parameters: `{"ParameterKey": …, "ParameterValue": …}` each."""
    capabilities: Annotated[Texts | None, Input("StringList", allowed=CAPABILITIES)] = None
    """What the template may do beyond the usual: make IAM resources, have macros expanded."""
    disable_rollback: Annotated[Flag | None, Input("Boolean")] = None
    """Whether what was made stays where the rest fails; excludes `on_stack_failure`."""
    on_stack_failure: Annotated[
        Text | None, Input("String", key="OnFailure", allowed=("DO_NOTHING", "ROLLBACK", "DELETE"))
    ] = None
    """What becomes of a stack that fails, `OnFailure`; `None` means `ROLLBACK`."""
    timeout_in_minutes: Annotated[Number | None, Input("Integer", at_least=1)] = None
    """After how many minutes the stack has failed."""
    notification_arns: Annotated[
        Texts | None, Input("StringList", key="NotificationARNs", at_most=5)
    ] = None
    """The SNS topics that are told what happens; at most 5."""
    resource_types: Annotated[Texts | None, Input("StringList")] = None
    """The types of resources that the template may have."""
    role_arn: Annotated[Text | None, Input("String", key="RoleARN", at_least=20, at_most=2048)] = (
        None
    )
    """The role that CloudFormation acts as."""
    stack_policy_body: Annotated[Text | None, Input("String", at_least=1, at_most=16384)] = None
    """The stack policy's text."""
    stack_policy_url: Annotated[
        Text | None, Input("String", key="StackPolicyURL", at_least=1, at_most=1350)
    ] = None
    """Where the stack policy is in S3."""
    client_request_token: Annotated[
        Text | None, Input("String", at_least=1, at_most=128, pattern="[a-zA-Z0-9][-a-zA-Z0-9]*")
    ] = None
    """What makes repeated requests one; needed where the step is tried again."""
    tags: Annotated[Maps | None, Input("MapList", at_most=10)] = None
    """The stack's tags: `{"Key": …, "Value": …}` each; at most 10."""

    def misfits(self) -> Iterator[Misfit]:
        """Yield what excludes each other, and that there is no template."""
        yield from super().misfits()
        for one, other in _EXCLUSIVE:
            if getattr(self, one) is not None and getattr(self, other) is not None:
                yield other, f"{one} is given too; give one of the two", "SSM107"
        if self.template_body is None and self.template_url is None:
            yield "", "needs a template_body or a template_url", MISSING

    @property
    def predefined_outputs(self) -> tuple[Output, ...]:
        """The stack, its status, and why it has that."""
        return _PREDEFINED_OUTPUTS
