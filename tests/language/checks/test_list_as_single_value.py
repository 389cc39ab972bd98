import pytest

from ssmdsl.actions import ExecuteAutomation, ExecuteAwsApi
from ssmdsl.checks._checked_document import CheckedDocument
from ssmdsl.checks.list_as_single_value import find
from ssmdsl.document import Document
from ssmdsl.output import Output
from ssmdsl.step import Step
from ssmdsl.value_type import ValueType

ZONES = "$.DBClusters[0].AvailabilityZones"


def find_clusters(selector: str, kind: ValueType = "String") -> Step:
    outputs = [Output("Found", selector, kind)]
    return ExecuteAwsApi("Find", service="rds", api="DescribeDBClusters", outputs=outputs)


def messages(step: Step) -> list[str]:
    found = list(find(CheckedDocument(Document("Example", steps=[step]))))
    assert all(one.path == ("mainSteps", 0, "outputs", 0, "Selector") for one in found)
    return [one.message for one in found]


@pytest.mark.parametrize(
    ("selector", "kind", "fix"),
    [
        (ZONES, "String", f'; write "{ZONES}[0]"'),
        (ZONES, "Integer", f'; write "{ZONES}[0]"'),
        ("$..DBClusterIdentifier", "String", ""),
    ],
)
def test_a_list_that_is_selected_as_one_value_is_told(
    selector: str, kind: ValueType, fix: str
) -> None:
    message = f"{selector} is a list, which becomes one {kind} only where it has a single item"
    assert messages(find_clusters(selector, kind)) == [message + fix]


@pytest.mark.parametrize(
    "step",
    [
        find_clusters(ZONES, "StringList"),
        find_clusters(f"{ZONES}[0]"),
        find_clusters("$.DBClusters[?(@.Engine == 'docdb')].DBClusterIdentifier"),
        find_clusters("$.DBClusters"),  # a check of its own
        find_clusters("$.Nonsense"),
        ExecuteAutomation("Run", document_name="Own", outputs=[Output("Found", "$.Output")]),
    ],
    ids=lambda step: step.outputs[0].selector,
)
def test_one_item_or_what_is_found_by_a_filter_is_left(step: Step) -> None:
    assert messages(step) == []
