"""A selector that is no JSONPath."""

from collections.abc import Iterator

from ssmdsl.checks._check import Check, Found
from ssmdsl.checks._checked_document import CheckedDocument
from ssmdsl.checks._selection import selected_property


def find(checked: CheckedDocument) -> Iterator[Found]:
    """Yield the selectors that cannot be read."""
    for own in checked.selected_outputs:
        if own.selection.unreadable:
            path = checked.path(own.step, "outputs", own.index, "Selector")
            yield Found(path, f"it is no JSONPath: {own.selection.unreadable}")
    for step in checked.steps:
        found = selected_property(step)
        if found is not None and found.unreadable:
            path = checked.path(step, "inputs", "PropertySelector")
            yield Found(path, f"it is no JSONPath: {found.unreadable}")


CHECK = Check(
    code="SSM701",
    name="selector-not-a-path",
    severity="error",
    means="A selector is not written in JSONPath.",
    why="SSM accepts the document, and the step fails, or its output is missing, when it runs.",
    wrong="""
mainSteps:
  - name: FindRegions
    action: aws:executeAwsApi
    inputs:
      Service: ec2
      Api: DescribeRegions
    outputs:
      - {Name: Names, Selector: "$.Regions[].RegionName", Type: StringList}
outputs:
  - FindRegions.Names
""",
    right="""
mainSteps:
  - name: FindRegions
    action: aws:executeAwsApi
    inputs:
      Service: ec2
      Api: DescribeRegions
    outputs:
      - {Name: Names, Selector: "$.Regions..RegionName", Type: StringList}
outputs:
  - FindRegions.Names
""",
    source="https://docs.aws.amazon.com/systems-manager/latest/userguide/automation-action-outputs-inputs.html",
    find=find,
)
