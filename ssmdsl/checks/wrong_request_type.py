"""A parameter of a call that is of another type than its operation takes."""

from collections.abc import Iterator

from ssmdsl.checks._check import Check, Found
from ssmdsl.checks._checked_document import CheckedDocument
from ssmdsl.checks._requests import request_findings


def find(checked: CheckedDocument) -> Iterator[Found]:
    """Yield the values, and the references, of another type."""
    return request_findings(checked, CHECK.code)


CHECK = Check(
    code="SSM604",
    name="wrong-request-type",
    severity="error",
    means="A parameter of a call is of another type than its operation takes.",
    why="Nothing is converted: boto3 refuses the call, and the step fails each time it runs.",
    wrong="""
mainSteps:
  - name: SetRetention
    action: aws:executeAwsApi
    inputs:
      Service: logs
      Api: PutRetentionPolicy
      logGroupName: /aws/vpc/flow-logs
      retentionInDays: "30"
""",
    right="""
mainSteps:
  - name: SetRetention
    action: aws:executeAwsApi
    inputs:
      Service: logs
      Api: PutRetentionPolicy
      logGroupName: /aws/vpc/flow-logs
      retentionInDays: 30
""",
    source="https://docs.aws.amazon.com/systems-manager/latest/userguide/automation-action-executeAwsApi.html",
    find=find,
)
