"""A call without a parameter that its operation needs."""

from collections.abc import Iterator

from ssmdsl.checks._check import Check, Found
from ssmdsl.checks._checked_document import CheckedDocument
from ssmdsl.checks._requests import request_findings


def find(checked: CheckedDocument) -> Iterator[Found]:
    """Yield the parameters that calls lack."""
    return request_findings(checked, CHECK.code)


CHECK = Check(
    code="SSM603",
    name="missing-request-parameter",
    severity="error",
    means="A call lacks a parameter that its operation needs.",
    why="SSM accepts the document, boto3 refuses the call, and the step fails each time it runs.",
    wrong="""
mainSteps:
  - name: SetRetention
    action: aws:executeAwsApi
    inputs:
      Service: logs
      Api: PutRetentionPolicy
      logGroupName: /aws/vpc/flow-logs
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
