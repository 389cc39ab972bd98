import json
from typing import Any

import pytest

from ssmdsl.checks import check_document
from ssmdsl.loader import load


def told(service: str, api: str, **inputs: Any) -> list[tuple[tuple[Any, ...], str]]:
    """Return path and message of what the check finds in a call."""
    call = {"Service": service, "Api": api, **inputs}
    step = {"name": "Call", "action": "aws:executeAwsApi", "inputs": call}
    source = json.dumps({"schemaVersion": "0.3", "mainSteps": [step]})
    (document,) = load(source.encode(), name="Doc").documents
    return [
        (finding.path[2:] if finding.step else finding.path, finding.message)
        for finding in check_document(document)
        if finding.code == "SSM602"
    ]


VPC = "vpc-0123456789abcdef0"
WIRE = "there is no such parameter; the service's own requests are written so, and boto3 takes"


def test_a_misspelled_parameter_is_answered_with_the_nearest() -> None:
    message = (
        'there is no such parameter; there are "DryRun", "Filter", "FlowLogIds", "MaxResults",'
        ' "NextToken". Did you mean "FlowLogIds"?'
    )

    assert told("ec2", "DescribeFlowLogs", FlowLogsIds=[]) == [(("inputs", "FlowLogsIds"), message)]


def test_letters_of_another_case_are_another_name() -> None:
    ((path, message),) = told("logs", "CreateLogGroup", LogGroupName="/a")

    assert path == ("inputs", "LogGroupName")
    assert message.endswith('Did you mean "logGroupName"?')


@pytest.mark.parametrize(
    ("written", "right"),
    [
        ("ResourceId.N", "ResourceIds"),
        ("ResourceId.1", "ResourceIds"),
        ("ResourceId.member.1", "ResourceIds"),
        ("ResourceIds.1", "ResourceIds"),
        ("ResourceId", "ResourceIds"),
        ("TagSpecification.1.Tag.1.Key", "TagSpecifications"),
    ],
)
def test_the_name_in_a_query_is_answered_with_that_of_boto3(written: str, right: str) -> None:
    found = told("ec2", "CreateFlowLogs", **{written: "a", "ResourceType": "VPC"})

    assert found == [(("inputs", written), f'{WIRE} a list. Did you mean "{right}"?')]


def test_the_names_of_filters_in_a_query_are_answered() -> None:
    found = told(
        "ec2", "DescribeVpcs", **{"Filter.1.Name": "state", "Filter.1.Value.1": "available"}
    )

    assert found == [
        (("inputs", "Filter.1.Name"), f'{WIRE} a list. Did you mean "Filters"?'),
        (("inputs", "Filter.1.Value.1"), f'{WIRE} a list. Did you mean "Filters"?'),
    ]
    assert told("ec2", "CreateTags", ResourceId="i-1", Tags=[]) == [
        (("inputs", "ResourceId"), f'{WIRE} a list. Did you mean "Resources"?')
    ]
    assert told("ec2", "DescribeVpcs", Filters=[{"Name": "state", "Value": ["available"]}]) == [
        (("inputs", "Filters", 0, "Value"), f'{WIRE} a list. Did you mean "Values"?')
    ]


def test_a_call_that_takes_nothing_says_so() -> None:
    message = "there is no such parameter; the call takes none."

    assert told("iam", "DeleteAccountPasswordPolicy", Name="a") == [(("inputs", "Name"), message)]


def test_what_boto3_takes_under_another_name_is_taken() -> None:
    filters = [{"Name": "resource-id", "Values": [VPC]}]

    assert told("ec2", "DescribeFlowLogs", Filters=filters) == []
    assert told("ec2", "DescribeFlowLogs", Filter=filters) == []
    assert told("ec2", "DescribeVpcs", Filter=filters) != []
