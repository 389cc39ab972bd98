"""A whole list that is selected as a single value."""

from collections.abc import Iterator

from ssmdsl.api_call import ApiCall
from ssmdsl.checks._check import Check, Found
from ssmdsl.checks._checked_document import CheckedDocument
from ssmdsl.checks._conversion import is_of_maps
from ssmdsl.selector import instead, segments


def find(checked: CheckedDocument) -> Iterator[Found]:
    """Yield the outputs of a single value that are a list, however long."""
    for own in checked.selected_outputs:
        selection, output = own.selection, own.output
        if (
            output.type in ("String", "Integer", "Boolean")
            and isinstance(own.step, ApiCall)
            and selection.is_list
            and not is_of_maps(selection)
        ):
            kinds = [segment.kind for segment in segments(output.selector)]
            if "every" in kinds:
                continue  # a filter is there to find the one item
            message = (
                f"{output.selector} is a list, which becomes one {output.type} only where it has"
                " a single item"
            )
            if "anywhere" not in kinds:
                message += instead(f"{output.selector}[0]")
            yield Found(checked.path(own.step, "outputs", own.index, "Selector"), message)


CHECK = Check(
    code="SSM714",
    name="list-as-single-value",
    severity="warning",
    means="An output of a single value selects a whole list.",
    why="Where the list has not exactly one item, the step fails.",
    wrong="""
mainSteps:
  - name: FindCluster
    action: aws:executeAwsApi
    inputs:
      Service: rds
      Api: DescribeDBClusters
    outputs:
      - {Name: Zone, Selector: "$.DBClusters[0].AvailabilityZones", Type: String}
outputs:
  - FindCluster.Zone
""",
    right="""
mainSteps:
  - name: FindCluster
    action: aws:executeAwsApi
    inputs:
      Service: rds
      Api: DescribeDBClusters
    outputs:
      - {Name: Zone, Selector: "$.DBClusters[0].AvailabilityZones[0]", Type: String}
outputs:
  - FindCluster.Zone
""",
    source="https://docs.aws.amazon.com/systems-manager/latest/userguide/automation-action-outputs-inputs.html",
    find=find,
)
