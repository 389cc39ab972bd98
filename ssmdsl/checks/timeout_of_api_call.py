"""A timeout of an API call that is longer than one may take."""

from collections.abc import Iterator

from ssmdsl.checks._check import Check, Found
from ssmdsl.checks._checked_document import CheckedDocument

_MAXIMUM = 25


def find(checked: CheckedDocument) -> Iterator[Found]:
    """Yield the timeouts above that of any API call; many of AWS's own documents have them."""
    for step in checked.steps:
        if step.action == "aws:executeAwsApi" and step.timeout_seconds is not None:
            if step.timeout_seconds > _MAXIMUM:
                message = (
                    f"{step.timeout_seconds}, but a call ends after {_MAXIMUM} seconds in any"
                    " case, and what it began goes on; wait for that with"
                    " aws:waitForAwsResourceProperty"
                )
                yield Found(checked.path(step, "timeoutSeconds"), message)


CHECK = Check(
    code="SSM907",
    name="timeout-of-api-call",
    severity="note",
    means="A call of an AWS API is given more time than any such call has.",
    why="The service answers at once or not at all; what the call began is not waited for.",
    wrong="""
parameters:
  InstanceId:
    type: String
mainSteps:
  - name: Stop
    action: aws:executeAwsApi
    timeoutSeconds: 600
    inputs:
      Service: ec2
      Api: StopInstances
      InstanceIds: ["{{ InstanceId }}"]
""",
    right="""
parameters:
  InstanceId:
    type: String
mainSteps:
  - name: Stop
    action: aws:executeAwsApi
    inputs:
      Service: ec2
      Api: StopInstances
      InstanceIds: ["{{ InstanceId }}"]
""",
    source="https://docs.aws.amazon.com/systems-manager/latest/userguide/automation-action-executeAwsApi.html",
    find=find,
)
