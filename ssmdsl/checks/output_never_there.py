"""An output that is read where its step cannot have run, and where that lets nothing fail."""

from collections.abc import Iterator

from ssmdsl.checks._check import Check, Found
from ssmdsl.checks._checked_document import CheckedDocument
from ssmdsl.checks._output_reads import why_never_there


def find(checked: CheckedDocument) -> Iterator[Found]:
    """Yield the outputs that no way has to a condition, a script or a step that may fail."""
    for read in checked.reads:
        message = why_never_there(read)
        if message is not None and read.may_be_missing:
            yield Found(checked.path(read.use.step, *read.use.path), message)


_TEMPLATE = """
mainSteps:
%s
"""

_COUNT = """
  - name: CountVpcs
    action: aws:executeScript
    inputs:
      Runtime: python3.11
      Handler: count_vpcs
      InputPayload:
        Vpcs: "{{ DescribeVpcs.Ids }}"
      Script: |
        def count_vpcs(events, context):
            return {"Count": len(events["Vpcs"])}"""

_DESCRIBE = """
  - name: DescribeVpcs
    action: aws:executeAwsApi
    inputs:
      Service: ec2
      Api: DescribeVpcs
      VpcIds: [vpc-0123456789abcdef0]
    outputs:
      - Name: Ids
        Selector: $.Vpcs..VpcId
        Type: StringList"""

CHECK = Check(
    code="SSM212",
    name="output-never-there",
    severity="warning",
    means="A condition, a script, or a step that may fail, reads an output that is never there.",
    why="A condition is false without it, and a script gets the reference's own text.",
    wrong=_TEMPLATE % (_COUNT + _DESCRIBE),
    right=_TEMPLATE % (_DESCRIBE + _COUNT),
    source="https://docs.aws.amazon.com/systems-manager/latest/userguide/automation-action-outputs-inputs.html",
    find=find,
    needs_all=True,
)
