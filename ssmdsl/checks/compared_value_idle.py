"""A comparison of an output with a value that it can never have, beside or below others."""

from collections.abc import Iterator

from ssmdsl.checks._check import Check, Found
from ssmdsl.checks._checked_document import CheckedDocument
from ssmdsl.checks._compared_values import never_true


def find(checked: CheckedDocument) -> Iterator[Found]:
    """Yield the texts that are never there, though the condition may be true."""
    return never_true(checked, decides=False)


CHECK = Check(
    code="SSM716",
    name="compared-value-idle",
    severity="warning",
    means="A part of a condition compares an output with a text that it can hardly ever be.",
    why="The comparison changes nothing: below Not it is always true, in an Or it adds nothing.",
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
        - {NextStep: Wait, Not: {Variable: "{{ FindInstance.State }}", StringEquals: Running}}
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
        - {NextStep: Wait, Not: {Variable: "{{ FindInstance.State }}", StringEquals: running}}
    isEnd: true
  - name: Wait
    action: aws:sleep
    inputs: {Duration: PT1M}
""",
    source="https://docs.aws.amazon.com/systems-manager/latest/userguide/automation-branch-condition.html",
    find=find,
)
