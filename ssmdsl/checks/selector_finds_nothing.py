"""A selector of something that the response of an API does not have."""

from collections.abc import Iterator

from ssmdsl.api_call import ApiCall
from ssmdsl.checks._check import Check, Found
from ssmdsl.checks._checked_document import CheckedDocument
from ssmdsl.checks._selection import selected_property


def find(checked: CheckedDocument) -> Iterator[Found]:
    """Yield the selectors that find nothing, whatever the API answers."""
    for own in checked.selected_outputs:
        if own.selection.missing and isinstance(own.step, ApiCall):
            path = checked.path(own.step, "outputs", own.index, "Selector")
            yield Found(path, own.selection.missing)
    for step in checked.steps:
        found = selected_property(step)
        if found is not None and found.missing:
            yield Found(checked.path(step, "inputs", "PropertySelector"), found.missing)


CHECK = Check(
    code="SSM702",
    name="selector-finds-nothing",
    severity="error",
    means="A selector names something that the API's response does not have.",
    why=(
        "The step succeeds without the output, and the next step that reads it fails; a wait"
        " goes on until it times out."
    ),
    wrong="""
mainSteps:
  - name: FindVpc
    action: aws:executeAwsApi
    inputs:
      Service: ec2
      Api: DescribeVpcs
    outputs:
      - {Name: VpcId, Selector: "$.Vpcs.VpcId", Type: String}
outputs:
  - FindVpc.VpcId
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
)
