from collections.abc import Callable, Iterator
from typing import Any

import pytest

from ssmdsl.actions import WaitForAwsResourceProperty
from ssmdsl.checks import Found, desired_value_idle
from ssmdsl.checks._checked_document import CheckedDocument
from ssmdsl.checks.desired_value_never_seen import find
from ssmdsl.document import Document
from ssmdsl.loader import load
from ssmdsl.parameter import Parameter
from ssmdsl.reference import DATE

INSTANCE = "$.Reservations[0].Instances[0]"
STATES = '"pending", "running", "shutting-down", "terminated", "stopping", "stopped"'


def messages(
    selector: str,
    *values: str,
    service: str = "ec2",
    api: str = "DescribeInstances",
    find: Callable[[CheckedDocument], Iterator[Found]] = find,
) -> list[tuple[str | int, str]]:
    step = WaitForAwsResourceProperty(
        "Wait", service=service, api=api, property_selector=selector, desired_values=list(values)
    )
    found = list(find(CheckedDocument(Document("Example", steps=[step]))))
    return [(one.path[4], one.message) for one in found]


@pytest.mark.parametrize(
    ("selector", "value", "message"),
    [
        (
            f"{INSTANCE}.EbsOptimized",
            "true",
            'a Boolean is compared as "True" or "False", never as "true"; write "True"',
        ),
        (
            f"{INSTANCE}.EbsOptimized",
            "FALSE",
            'a Boolean is compared as "True" or "False", never as "FALSE"; write "False"',
        ),
        (
            f"{INSTANCE}.EbsOptimized",
            "yes",
            'a Boolean is compared as "True" or "False", never as "yes"',
        ),
        (
            f"{INSTANCE}.State.Name",
            "Running",
            f'the property is never "Running", only {STATES}; write "running"',
        ),
        (f"{INSTANCE}.State.Name", "up", f'the property is never "up", only {STATES}'),
        (
            "$.Reservations..State.Name",
            "runing",
            f'the property is never "runing", only {STATES}; write "running"',
        ),
        (
            f"{INSTANCE}.AmiLaunchIndex",
            "first",
            'the property is a number, which is never "first"',
        ),
        (
            f"{INSTANCE}.State",
            "running",
            'the property is a structure, which is never "running"; select what is in it',
        ),
        (
            f"{INSTANCE}.SecurityGroups",
            "sg-1",
            'the property is a list, which is never "sg-1"',
        ),
    ],
)
def test_a_value_that_is_never_there_is_told(selector: str, value: str, message: str) -> None:
    assert messages(selector, value) == [(0, message)]


def test_a_list_of_texts_has_items() -> None:
    found = messages(
        "$.DBClusters[0].AvailabilityZones",
        "eu-central-1a",
        service="rds",
        api="DescribeDBClusters",
    )
    message = 'the property is a list, which is never "eu-central-1a"; select an item of it'
    assert found == [(0, message)]


def test_each_value_is_looked_at() -> None:
    assert messages(f"{INSTANCE}.State.Name", "Running", "up") == [
        (0, f'the property is never "Running", only {STATES}; write "running"'),
        (1, f'the property is never "up", only {STATES}'),
    ]


def test_one_beside_others_that_can_be_there_is_only_idle() -> None:
    values = ["running", "Stopped"]
    assert messages(f"{INSTANCE}.State.Name", *values) == []
    assert messages(f"{INSTANCE}.State.Name", *values, find=desired_value_idle.find) == [
        (1, f'the property is never "Stopped", only {STATES}; write "stopped"')
    ]
    assert messages(f"{INSTANCE}.State.Name", "up", find=desired_value_idle.find) == []


@pytest.mark.parametrize(
    ("selector", "value"),
    [
        (f"{INSTANCE}.EbsOptimized", "True"),
        (f"{INSTANCE}.State.Name", "running"),
        (f"{INSTANCE}.State.Name", "{{ global:REGION }}"),
        (f"{INSTANCE}.AmiLaunchIndex", "0"),
        (f"{INSTANCE}.InstanceId", "true"),
        (f"{INSTANCE}.SecurityGroups", "[]"),
        (f"{INSTANCE}.State", "{'Code': 16, 'Name': 'running'}"),
        (f"{INSTANCE}.Platform", "windows"),  # what EC2 says, whatever its model
        ("$.Nonsense", "x"),
        ("$.*", "x"),
    ],
)
def test_a_value_that_can_be_there_is_left(selector: str, value: str) -> None:
    assert messages(selector, value) == []


def test_references_are_left() -> None:
    source = b"""schemaVersion: "0.3"
parameters:
  Wanted: {type: Boolean}
  WantedStates: {type: StringList}
mainSteps:
  - name: One
    action: aws:assertAwsResourceProperty
    inputs:
      Service: ec2
      Api: GetEbsEncryptionByDefault
      PropertySelector: $.EbsEncryptionByDefault
      DesiredValues: ["{{ Wanted }}"]
  - name: All
    action: aws:assertAwsResourceProperty
    inputs:
      Service: ec2
      Api: GetEbsEncryptionByDefault
      PropertySelector: $.EbsEncryptionByDefault
      DesiredValues: "{{ WantedStates }}"
"""
    (document,) = load(source, name="Example").documents
    assert list(find(CheckedDocument(document))) == []


@pytest.mark.parametrize(
    ("allowed", "messages"),
    [
        (
            ["true", "false"],
            [
                '{{ Wanted }} can only be "true", "false", and a Boolean is compared as "True" or'
                ' "False", never as "true"'
            ],
        ),
        (["True", "false"], []),
        ([DATE], []),
    ],
)
def test_a_parameter_is_one_of_its_allowed_values(allowed: list[Any], messages: list[str]) -> None:
    wanted = Parameter("Wanted", allowed_values=allowed)
    step = WaitForAwsResourceProperty(
        "Wait",
        service="ec2",
        api="GetEbsEncryptionByDefault",
        property_selector="$.EbsEncryptionByDefault",
        desired_values=[wanted],
    )
    document = Document("Example", parameters=[wanted], steps=[step])
    assert [one.message for one in find(CheckedDocument(document))] == messages


def test_a_text_that_says_true_is_no_boolean() -> None:
    found = messages(
        "$.Attributes.SqsManagedSseEnabled", "true", service="sqs", api="GetQueueAttributes"
    )
    assert found == []


def test_a_type_of_instance_may_be_new() -> None:
    selector = f"{INSTANCE}.InstanceType"
    assert messages(selector, "zz9.large") == []
    ((_, message),) = messages(selector, "zz9.large", find=desired_value_idle.find)
    assert message.startswith('as far as botocore knows, the property is never "zz9.large", only ')
    ((_, message),) = messages(selector, "T3.Micro")
    assert message.startswith('the property is never "T3.Micro", only ')
