"""A map, or a list of maps, that is selected as text."""

from collections.abc import Iterator

from ssmdsl.checks._check import Check, Found
from ssmdsl.checks._checked_document import CheckedDocument
from ssmdsl.checks._conversion import best_type, described, is_of_maps
from ssmdsl.errors import quoted


def find(checked: CheckedDocument) -> Iterator[Found]:
    """Yield the outputs of type String that are a map."""
    for own in checked.selected_outputs:
        selection, output = own.selection, own.output
        if output.type == "String" and is_of_maps(selection):
            message = (
                f"{output.selector} is {described(selection)}, and how that becomes text AWS"
                f" does not say; write {quoted(best_type(selection))}"
            )
            yield Found(checked.path(own.step, "outputs", own.index, "Type"), message)


CHECK = Check(
    code="SSM709",
    name="map-as-text",
    severity="warning",
    means="An output of type String selects a structure.",
    why="AWS documents no conversion of a map to text; what later steps read can change.",
    wrong="""
mainSteps:
  - name: FindVpc
    action: aws:executeAwsApi
    inputs:
      Service: ec2
      Api: DescribeVpcs
    outputs:
      - {Name: Vpc, Selector: "$.Vpcs[0]", Type: String}
outputs:
  - FindVpc.Vpc
""",
    right="""
mainSteps:
  - name: FindVpc
    action: aws:executeAwsApi
    inputs:
      Service: ec2
      Api: DescribeVpcs
    outputs:
      - {Name: Vpc, Selector: "$.Vpcs[0]", Type: StringMap}
outputs:
  - FindVpc.Vpc
""",
    source="https://docs.aws.amazon.com/systems-manager/latest/userguide/automation-action-outputs-inputs.html",
    find=find,
)
