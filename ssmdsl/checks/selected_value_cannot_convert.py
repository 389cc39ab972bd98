"""An output whose type is none that what it selects can become."""

from collections.abc import Iterator
from typing import get_args

from ssmdsl.checks._check import Check, Found
from ssmdsl.checks._checked_document import CheckedDocument
from ssmdsl.checks._conversion import best_type, described, types_of
from ssmdsl.errors import one_of, quoted
from ssmdsl.value_type import ValueType


def find(checked: CheckedDocument) -> Iterator[Found]:
    """Yield the outputs that cannot be converted to their type."""
    for own in checked.selected_outputs:
        selection, output = own.selection, own.output
        types = types_of(selection)
        if not selection.shapes or output.type in types:
            continue
        known = [own for own in get_args(ValueType) if own in types]
        message = (
            f"{output.selector} is {described(selection)}, which becomes {one_of(known)}, not"
            f" {quoted(output.type)}; write {quoted(best_type(selection))}"
        )
        yield Found(checked.path(own.step, "outputs", own.index, "Type"), message)


CHECK = Check(
    code="SSM703",
    name="selected-value-cannot-convert",
    severity="error",
    means="An output has a type that the part of the response it selects cannot be converted to.",
    why="The step fails after its call, when Automation takes the output from the response.",
    wrong="""
mainSteps:
  - name: FindVpc
    action: aws:executeAwsApi
    inputs:
      Service: ec2
      Api: DescribeVpcs
    outputs:
      - {Name: Tags, Selector: "$.Vpcs[0].Tags", Type: StringMap}
outputs:
  - FindVpc.Tags
""",
    right="""
mainSteps:
  - name: FindVpc
    action: aws:executeAwsApi
    inputs:
      Service: ec2
      Api: DescribeVpcs
    outputs:
      - {Name: Tags, Selector: "$.Vpcs[0].Tags", Type: MapList}
outputs:
  - FindVpc.Tags
""",
    source="https://docs.aws.amazon.com/systems-manager/latest/userguide/automation-action-outputs-inputs.html",
    find=find,
)
