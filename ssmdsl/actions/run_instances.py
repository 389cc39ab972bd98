"""The `aws:runInstances` action.

Source: https://docs.aws.amazon.com/systems-manager/latest/userguide/automation-action-runinstance.html
"""

from collections.abc import Iterator
from typing import Annotated, ClassVar

from ssmdsl.action_input import Flag, Input, Map, Maps, Number, Text, Texts
from ssmdsl.errors import Misfit
from ssmdsl.model import model
from ssmdsl.output import Output
from ssmdsl.step import Step

_PREDEFINED_OUTPUTS = (
    Output("InstanceIds", "$.InstanceIds", "StringList"),
    Output("InstanceStates", "$.InstanceStates", "StringList"),
)


@model
class RunInstances(Step):
    """Launch EC2 instances, and wait until they are ready."""

    action: ClassVar[str] = "aws:runInstances"

    image_id: Annotated[Text, Input("String")]
    """The AMI."""
    instance_type: Annotated[Text | None, Input("String")] = None
    """The instance type; `None` means `m1.small`."""
    min_instance_count: Annotated[Number | None, Input("Integer", at_least=1)] = None
    """Fewest instances."""
    max_instance_count: Annotated[Number | None, Input("Integer", at_least=1)] = None
    """Most instances."""
    additional_info: Annotated[Text | None, Input("String")] = None
    """Reserved by AWS."""
    block_device_mappings: Annotated[Maps | None, Input("MapList")] = None
    """The volumes, as EC2 takes them."""
    client_token: Annotated[Text | None, Input("String")] = None
    """What makes repeated requests one."""
    disable_api_termination: Annotated[Flag | None, Input("Boolean")] = None
    """Whether nobody can terminate them through the API."""
    ebs_optimized: Annotated[Flag | None, Input("Boolean")] = None
    """Whether they are optimized for EBS."""
    iam_instance_profile_arn: Annotated[Text | None, Input("String")] = None
    """The instance profile."""
    iam_instance_profile_name: Annotated[Text | None, Input("String")] = None
    """The instance profile, by its name."""
    instance_initiated_shutdown_behavior: Annotated[
        Text | None, Input("String", allowed=("stop", "terminate"))
    ] = None
    """What a shutdown from inside does."""
    kernel_id: Annotated[Text | None, Input("String")] = None
    """The kernel."""
    key_name: Annotated[Text | None, Input("String")] = None
    """The key pair."""
    metadata_options: Annotated[Map | None, Input("StringMap")] = None
    """How instance metadata is read, as EC2 takes it."""
    monitoring: Annotated[Flag | None, Input("Boolean")] = None
    """Whether they are monitored in detail."""
    network_interfaces: Annotated[Maps | None, Input("MapList")] = None
    """The network interfaces, as EC2 takes them."""
    placement: Annotated[Map | None, Input("StringMap")] = None
    """Where they are, as EC2 takes it."""
    private_ip_address: Annotated[Text | None, Input("String")] = None
    """The primary IPv4 address."""
    ramdisk_id: Annotated[Text | None, Input("String")] = None
    """The RAM disk."""
    security_group_ids: Annotated[Texts | None, Input("StringList")] = None
    """The security groups."""
    security_groups: Annotated[Texts | None, Input("StringList")] = None
    """The security groups, by name, in the default VPC."""
    subnet_id: Annotated[Text | None, Input("String")] = None
    """The subnet."""
    tag_specifications: Annotated[Maps | None, Input("MapList")] = None
    """Their tags, as EC2 takes them."""
    user_data: Annotated[Text | None, Input("String")] = None
    """What they run when they start, in base64."""

    def misfits(self) -> Iterator[Misfit]:
        """Yield that there are to be fewer at most than at least."""
        yield from super().misfits()
        least, most = self.min_instance_count, self.max_instance_count
        if isinstance(least, int) and isinstance(most, int) and least > most:
            yield "min_instance_count", f"{least} is more than max_instance_count, which is {most}"

    @property
    def predefined_outputs(self) -> tuple[Output, ...]:
        """The instances, and their states."""
        return _PREDEFINED_OUTPUTS
