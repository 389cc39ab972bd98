"""A parameter of a call that its operation does not have."""

from collections.abc import Iterator

from ssmdsl.checks._check import Check, Found
from ssmdsl.checks._checked_document import CheckedDocument
from ssmdsl.checks._requests import request_findings


def find(checked: CheckedDocument) -> Iterator[Found]:
    """Yield the parameters that an operation does not have."""
    return request_findings(checked, CHECK.code)


CHECK = Check(
    code="SSM602",
    name="unknown-request-parameter",
    severity="error",
    means="A call has a parameter that its operation does not have, or not under this name.",
    why="SSM accepts the document, boto3 refuses the call, and the step fails each time it runs.",
    wrong="""
mainSteps:
  - name: TagInstance
    action: aws:executeAwsApi
    inputs:
      Service: ec2
      Api: CreateTags
      ResourceId.1: i-0123456789abcdef0
      Tags:
        - Key: Owner
          Value: Security
""",
    right="""
mainSteps:
  - name: TagInstance
    action: aws:executeAwsApi
    inputs:
      Service: ec2
      Api: CreateTags
      Resources: [i-0123456789abcdef0]
      Tags:
        - Key: Owner
          Value: Security
""",
    source="https://docs.aws.amazon.com/systems-manager/latest/userguide/automation-action-executeAwsApi.html",
    find=find,
)
