"""The `aws:changeInstanceState` action.

Source: https://docs.aws.amazon.com/systems-manager/latest/userguide/automation-action-changestate.html
"""

from typing import Annotated, ClassVar

from ssmdsl.action_input import Flag, Input, Text, Texts
from ssmdsl.model import model
from ssmdsl.output import Output
from ssmdsl.step import Step

_PREDEFINED_OUTPUTS = (Output("InstanceStates", "$.InstanceStates", "StringList"),)


@model
class ChangeInstanceState(Step):
    """Bring EC2 instances into a state, and wait until they are in it."""

    action: ClassVar[str] = "aws:changeInstanceState"

    instance_ids: Annotated[Texts, Input("StringList", at_least=1)]
    """The instances."""
    desired_state: Annotated[Text, Input("String", allowed=("running", "stopped", "terminated"))]
    """The state; `running` waits for the status checks too."""
    check_state_only: Annotated[Flag | None, Input("Boolean")] = None
    """Whether to wait only, and change nothing; `None` means no."""
    force: Annotated[Flag | None, Input("Boolean")] = None
    """Whether instances are stopped without flushing their caches; `None` means no."""
    fail_on_unexpected_stopped: Annotated[Flag | None, Input("Boolean")] = None
    """Whether the step fails at once where an instance that is to run stops by itself."""
    additional_info: Annotated[Text | None, Input("String")] = None
    """Reserved by AWS."""

    @property
    def predefined_outputs(self) -> tuple[Output, ...]:
        """The states that the instances are in."""
        return _PREDEFINED_OUTPUTS
