"""A value in a call that boto3 lets pass and the service refuses."""

from collections.abc import Iterator

from ssmdsl.checks._check import Check, Found
from ssmdsl.checks._checked_document import CheckedDocument
from ssmdsl.checks._requests import request_findings


def find(checked: CheckedDocument) -> Iterator[Found]:
    """Yield the values that a service is known to refuse."""
    return request_findings(checked, CHECK.code)


CHECK = Check(
    code="SSM607",
    name="refused-by-service",
    severity="error",
    means="A value in a call is none of those that the service takes.",
    why="The service's model does not say so, and the step fails each time it runs.",
    wrong="""
mainSteps:
  - name: SetRetention
    action: aws:executeAwsApi
    inputs:
      Service: logs
      Api: PutRetentionPolicy
      logGroupName: /aws/vpc/flow-logs
      retentionInDays: 20
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
    source="https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_PutRetentionPolicy.html",
    find=find,
)
