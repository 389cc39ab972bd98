"""Desired values of which the property can have none."""

from collections.abc import Iterator

from ssmdsl.checks._check import Check, Found
from ssmdsl.checks._checked_document import CheckedDocument
from ssmdsl.checks._desired_values import values_never_seen


def find(checked: CheckedDocument) -> Iterator[Found]:
    """Yield the desired values of the steps that the selected property never satisfies."""
    return values_never_seen(checked, alone=True)


CHECK = Check(
    code="SSM705",
    name="desired-value-never-seen",
    severity="error",
    means="A step waits for, or asserts, values of which the property can never have any.",
    why="The assertion fails each time; the wait goes on until it times out, which can be hours.",
    wrong="""
mainSteps:
  - name: CheckEncryption
    action: aws:assertAwsResourceProperty
    inputs:
      Service: ec2
      Api: GetEbsEncryptionByDefault
      PropertySelector: $.EbsEncryptionByDefault
      DesiredValues: ["true"]
""",
    right="""
mainSteps:
  - name: CheckEncryption
    action: aws:assertAwsResourceProperty
    inputs:
      Service: ec2
      Api: GetEbsEncryptionByDefault
      PropertySelector: $.EbsEncryptionByDefault
      DesiredValues: ["True"]
""",
    source="https://docs.aws.amazon.com/systems-manager/latest/userguide/automation-action-waitForAwsResourceProperty.html",
    find=find,
)
