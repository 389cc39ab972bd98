import json
from typing import Any

import pytest

from ssmdsl.checks import check_document
from ssmdsl.loader import load


def told(
    service: str, api: str, selector: str, kind: str, **inputs: Any
) -> list[tuple[tuple[Any, ...], str]]:
    """Return path and message of what the check finds in a call with an output."""
    step = {
        "name": "Call",
        "action": "aws:executeAwsApi",
        "inputs": {"Service": service, "Api": api, **inputs},
        "outputs": [{"Name": "Found", "Selector": selector, "Type": kind}],
    }
    source = json.dumps({"schemaVersion": "0.3", "mainSteps": [step]})
    (document,) = load(source.encode(), name="Doc").documents
    found = [finding for finding in check_document(document) if finding.code == "SSM612"]
    return [(finding.path[2:], finding.message) for finding in found]


MESSAGE = (
    " returns its results page by page, and Automation asks for the first alone; look for fewer,"
    " or use a paginator in an aws:executeScript"
)
FILTERS = [{"Name": "instance-state-name", "Values": ["running"]}]


@pytest.mark.parametrize("selector", ["$.Users", "$.Users..UserName", "$..Users"])
def test_a_list_from_the_first_of_many_pages_is_told(selector: str) -> None:
    assert told("iam", "ListUsers", selector, "StringList") == [
        (("outputs", 0), f"ListUsers{MESSAGE}")
    ]


def test_filters_say_less_than_names() -> None:
    selector = "$.Reservations..InstanceId"

    assert told("ec2", "DescribeInstances", selector, "StringList", Filters=FILTERS) == [
        (("outputs", 0), f"DescribeInstances{MESSAGE}")
    ]
    assert told("ec2", "DescribeInstances", selector, "StringList", InstanceIds=["i"]) == []


def test_one_of_many_or_what_comes_at_once_is_fine() -> None:
    assert told("iam", "ListUsers", "$.Users[0].UserName", "String") == []
    assert told("iam", "ListUsers", "$.Users[0].Tags", "MapList") == []
    assert told("sts", "GetCallerIdentity", "$.Account", "StringList") == []
