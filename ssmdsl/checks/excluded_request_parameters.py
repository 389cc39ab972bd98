"""Parameters of a call that do not go together, or of which too few are given."""

from collections.abc import Iterator

from ssmdsl.checks._check import Check, Found
from ssmdsl.checks._checked_document import CheckedDocument
from ssmdsl.checks._requests import request_findings


def find(checked: CheckedDocument) -> Iterator[Found]:
    """Yield the parameters that exclude each other, or lack each other."""
    return request_findings(checked, CHECK.code)


CHECK = Check(
    code="SSM608",
    name="excluded-request-parameters",
    severity="error",
    means="Parameters of a call exclude each other, or one of them needs another.",
    why="The service refuses the call, and the step fails each time it runs.",
    wrong="""
mainSteps:
  - name: CreateFlowLogs
    action: aws:executeAwsApi
    inputs:
      Service: ec2
      Api: CreateFlowLogs
      ResourceIds: [vpc-0123456789abcdef0]
      ResourceType: VPC
      TrafficType: ALL
      LogDestinationType: s3
      LogDestination: arn:aws:s3:::audit-logs
      LogGroupName: /aws/vpc/flow-logs
    outputs:
      - {Name: Failures, Selector: $.Unsuccessful, Type: MapList}
outputs:
  - CreateFlowLogs.Failures
""",
    right="""
mainSteps:
  - name: CreateFlowLogs
    action: aws:executeAwsApi
    inputs:
      Service: ec2
      Api: CreateFlowLogs
      ResourceIds: [vpc-0123456789abcdef0]
      ResourceType: VPC
      TrafficType: ALL
      LogDestinationType: s3
      LogDestination: arn:aws:s3:::audit-logs
    outputs:
      - {Name: Failures, Selector: $.Unsuccessful, Type: MapList}
outputs:
  - CreateFlowLogs.Failures
""",
    source="https://docs.aws.amazon.com/systems-manager/latest/userguide/automation-action-executeAwsApi.html",
    find=find,
)
