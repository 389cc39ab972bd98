"""The `aws:createTags` action.

Source: https://docs.aws.amazon.com/systems-manager/latest/userguide/automation-action-createtag.html
"""

from collections.abc import Iterator
from typing import Annotated, ClassVar

from ssmdsl.action_input import Input, Maps, Text, Texts
from ssmdsl.errors import Misfit
from ssmdsl.model import model
from ssmdsl.step import Step


@model
class CreateTags(Step):
    """Give EC2 resources, or resources of Systems Manager, tags."""

    action: ClassVar[str] = "aws:createTags"

    resource_ids: Annotated[Texts, Input("StringList", at_least=1)]
    """The resources; only one unless they are EC2's."""
    tags: Annotated[Maps, Input("MapList", at_least=1)]
    """The tags: `{"Key": …, "Value": …}` each."""
    resource_type: Annotated[
        Text | None,
        Input("String", allowed=("EC2", "ManagedInstance", "MaintenanceWindow", "Parameter")),
    ] = None
    """What the resources are; `None` means EC2's."""

    def misfits(self) -> Iterator[Misfit]:
        """Yield that there are several resources where only one may be."""
        yield from super().misfits()
        kind, ids = self.resource_type, self.resource_ids
        if isinstance(kind, str) and kind != "EC2" and isinstance(ids, list) and len(ids) > 1:
            yield "resource_ids", f"{len(ids)} of them; only EC2's resources take tags together"
