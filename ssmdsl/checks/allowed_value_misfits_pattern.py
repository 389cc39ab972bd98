"""An allowed value that the pattern or the bounds beside it refuse."""

from collections.abc import Iterator

from ssmdsl.checks._check import Check, Found
from ssmdsl.checks._checked_document import CheckedDocument
from ssmdsl.parameter_value import constraint_misfits
from ssmdsl.reference import references_in


def find(checked: CheckedDocument) -> Iterator[Found]:
    """Yield the allowed values with which the automation cannot be started."""
    for parameter in checked.document.parameters:
        for index, value in enumerate(parameter.allowed_values):
            if not isinstance(value, str) or any(references_in(value)):
                continue
            misfits = constraint_misfits(
                value,
                pattern=parameter.allowed_pattern,
                characters=(parameter.min_chars, parameter.max_chars),
                aws_type=parameter.type if value else "",
            )
            for _, message in misfits:
                path = ("parameters", parameter.name, "allowedValues", index)
                yield Found(path, f"{message}, so the value is never accepted")


CHECK = Check(
    code="SSM125",
    name="allowed-value-misfits-pattern",
    severity="warning",
    means="One of the allowed values does not match the pattern or the bounds of its parameter.",
    why="Both must hold: the automation cannot be started with a value that it offers.",
    wrong="""
parameters:
  TrafficType:
    type: String
    allowedValues:
      - ALL
      - Reject
    allowedPattern: ^[A-Z]+$
mainSteps:
  - name: DescribeFlowLogs
    action: aws:executeAwsApi
    inputs:
      Service: ec2
      Api: DescribeFlowLogs
      Filter:
        - Name: traffic-type
          Values:
            - "{{ TrafficType }}"
""",
    right="""
parameters:
  TrafficType:
    type: String
    allowedValues:
      - ALL
      - REJECT
    allowedPattern: ^[A-Z]+$
mainSteps:
  - name: DescribeFlowLogs
    action: aws:executeAwsApi
    inputs:
      Service: ec2
      Api: DescribeFlowLogs
      Filter:
        - Name: traffic-type
          Values:
            - "{{ TrafficType }}"
""",
    source="https://docs.aws.amazon.com/systems-manager/latest/userguide/documents-syntax-data-elements-parameters.html",
    find=find,
)
