"""A call that reports failures in its response, and succeeds in spite of them."""

import re
from collections.abc import Iterator
from functools import cache

from ssmdsl.api_call import ApiCall
from ssmdsl.checks._check import Check, Found
from ssmdsl.checks._checked_document import CheckedDocument
from ssmdsl.service_model import operation_model
from ssmdsl.step import Step

_FAILURES = re.compile(
    "unsuccessful|unprocessed|failed|(failures|errors|error(list|entries)|invalid(parameters|labels))$",
    re.IGNORECASE,
)
"""How the members begin that hold what was not done."""

_READS = re.compile(
    "(Batch)?(Check|Classify|Describe|Detect|Evaluate|Get|List|Lookup|Preview|Query|Search|Test|Validate)"
)
"""How the operations begin that do nothing which could fail in part."""

_OF_NO_WEIGHT = {("securityhub", "BatchUpdateFindings"), ("securityhub", "BatchUpdateFindingsV2")}
"""The operations that only note down what was done."""

_LOOKS = ("aws:assertAwsResourceProperty", "aws:waitForAwsResourceProperty")


def find(checked: CheckedDocument) -> Iterator[Found]:
    """Yield the calls whose failures nothing looks at, nor at what they should have done."""
    for step, _ in checked.calls:
        member = None if step.action in _LOOKS else _failures(step.service, step.api)
        if member is None or _is_selected(step, member, checked):
            continue
        if any(_looks(later, step.service) for later in checked.ways.after(step)):
            continue
        message = (
            f"{step.api} tells in {member} what it could not do, and the step succeeds all the"
            " same; let a later aws:assertAwsResourceProperty or aws:waitForAwsResourceProperty"
            f" look at what was done, or select $.{member} as an output"
        )
        yield Found(checked.path(step, "inputs", "Api"), message)


@cache
def _failures(service: str, api: str) -> str | None:
    """Return the member of an operation's response that holds what was not done."""
    shape = operation_model(service, api).output_shape
    if shape is None or _READS.match(api) or (service, api) in _OF_NO_WEIGHT:
        return None
    for name, member in shape.members.items():
        if _FAILURES.match(name) and member.type_name in ("integer", "list", "map"):
            return str(name)
    return None


def _is_selected(step: Step, member: str, checked: CheckedDocument) -> bool:
    """Return whether an output has the member, or the response as a whole."""
    selectors = [output.selector for output in checked.document.outputs_of(step)]
    return any(selector == "$" or member in selector for selector in selectors)


def _looks(later: Step, service: str) -> bool:
    """Return whether a step may look at what was done: a script may."""
    if isinstance(later, ApiCall):
        return later.service == service and bool(later.action in _LOOKS or _READS.match(later.api))
    return later.action == "aws:executeScript"


CHECK = Check(
    code="SSM902",
    name="hidden-failure",
    severity="warning",
    means="The operation reports what it could not do in a response that counts as success, and"
    " nothing looks at that.",
    why="The step and the automation succeed though nothing was repaired.",
    wrong="""
parameters:
  VpcId:
    type: String
  BucketArn:
    type: String
mainSteps:
  - name: CreateFlowLog
    action: aws:executeAwsApi
    inputs:
      Service: ec2
      Api: CreateFlowLogs
      ResourceType: VPC
      ResourceIds: ["{{ VpcId }}"]
      TrafficType: ALL
      LogDestinationType: s3
      LogDestination: "{{ BucketArn }}"
""",
    right="""
parameters:
  VpcId:
    type: String
  BucketArn:
    type: String
mainSteps:
  - name: CreateFlowLog
    action: aws:executeAwsApi
    inputs:
      Service: ec2
      Api: CreateFlowLogs
      ResourceType: VPC
      ResourceIds: ["{{ VpcId }}"]
      TrafficType: ALL
      LogDestinationType: s3
      LogDestination: "{{ BucketArn }}"
  - name: WaitUntilActive
    action: aws:waitForAwsResourceProperty
    timeoutSeconds: 120
    inputs:
      Service: ec2
      Api: DescribeFlowLogs
      Filter:
        - Name: resource-id
          Values: ["{{ VpcId }}"]
      PropertySelector: "$.FlowLogs[0].FlowLogStatus"
      DesiredValues: [ACTIVE]
""",
    source="https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_CreateFlowLogs.html",
    find=find,
    needs_all=True,
)
