"""A sleep of fixed length where a state could be waited for."""

from collections.abc import Iterator

from ssmdsl.actions.sleep import Sleep
from ssmdsl.actions.wait_for_aws_resource_property import WaitForAwsResourceProperty
from ssmdsl.checks._beginnings import beginning
from ssmdsl.checks._check import Check, Found
from ssmdsl.checks._checked_document import CheckedDocument
from ssmdsl.errors import quoted


def find(checked: CheckedDocument) -> Iterator[Found]:
    """Yield the sleeps directly behind a call that begins something, with no wait behind them."""
    for step, _ in checked.calls:
        begun = beginning(step)
        if begun is None:
            continue
        follower = next(checked.ways.after(step), None)
        if not isinstance(follower, Sleep) or follower.duration is None:
            continue
        behind = next(checked.ways.after(follower), None)
        if isinstance(behind, WaitForAwsResourceProperty) and behind.service == step.service:
            continue
        message = (
            f"how long what {step.api} begins in step {quoted(step.name)} takes is not known; wait"
            f" with aws:waitForAwsResourceProperty until {begun.describe} says"
            f" {quoted(begun.state)}"
        )
        yield Found(checked.path(follower, "inputs", "Duration"), message)


CHECK = Check(
    code="SSM906",
    name="sleep-instead-of-wait",
    severity="note",
    means="The automation sleeps for a fixed time where it could wait for a state.",
    why="It sleeps too long on most days, and on some not long enough.",
    wrong="""
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
  - name: Sleep
    action: aws:sleep
    inputs:
      Duration: PT2M
  - name: Start
    action: aws:executeAwsApi
    inputs:
      Service: ec2
      Api: StartInstances
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
  - name: WaitUntilStopped
    action: aws:waitForAwsResourceProperty
    timeoutSeconds: 600
    inputs:
      Service: ec2
      Api: DescribeInstances
      InstanceIds: ["{{ InstanceId }}"]
      PropertySelector: $.Reservations[0].Instances[0].State.Name
      DesiredValues: [stopped]
  - name: Start
    action: aws:executeAwsApi
    inputs:
      Service: ec2
      Api: StartInstances
      InstanceIds: ["{{ InstanceId }}"]
""",
    source="https://docs.aws.amazon.com/systems-manager/latest/userguide/automation-action-waitForAwsResourceProperty.html",
    find=find,
    needs_all=True,
)
