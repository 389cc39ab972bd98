"""The `aws:executeAutomation` action.

Source: https://docs.aws.amazon.com/systems-manager/latest/userguide/automation-action-executeAutomation.html
"""

from collections.abc import Iterator
from typing import Annotated, ClassVar

from ssmdsl.action_input import Input, Map, Maps, Text
from ssmdsl.errors import Misfit
from ssmdsl.model import model
from ssmdsl.output import Output, StepOutput
from ssmdsl.step import Step

_PREDEFINED_OUTPUTS = (
    Output("Output", "$.Output", "StringList"),
    Output("ExecutionId", "$.ExecutionId"),
    Output("Status", "$.Status"),
)


@model
class ExecuteAutomation(Step):
    """Run another Automation document, and wait until it ends."""

    action: ClassVar[str] = "aws:executeAutomation"

    document_name: Annotated[Text, Input("String")]
    """Its name, or its ARN where it is shared."""
    document_version: Annotated[Text | None, Input("String")] = None
    """The version; `None` means the default one."""
    runtime_parameters: Annotated[Map | None, Input("StringMap")] = None
    """The values of its parameters, by their names."""
    target_parameter_name: Annotated[Text | None, Input("String")] = None
    """The parameter that takes a target; it goes with `targets`."""
    targets: Annotated[Maps | None, Input("MapList")] = None
    """What it runs on: `{"Key": …, "Values": […]}` each."""
    target_maps: Annotated[Maps | None, Input("MapList")] = None
    """The parameters of each run, where they differ; excludes `targets`."""
    target_locations: Annotated[Maps | None, Input("MapList", at_least=1, at_most=100)] = None
    """The accounts and Regions where it runs; 1 to 100. Nothing is returned then."""
    max_concurrency: Annotated[Text | None, Input("String")] = None
    """How many targets are worked on at once: a number, or a percentage."""
    max_errors: Annotated[Text | None, Input("String")] = None
    """How many may fail before no more are begun: a number, or a percentage."""
    tags: Annotated[Maps | None, Input("MapList", at_most=5)] = None
    """The tags of the run: `{"Key": …, "Value": …}` each; at most 5."""

    def misfits(self) -> Iterator[Misfit]:
        """Yield what excludes or needs each other."""
        yield from super().misfits()
        if self.targets is not None and self.target_maps is not None:
            yield "target_maps", "targets is given too; give one of the two"
        if self.targets is not None and self.target_parameter_name is None:
            yield "target_parameter_name", "is required, since targets are given"

    @property
    def predefined_outputs(self) -> tuple[Output, ...]:
        """What the other document returns, the id of its run, and how that ended."""
        return _PREDEFINED_OUTPUTS

    @property
    def output_text(self) -> StepOutput:
        """`Output` as text, which it is where the other document returns a single one."""
        return StepOutput(self.name, Output("Output", "$.Output"))
