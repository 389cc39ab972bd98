"""An output that is read where its step cannot have run."""

from collections.abc import Iterator

from ssmdsl.checks._check import Check, Found
from ssmdsl.checks._checked_document import CheckedDocument
from ssmdsl.errors import quoted


def find(checked: CheckedDocument) -> Iterator[Found]:
    """Yield the outputs that no way to their reader has."""
    for read in checked.reads:
        if not read.is_there_sometimes:
            use, source = read.use, quoted(read.source.name)
            if read.source is use.step:
                reason = "a step cannot read its own output"
            elif read.source.name not in checked.flow.reachable:
                reason = f"step {source} is never reached"
            else:
                reason = f"step {source} has succeeded on no way that leads here"
            message = f"{{{{ {use.expression} }}}} has no value: {reason}"
            yield Found(
                checked.path(use.step, *use.path), f"{message}; read what an earlier step returns"
            )


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
