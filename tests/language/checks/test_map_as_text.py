import pytest

from ssmdsl.actions import ExecuteAwsApi
from ssmdsl.checks._checked_document import CheckedDocument
from ssmdsl.checks.map_as_text import find
from ssmdsl.document import Document
from ssmdsl.output import Output
from ssmdsl.value_type import ValueType


def messages(selector: str, kind: ValueType = "String") -> list[str]:
    outputs = [Output("Found", selector, kind)]
    step = ExecuteAwsApi("Find", service="ec2", api="DescribeVpcs", outputs=outputs)
    found = list(find(CheckedDocument(Document("Example", steps=[step]))))
    assert all(one.path == ("mainSteps", 0, "outputs", 0, "Type") for one in found)
    return [one.message for one in found]


@pytest.mark.parametrize(
    ("selector", "what", "right"),
    [
        ("$", "a structure", "StringMap"),
        ("$.Vpcs[0]", "a structure", "StringMap"),
        ("$.Vpcs", "a list of structures", "MapList"),
        ("$.Vpcs[0].Tags[?(@.Key == 'x')]", "a list of structures", "MapList"),
    ],
)
def test_a_map_that_is_selected_as_text_is_told(selector: str, what: str, right: str) -> None:
    assert messages(selector) == [
        f'{selector} is {what}, and how that becomes text AWS does not say; write "{right}"'
    ]


@pytest.mark.parametrize(
    ("selector", "kind"),
    [("$", "StringMap"), ("$.Vpcs", "MapList"), ("$.Vpcs[0].VpcId", "String"), ("$.x", "String")],
)
def test_maps_as_maps_and_texts_as_texts_are_left(selector: str, kind: ValueType) -> None:
    assert messages(selector, kind) == []
