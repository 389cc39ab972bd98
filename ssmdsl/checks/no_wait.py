"""A use of a resource that an earlier call has only begun to make, start, stop or move."""

import re
from collections.abc import Iterator, Mapping
from typing import Any

from ssmdsl.actions.run_command import RunCommand
from ssmdsl.api_call import ApiCall
from ssmdsl.checks._beginnings import READS, beginning
from ssmdsl.checks._check import Check, Found
from ssmdsl.checks._checked_document import CheckedDocument
from ssmdsl.errors import quoted
from ssmdsl.reference import Reference
from ssmdsl.step import Step

_WITHOUT_WAITING = ("aws:branch", "aws:createTags", "aws:executeAwsApi", "aws:runCommand")
"""The actions that take no time; any other may be there to wait, a script above all."""

_AT_ANY_TIME = re.compile(
    "AddTags|CreateTags|DeleteTags|Tag|Untag|TerminateInstances|Modify(Image|Instance|Snapshot)"
)
"""How the operations begin that need not wait for what was begun."""

_WHILE_STOPPED = {"EbsOptimized", "EnaSupport", "InstanceType", "SriovNetSupport", "UserData"}
"""The attributes that only a stopped instance lets itself be given."""


def find(checked: CheckedDocument) -> Iterator[Found]:
    """Yield the calls and commands that come too early, with no step between that could wait."""
    told: set[str] = set()
    for step, _ in checked.calls:
        begun = beginning(step)
        if begun is None:
            continue
        names = set(_texts(step.inputs.get(begun.key))) if begun.key else set[str]()
        for later in checked.ways.after(step, until=_may_wait):
            key = _needs(later, step, names)
            if key and later.name not in told:
                told.add(later.name)
                message = (
                    f"{step.api} in step {quoted(step.name)} only begins it, and nothing waits"
                    f" until it is done; wait with aws:waitForAwsResourceProperty until"
                    f" {begun.describe} says {quoted(begun.state)}"
                )
                yield Found(checked.path(later, "inputs", key), message)


def _may_wait(step: Step) -> bool:
    """Return whether a step may be there to wait, to look, or to be tried again and again."""
    if step.action not in _WITHOUT_WAITING or (step.max_attempts or 1) > 1:
        return True
    return isinstance(step, ApiCall) and READS.match(step.api) is not None


def _needs(later: Step, first: ApiCall, names: set[str]) -> str | None:
    """Return the input by which a later step uses what the first one begins."""
    if _may_wait(later) or later.on_failure == "Continue":
        return None
    if isinstance(later, RunCommand):
        used: Mapping[str, Any] = {"InstanceIds": later.instance_ids}
        if first.api not in ("RunInstances", "StartInstances"):
            return None
    elif not isinstance(later, ApiCall) or later.service != first.service:
        return None
    elif _AT_ANY_TIME.match(later.api) and _WHILE_STOPPED.isdisjoint(later.inputs):
        return None
    else:
        used = later.inputs
    outputs = f"{{{{ {first.name}."
    for key, value in used.items():
        if any(text in names or text.startswith(outputs) for text in _texts(value)):
            return key
    return None


def _texts(value: Any) -> Iterator[str]:
    """Yield the texts and references in an input."""
    if isinstance(value, str | Reference):
        yield str(value)
    elif isinstance(value, list | tuple):
        for item in value:
            yield from _texts(item)


CHECK = Check(
    code="SSM903",
    name="no-wait",
    severity="warning",
    means="A step uses a resource on which an earlier call has only begun to work.",
    why="The service refuses what comes too early, now and then or each time.",
    wrong="""
parameters:
  SnapshotId:
    type: String
  InstanceId:
    type: String
mainSteps:
  - name: CreateVolume
    action: aws:executeAwsApi
    inputs:
      Service: ec2
      Api: CreateVolume
      AvailabilityZone: eu-central-1a
      SnapshotId: "{{ SnapshotId }}"
    outputs:
      - Name: VolumeId
        Selector: $.VolumeId
        Type: String
  - name: AttachVolume
    action: aws:executeAwsApi
    inputs:
      Service: ec2
      Api: AttachVolume
      Device: /dev/sdf
      InstanceId: "{{ InstanceId }}"
      VolumeId: "{{ CreateVolume.VolumeId }}"
""",
    right="""
parameters:
  SnapshotId:
    type: String
  InstanceId:
    type: String
mainSteps:
  - name: CreateVolume
    action: aws:executeAwsApi
    inputs:
      Service: ec2
      Api: CreateVolume
      AvailabilityZone: eu-central-1a
      SnapshotId: "{{ SnapshotId }}"
    outputs:
      - Name: VolumeId
        Selector: $.VolumeId
        Type: String
  - name: WaitForVolume
    action: aws:waitForAwsResourceProperty
    timeoutSeconds: 600
    inputs:
      Service: ec2
      Api: DescribeVolumes
      VolumeIds: ["{{ CreateVolume.VolumeId }}"]
      PropertySelector: $.Volumes[0].State
      DesiredValues: [available]
  - name: AttachVolume
    action: aws:executeAwsApi
    inputs:
      Service: ec2
      Api: AttachVolume
      Device: /dev/sdf
      InstanceId: "{{ InstanceId }}"
      VolumeId: "{{ CreateVolume.VolumeId }}"
""",
    source="https://docs.aws.amazon.com/systems-manager/latest/userguide/automation-action-waitForAwsResourceProperty.html",
    find=find,
    needs_all=True,
)
