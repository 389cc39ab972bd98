"""The `aws:executeStateMachine` action.

Source: https://docs.aws.amazon.com/systems-manager/latest/userguide/automation-action-executeStateMachine.html
"""

from typing import Annotated, ClassVar

from ssmdsl.action_input import Input, Text
from ssmdsl.model import model
from ssmdsl.output import Output
from ssmdsl.step import Step

_PREDEFINED_OUTPUTS = (
    Output("executionArn", "$.executionArn"),
    Output("input", "$.input"),
    Output("name", "$.name"),
    Output("output", "$.output"),
    Output("startDate", "$.startDate"),
    Output("stateMachineArn", "$.stateMachineArn"),
    Output("status", "$.status"),
    Output("stopDate", "$.stopDate"),
)


@model
class ExecuteStateMachine(Step):
    """Run a Step Functions state machine, and wait until it ends."""

    action: ClassVar[str] = "aws:executeStateMachine"

    state_machine_arn: Annotated[Text, Input("String", key="stateMachineArn")]
    """The state machine."""
    execution_name: Annotated[Text | None, Input("String", key="name")] = None
    """The name of the run; `None` lets Step Functions choose one."""
    input: Annotated[Text | None, Input("String", key="input")] = None
    """What it is given, as JSON text."""

    @property
    def predefined_outputs(self) -> tuple[Output, ...]:
        """The run, as Step Functions describes it."""
        return _PREDEFINED_OUTPUTS
