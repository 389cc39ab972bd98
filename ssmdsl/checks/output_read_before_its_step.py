"""An output that is read where its step cannot have run, so that the reader fails."""

from collections.abc import Iterator

from ssmdsl.checks._check import Check, Found
from ssmdsl.checks._checked_document import CheckedDocument
from ssmdsl.checks._output_reads import why_never_there


def find(checked: CheckedDocument) -> Iterator[Found]:
    """Yield the outputs that no way to their reader has."""
    for read in checked.reads:
        message = why_never_there(read)
        if message is not None and not read.may_be_missing:
            yield Found(checked.path(read.use.step, *read.use.path), message)


CHECK = Check(
    code="SSM203",
    name="output-read-before-its-step",
    severity="error",
    means="The step reads the output of a step that cannot have run by then.",
    why="The step fails each time, when Automation fills in its inputs.",
    wrong="""
mainSteps:
  - name: TagVpc
    action: aws:createTags
    inputs:
      ResourceType: EC2
      ResourceIds:
        - "{{ DescribeVpc.VpcId }}"
      Tags:
        - Key: Checked
          Value: "yes"
  - name: DescribeVpc
    action: aws:executeAwsApi
    inputs:
      Service: ec2
      Api: DescribeVpcs
    outputs:
      - Name: VpcId
        Selector: $.Vpcs[0].VpcId
        Type: String
""",
    right="""
mainSteps:
  - name: DescribeVpc
    action: aws:executeAwsApi
    inputs:
      Service: ec2
      Api: DescribeVpcs
    outputs:
      - Name: VpcId
        Selector: $.Vpcs[0].VpcId
        Type: String
  - name: TagVpc
    action: aws:createTags
    inputs:
      ResourceType: EC2
      ResourceIds:
        - "{{ DescribeVpc.VpcId }}"
      Tags:
        - Key: Checked
          Value: "yes"
""",
    source="https://docs.aws.amazon.com/systems-manager/latest/userguide/automation-action-outputs-inputs.html",
    find=find,
    needs_all=True,
)
