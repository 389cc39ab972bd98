import json
from typing import Any

from ssmdsl.checks import check_document
from ssmdsl.loader import load

PARAMETERS = {
    "Status": {
        "type": "String",
        "default": "enabled",
        "allowedValues": ["enabled", "Suspended"],
    },
    "Days": {"type": "Integer", "default": 20},
    "Kinds": {"type": "StringList", "default": ["TAGS", "NONE"]},
    "Included": {"type": "StringList", "allowedValues": ["TAGS", "NAMES"]},
    "Empty": {"type": "String", "default": ""},
    "None": {"type": "Integer", "default": 0},
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
        if finding.code == "SSM610"
    ]


def test_a_default_and_an_allowed_value_are_held_against_where_they_go() -> None:
    found = told(
        "s3",
        "PutBucketVersioning",
        Bucket="logs",
        VersioningConfiguration={"Status": "{{ Status }}"},
    )
    becomes = 'it becomes step "Call", inputs.VersioningConfiguration.Status, where'

    assert found == [
        (
            ("parameters", "Status", "allowedValues", 0),
            f'{becomes} "enabled" is not one of "Enabled", "Suspended". Did you mean "Enabled"?',
        ),
        (
            ("parameters", "Status", "default"),
            f'{becomes} "enabled" is not one of "Enabled", "Suspended". Did you mean "Enabled"?',
        ),
    ]


def test_what_a_service_is_known_to_refuse_is_told_too() -> None:
    ((path, message),) = told(
        "logs", "PutRetentionPolicy", logGroupName="/a", retentionInDays="{{ Days }}"
    )

    assert path == ("parameters", "Days", "default")
    assert message.startswith(
        'it becomes step "Call", inputs.retentionInDays, where 20 is not one of 1, 3, '
    )


def test_items_of_lists_are_values_too() -> None:
    message = (
        'it becomes step "Call", inputs.include, where "NONE" is not one of "ATTACHMENTS",'
        ' "CONFIGURATIONS", "SETTINGS", "STATISTICS", "TAGS".'
    )

    assert told("ecs", "DescribeClusters", include="{{ Kinds }}") == [
        (("parameters", "Kinds", "default", 1), message)
    ]
    assert told("ecs", "DescribeClusters", include=["{{ Kinds }}"]) == [
        (("parameters", "Kinds", "default", 1), message.replace("include", "include[0]"))
    ]


def test_an_allowed_value_of_a_list_is_an_item() -> None:
    found = told("ecs", "DescribeClusters", include="{{ Included }}")

    assert [path for path, _ in found] == [("parameters", "Included", "allowedValues", 1)]


def test_an_empty_value_stands_for_none() -> None:
    assert told("logs", "DescribeLogGroups", logGroupClass="{{ Empty }}") == []
    assert (
        told(
            "ec2",
            "ModifyInstanceMetadataOptions",
            InstanceId="i",
            HttpPutResponseHopLimit="{{ None }}",
        )
        == []
    )


def test_text_in_which_it_is_filled_in_is_not_known() -> None:
    assert told("logs", "DescribeLogGroups", logGroupClass="{{ Status }}-x") == []
