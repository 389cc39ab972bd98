"""A text in a call that is not as the service says that such texts are."""

from collections.abc import Iterator

from ssmdsl.checks._check import Check, Found
from ssmdsl.checks._checked_document import CheckedDocument
from ssmdsl.checks._requests import request_findings


def find(checked: CheckedDocument) -> Iterator[Found]:
    """Yield the texts that are not as the service wants them."""
    return request_findings(checked, CHECK.code)


CHECK = Check(
    code="SSM611",
    name="not-like-pattern",
    severity="warning",
    means="A text in a call does not match the pattern that the service's model has for it.",
    why="The service refuses the call, and the step fails each time it runs.",
    wrong="""
mainSteps:
  - name: CreateLogGroup
    action: aws:executeAwsApi
    inputs:
      Service: logs
      Api: CreateLogGroup
      logGroupName: vpc flow logs
    onFailure: Continue
""",
    right="""
mainSteps:
  - name: CreateLogGroup
    action: aws:executeAwsApi
    inputs:
      Service: logs
      Api: CreateLogGroup
      logGroupName: vpc-flow-logs
    onFailure: Continue
""",
    source="https://docs.aws.amazon.com/systems-manager/latest/userguide/automation-action-executeAwsApi.html",
    find=find,
)
