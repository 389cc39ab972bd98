"""A value of a parameter that a call which is made with it cannot have."""

from collections.abc import Iterator

from ssmdsl.checks._check import Check, Found
from ssmdsl.checks._checked_document import CheckedDocument
from ssmdsl.checks._requests import request_findings


def find(checked: CheckedDocument) -> Iterator[Found]:
    """Yield the defaults and allowed values that do not fit where they go."""
    return request_findings(checked, CHECK.code)


CHECK = Check(
    code="SSM610",
    name="unfit-parameter-value",
    severity="warning",
    means="A default, or an allowed value, of a parameter cannot stand where the document puts it.",
    why="Whoever starts the automation with that value sees the step fail.",
    wrong="""
parameters:
  Status:
    type: String
    description: Whether the bucket keeps versions.
    allowedValues: [Enabled, Disabled]
mainSteps:
  - name: EnableVersioning
    action: aws:executeAwsApi
    inputs:
      Service: s3
      Api: PutBucketVersioning
      Bucket: audit-logs
      VersioningConfiguration:
        Status: "{{ Status }}"
""",
    right="""
parameters:
  Status:
    type: String
    description: Whether the bucket keeps versions.
    allowedValues: [Enabled, Suspended]
mainSteps:
  - name: EnableVersioning
    action: aws:executeAwsApi
    inputs:
      Service: s3
      Api: PutBucketVersioning
      Bucket: audit-logs
      VersioningConfiguration:
        Status: "{{ Status }}"
""",
    source="https://docs.aws.amazon.com/systems-manager/latest/userguide/documents-syntax-data-elements-parameters.html",
    find=find,
)
