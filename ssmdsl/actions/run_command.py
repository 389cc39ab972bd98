"""The `aws:runCommand` action.

Source: https://docs.aws.amazon.com/systems-manager/latest/userguide/automation-action-runcommand.html
"""

from collections.abc import Iterator
from typing import Annotated, ClassVar

from ssmdsl.action_input import Input, Map, Maps, Number, Text, Texts
from ssmdsl.errors import Misfit
from ssmdsl.model import model
from ssmdsl.output import Output
from ssmdsl.step import Step

_PREDEFINED_OUTPUTS = (
    Output("CommandId", "$.CommandId"),
    Output("Status", "$.Status"),
    Output("ResponseCode", "$.ResponseCode", "Integer"),
    Output("Output", "$.Output"),
    Output("OutputPayload", "$.OutputPayload"),
)


@model
class RunCommand(Step):
    """Run a Command document on instances, and wait until it ends there."""

    action: ClassVar[str] = "aws:runCommand"
    reserved_outputs: ClassVar[frozenset[str]] = frozenset({"OutputPayload"})

    document_name: Annotated[Text, Input("String")]
    """The Command document: `AWS-RunShellScript`."""
    instance_ids: Annotated[Texts | None, Input("StringList", at_least=1, at_most=50)] = None
    """The instances; 1 to 50."""
    targets: Annotated[Maps | None, Input("MapList")] = None
    """What it runs on instead: `{"Key": …, "Values": […]}` each."""
    parameters: Annotated[Map | None, Input("StringMap")] = None
    """The document's parameters: a list for each name."""
    cloud_watch_output_config: Annotated[Map | None, Input("StringMap")] = None
    """Whether, and to which log group, the output goes."""
    comment: Annotated[Text | None, Input("String")] = None
    """What the run is for."""
    document_hash: Annotated[Text | None, Input("String")] = None
    """The document's hash; another document is not run."""
    document_hash_type: Annotated[Text | None, Input("String", allowed=("Sha256", "Sha1"))] = None
    """How the hash is made."""
    notification_config: Annotated[Map | None, Input("StringMap")] = None
    """Who is told what becomes of it."""
    output_s3_bucket_name: Annotated[Text | None, Input("String", key="OutputS3BucketName")] = None
    """The bucket that the output goes to."""
    output_s3_key_prefix: Annotated[Text | None, Input("String", key="OutputS3KeyPrefix")] = None
    """What the output's key begins with."""
    service_role_arn: Annotated[Text | None, Input("String")] = None
    """The role that tells of it."""
    delivery_timeout_seconds: Annotated[
        Number | None,
        Input("Integer", key="TimeoutSeconds", at_least=30, at_most=2592000, also=("String",)),
    ] = None
    """How long an instance has to take the command, in seconds: 30 to 2592000."""
    max_concurrency: Annotated[Text | None, Input("String")] = None
    """On how many instances it runs at once: a number, or a percentage."""
    max_errors: Annotated[Text | None, Input("String")] = None
    """How many may fail before no more are begun: a number, or a percentage."""

    def misfits(self) -> Iterator[Misfit]:
        """Yield that there is nothing to run on."""
        yield from super().misfits()
        if self.instance_ids is None and self.targets is None:
            yield "", "needs either instance_ids or targets"
        if self.instance_ids is not None and self.targets is not None:
            yield "targets", "instance_ids is given too; give one of the two"

    @property
    def predefined_outputs(self) -> tuple[Output, ...]:
        """The command, its status and exit code, and what one instance printed."""
        return _PREDEFINED_OUTPUTS
