import pytest

from ssmdsl.checks._checked_document import CheckedDocument
from ssmdsl.checks.selector_not_a_path import find
from ssmdsl.loader import load


def found(selector: str) -> list[tuple[tuple[str | int, ...], str]]:
    source = f"""schemaVersion: "0.3"
mainSteps:
  - name: Find
    action: aws:executeAwsApi
    inputs: {{Service: ec2, Api: DescribeVpcs}}
    outputs: [{{Name: Found, Selector: '{selector.replace("'", "''")}'}}]
"""
    (document,) = load(source.encode(), name="Example").documents
    return [(one.path, one.message) for one in find(CheckedDocument(document))]


@pytest.mark.parametrize(
    ("selector", "message"),
    [
        (
            "$.Vpcs[].VpcId",
            '"[]" is JMESPath; in JSONPath, ".." finds it in all items; write "$.Vpcs..VpcId"',
        ),
        (
            "$.Vpcs[].Tags[].Key",
            '"[]" is JMESPath; in JSONPath, ".." finds it in all items; write "$.Vpcs..Tags..Key"',
        ),
        ("$.Vpcs[].Tags[", '"[]" is JMESPath; in JSONPath, ".." finds it in all items'),
        ("Vpcs[]", '"[]" is JMESPath; in JSONPath, ".." finds it in all items; write "$.Vpcs"'),
        (
            "$.Vpcs[?State=='available'].VpcId | [0]",
            "a filter stands in parentheses and says @ for the item;"
            " write \"$.Vpcs[?(@.State == 'available')].VpcId\"",
        ),
        (
            "$.Vpcs[?contains(State, 'a')].VpcId",
            "a filter stands in parentheses and says @ for the item: [?(@.Name == 'x')]",
        ),
        (
            "$.Vpcs[?(@.State = 'available')].VpcId",
            'a filter compares with "==", not "="; write "$.Vpcs[?(@.State == \'available\')]'
            '.VpcId"',
        ),
        ("$.Vpcs[0.VpcId", 'its last "[" is never closed'),
        ("$.Vpcs0].VpcId", 'a "]" in it closes nothing'),
        ("$[Vpcs][0]", 'a name in brackets stands in quotation marks; write "$.Vpcs[0]"'),
        (
            "$.Vpcs...VpcId",
            'two dots find a member anywhere, and more of them find nothing; write "$.Vpcs..VpcId"',
        ),
        ("$.Vpcs[0].", 'it ends with a dot; write "$.Vpcs[0]"'),
        ("$Vpcs[0]", 'a dot stands before each name; write "$.Vpcs[0]"'),
        ("$.Vpcs[0]VpcId", 'a dot stands before each name; write "$.Vpcs[0].VpcId"'),
        ("$.Vpcs | [0]", '"|" is JMESPath, and JSONPath has nothing like it'),
        ("$.My Vpcs", "a name with a space in it stands in brackets: ['My name']"),
    ],
)
def test_what_is_no_jsonpath_is_told(selector: str, message: str) -> None:
    path = ("mainSteps", 0, "outputs", 0, "Selector")
    assert found(selector) == [(path, f"it is no JSONPath: {message}")]


@pytest.mark.parametrize(
    "selector",
    [
        "$",
        "Vpcs[0].VpcId",
        "$['Vpcs'][0]['VpcId']",
        '$["Vpcs"][0]',
        "$.Vpcs[*].VpcId",
        "$.Vpcs[0:2].VpcId",
        "$.Vpcs[-1]",
        "$..VpcId",
        "$.Vpcs[?(@.State == 'available')].VpcId",
        "$.Vpcs[?(@.State=='available' && @.VpcId != '')].VpcId",
        "$.Vpcs[?(@.State =~ /a.*/)].VpcId",
        "$.Vpcs[?(@.Tags[?(@.Key == 'x')])].VpcId",
        "$.Vpcs.length()",
        "$..*",
        "$.Vpcs[0]['VpcId','State']",
        "$.Vpcs[(@.length-1)]",
    ],
)
def test_jsonpath_and_what_nobody_is_sure_of_is_left(selector: str) -> None:
    assert found(selector) == []


def test_a_property_selector_is_read_too() -> None:
    source = b"""schemaVersion: "0.3"
mainSteps:
  - name: Check
    action: aws:assertAwsResourceProperty
    inputs:
      Service: ec2
      Api: DescribeVpcs
      PropertySelector: $.Vpcs[].State
      DesiredValues: [available]
"""
    (document,) = load(source, name="Example").documents
    assert [(one.path, one.message) for one in find(CheckedDocument(document))] == [
        (
            ("mainSteps", 0, "inputs", "PropertySelector"),
            'it is no JSONPath: "[]" is JMESPath; in JSONPath, ".." finds it in all items;'
            ' write "$.Vpcs..State"',
        )
    ]
