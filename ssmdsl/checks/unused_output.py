"""An output that nothing reads."""

from collections.abc import Iterator

from ssmdsl.checks._check import Check, Found
from ssmdsl.checks._checked_document import CheckedDocument
from ssmdsl.errors import quoted


def find(checked: CheckedDocument) -> Iterator[Found]:
    """Yield the outputs that no step reads and the document does not return."""
    for own in checked.selected_outputs:
        if f"{own.step.name}.{own.output.name}" not in checked.used_names:
            message = (
                f"no step reads {quoted(own.output.name)}, and the document does not return it;"
                " leave it out, or list it among the document's outputs"
            )
            yield Found(checked.path(own.step, "outputs", own.index), message)


CHECK = Check(
    code="SSM707",
    name="unused-output",
    severity="note",
    means="No step reads the output, and the document does not return it.",
    why="It is seen in the history of the step alone; often a reader of it was forgotten.",
    wrong="""
mainSteps:
  - name: FindVpc
    action: aws:executeAwsApi
    inputs:
      Service: ec2
      Api: DescribeVpcs
    outputs:
      - {Name: VpcId, Selector: "$.Vpcs[0].VpcId", Type: String}
""",
    right="""
mainSteps:
  - name: FindVpc
    action: aws:executeAwsApi
    inputs:
      Service: ec2
      Api: DescribeVpcs
    outputs:
      - {Name: VpcId, Selector: "$.Vpcs[0].VpcId", Type: String}
outputs:
  - FindVpc.VpcId
""",
    source="https://docs.aws.amazon.com/systems-manager/latest/userguide/automation-action-outputs-inputs.html",
    find=find,
    needs_all=True,
)
