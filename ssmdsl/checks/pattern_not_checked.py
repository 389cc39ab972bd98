"""A pattern that Java reads and Python does not, so that nothing is checked against it here."""

from collections.abc import Iterator

from ssmdsl.checks._check import Check, Found
from ssmdsl.checks._checked_document import CheckedDocument
from ssmdsl.errors import quoted
from ssmdsl.parameter_value import is_checkable_pattern


def find(checked: CheckedDocument) -> Iterator[Found]:
    """Yield the patterns in Java's own dialect."""
    for parameter in checked.document.parameters:
        pattern = parameter.allowed_pattern
        if pattern and not is_checkable_pattern(pattern):
            message = (
                f"{quoted(pattern)} is in Java's dialect of regular expressions alone; values are"
                " checked against it when the automation starts, and not before"
            )
            yield Found(("parameters", parameter.name, "allowedPattern"), message)


CHECK = Check(
    code="SSM124",
    name="pattern-not-checked",
    severity="note",
    means="The allowed pattern says what only Java understands.",
    why="A value that does not match is found only when the automation is started.",
    wrong=r"""
parameters:
  Name:
    type: String
    allowedPattern: '^[\p{L}\p{N} ]{1,64}$'
mainSteps:
  - name: DescribeImages
    action: aws:executeAwsApi
    inputs:
      Service: ec2
      Api: DescribeImages
      Owners:
        - self
      Filters:
        - Name: name
          Values:
            - "{{ Name }}"
""",
    right=r"""
parameters:
  Name:
    type: String
    allowedPattern: '^[A-Za-z0-9 ]{1,64}$'
mainSteps:
  - name: DescribeImages
    action: aws:executeAwsApi
    inputs:
      Service: ec2
      Api: DescribeImages
      Owners:
        - self
      Filters:
        - Name: name
          Values:
            - "{{ Name }}"
""",
    source="https://docs.aws.amazon.com/systems-manager/latest/userguide/documents-syntax-data-elements-parameters.html",
    find=find,
)
