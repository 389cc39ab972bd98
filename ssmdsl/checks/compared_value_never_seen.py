"""A condition that compares an output with a value that it can never have, and so is false."""

from collections.abc import Iterator

from ssmdsl.checks._check import Check, Found
from ssmdsl.checks._checked_document import CheckedDocument
from ssmdsl.checks._compared_values import never_true


def find(checked: CheckedDocument) -> Iterator[Found]:
    """Yield the texts that make a whole condition false."""
    return never_true(checked, decides=True)


CHECK = Check(
    code="SSM706",
    name="compared-value-never-seen",
    severity="error",
    means="A condition is never true: it compares an output with a text that it can never be.",
    why="The choice is never taken, or the loop ends after its first pass.",
    wrong="""
mainSteps:
  - name: FindInstance
    action: aws:executeAwsApi
    inputs:
      Service: ec2
      Api: DescribeInstances
    outputs:
      - {Name: State, Selector: "$.Reservations[0].Instances[0].State.Name", Type: String}
  - name: IsRunning
    action: aws:branch
    inputs:
      Choices:
        - {NextStep: Wait, Variable: "{{ FindInstance.State }}", StringEquals: Running}
    isEnd: true
  - name: Wait
    action: aws:sleep
    inputs: {Duration: PT1M}
""",
    right="""
mainSteps:
  - name: FindInstance
    action: aws:executeAwsApi
    inputs:
      Service: ec2
      Api: DescribeInstances
    outputs:
      - {Name: State, Selector: "$.Reservations[0].Instances[0].State.Name", Type: String}
  - name: IsRunning
    action: aws:branch
    inputs:
      Choices:
        - {NextStep: Wait, Variable: "{{ FindInstance.State }}", StringEquals: running}
    isEnd: true
  - name: Wait
    action: aws:sleep
    inputs: {Duration: PT1M}
""",
    source="https://docs.aws.amazon.com/systems-manager/latest/userguide/automation-branch-condition.html",
    find=find,
)
