import json
from typing import Any

import pytest

from ssmdsl.checks import check_document
from ssmdsl.loader import load

PARAMETERS = {
    "Name": {"type": "String"},
    "Names": {"type": "StringList"},
    "Days": {"type": "Integer"},
}


def told(service: str, api: str, **inputs: Any) -> list[tuple[tuple[Any, ...], str]]:
    """Return path and message of what the check finds in a call."""
    call = {"Service": service, "Api": api, **inputs}
    step = {"name": "Call", "action": "aws:executeAwsApi", "inputs": call}
    source = json.dumps({"schemaVersion": "0.3", "parameters": PARAMETERS, "mainSteps": [step]})
    (document,) = load(source.encode(), name="Doc").documents
    return [
        (finding.path[2:] if finding.step else finding.path, finding.message)
        for finding in check_document(document)
        if finding.code == "SSM604"
    ]


@pytest.mark.parametrize(
    ("inputs", "path", "message"),
    [
        ({"retentionInDays": "7"}, "retentionInDays", '"7" is not an integer; write 7'),
        ({"retentionInDays": "week"}, "retentionInDays", '"week" is not an integer'),
        ({"retentionInDays": True}, "retentionInDays", "True is not an integer"),
        (
            {"retentionInDays": "{{ Name }}"},
            "retentionInDays",
            '{{ Name }} is of type String, not "Integer"',
        ),
        (
            {"logGroupName": "{{ Days }}"},
            "logGroupName",
            '{{ Days }} is of type Integer, not "String"',
        ),
        ({"logGroupName": ["/b"]}, "logGroupName", "['/b'] is not text"),
    ],
)
def test_a_value_of_another_type_is_told(inputs: dict[str, Any], path: str, message: str) -> None:
    given = {"logGroupName": "/a", "retentionInDays": 7, **inputs}

    assert told("logs", "PutRetentionPolicy", **given) == [(("inputs", path), message)]


def test_a_list_is_no_single_value() -> None:
    ids = ("inputs", "VpcIds")

    assert told("ec2", "DescribeVpcs", VpcIds="vpc-1") == [
        (ids, '"vpc-1" is not a list; write ["vpc-1"]')
    ]
    assert told("ec2", "DescribeVpcs", VpcIds="{{ Name }}") == [
        (ids, '{{ Name }} is of type String, not "StringList"; write ["{{ Name }}"]')
    ]
    assert told("ec2", "DescribeVpcs", DryRun="true") == [
        (("inputs", "DryRun"), '"true" is not True or False')
    ]


def test_references_stand_where_a_value_of_their_type_may() -> None:
    given = {"logGroupName": "/aws/{{ Name }}", "retentionInDays": "{{ Days }}"}

    assert told("logs", "PutRetentionPolicy", **given) == []
    assert told("ec2", "DescribeVpcs", VpcIds=["{{ Name }}", "{{ Names }}"]) == []
    assert told("ec2", "DescribeVpcs", VpcIds="{{ Names }}") == []
