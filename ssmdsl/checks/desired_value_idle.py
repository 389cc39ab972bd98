"""A desired value that the property can never have, beside others that it can."""

from collections.abc import Iterator

from ssmdsl.checks._check import Check, Found
from ssmdsl.checks._checked_document import CheckedDocument
from ssmdsl.checks._desired_values import values_never_seen


def find(checked: CheckedDocument) -> Iterator[Found]:
    """Yield the desired values that nothing comes of."""
    return values_never_seen(checked, alone=False)


CHECK = Check(
    code="SSM715",
    name="desired-value-idle",
    severity="warning",
    means="One of the desired values is one that the property can hardly ever have.",
    why="It has no effect: what it was meant for may be missed.",
    wrong="""
mainSteps:
  - name: CheckEncryption
    action: aws:assertAwsResourceProperty
    inputs:
      Service: ec2
      Api: GetEbsEncryptionByDefault
      PropertySelector: $.EbsEncryptionByDefault
      DesiredValues: ["true", "True"]
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
