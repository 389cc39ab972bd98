"""A word in a call that the service does not know."""

from collections.abc import Iterator

from ssmdsl.checks._check import Check, Found
from ssmdsl.checks._checked_document import CheckedDocument
from ssmdsl.checks._requests import request_findings


def find(checked: CheckedDocument) -> Iterator[Found]:
    """Yield the words that a service does not know."""
    return request_findings(checked, CHECK.code)


CHECK = Check(
    code="SSM605",
    name="not-in-enum",
    severity="error",
    means="A parameter of a call takes one of a few words, and has another.",
    why="The service refuses the call, and the step fails each time it runs.",
    wrong="""
mainSteps:
  - name: EnableVersioning
    action: aws:executeAwsApi
    inputs:
      Service: s3
      Api: PutBucketVersioning
      Bucket: audit-logs
      VersioningConfiguration:
        Status: enabled
""",
    right="""
mainSteps:
  - name: EnableVersioning
    action: aws:executeAwsApi
    inputs:
      Service: s3
      Api: PutBucketVersioning
      Bucket: audit-logs
      VersioningConfiguration:
        Status: Enabled
""",
    source="https://docs.aws.amazon.com/systems-manager/latest/userguide/automation-action-executeAwsApi.html",
    find=find,
)
