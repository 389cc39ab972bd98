"""The `aws:approve` action.

Source: https://docs.aws.amazon.com/systems-manager/latest/userguide/automation-action-approve.html
"""

from collections.abc import Iterator
from typing import Annotated, ClassVar

from ssmdsl.action_input import Input, Number, Text, Texts
from ssmdsl.errors import Misfit
from ssmdsl.model import model
from ssmdsl.output import Output
from ssmdsl.reference import references_in
from ssmdsl.step import Step

_PREDEFINED_OUTPUTS = (
    Output("ApprovalStatus", "$.ApprovalStatus"),
    Output("ApproverDecisions", "$.ApproverDecisions", "MapList"),
)


@model
class Approve(Step):
    """Wait until people have approved of going on; one who rejects it makes the step fail."""

    action: ClassVar[str] = "aws:approve"

    approvers: Annotated[Texts, Input("StringList", at_least=1, at_most=10)]
    """Who may decide: IAM user names, or ARNs of users, roles and assumed roles; 1 to 10."""
    message: Annotated[Text | None, Input("String", at_most=4096)] = None
    """What they are told, in at most 4096 characters."""
    notification_arn: Annotated[Text | None, Input("String")] = None
    """The SNS topic that tells them; its name begins with `Automation`."""
    min_required_approvals: Annotated[Number | None, Input("Integer", at_least=1, at_most=10)] = (
        None
    )
    """How many must approve; `None` means one."""

    def misfits(self) -> Iterator[Misfit]:
        """Yield that more must approve than can."""
        yield from super().misfits()
        least, approvers = self.min_required_approvals, self.approvers
        if isinstance(least, int) and isinstance(approvers, list):
            is_written_out = not any(references_in(approvers))
            if is_written_out and least > len(approvers):
                yield "min_required_approvals", f"{least} of {len(approvers)} approvers cannot be"

    @property
    def predefined_outputs(self) -> tuple[Output, ...]:
        """What was decided: `Approved`, `Rejected` or `Waiting`; and what each of them said."""
        return _PREDEFINED_OUTPUTS
