from collections.abc import Callable
from typing import Any

import pytest

from ssmdsl import ChangeInstanceState, DefinitionError, Document, Parameter, RunInstances
from ssmdsl.compiler import document_content

COUNT, TEXT = Parameter("Count", "Integer"), Parameter("Text")


def problems(build: Callable[[], object]) -> list[str]:
    with pytest.raises(DefinitionError) as caught:
        build()
    return [str(problem) for problem in caught.value.problems]


def launch(**properties: Any) -> RunInstances:
    return RunInstances("Launch", **{"image_id": "ami-1", **properties})


def test_instances_are_launched_and_their_ids_read() -> None:
    step = launch(
        min_instance_count=1,
        max_instance_count=COUNT,
        security_group_ids=[TEXT],
        tag_specifications=[{"ResourceType": "instance", "Tags": [{"Key": "a", "Value": TEXT}]}],
        metadata_options={"HttpTokens": "required"},
    )
    stop = ChangeInstanceState(
        "Stop", instance_ids=step.output("InstanceIds"), desired_state="stopped"
    )

    compiled = document_content(Document("Launch", parameters=[COUNT, TEXT], steps=[step, stop]))
    assert compiled["mainSteps"] == [
        {
            "name": "Launch",
            "action": "aws:runInstances",
            "inputs": {
                "ImageId": "ami-1",
                "MinInstanceCount": 1,
                "MaxInstanceCount": "{{ Count }}",
                "MetadataOptions": {"HttpTokens": "required"},
                "SecurityGroupIds": ["{{ Text }}"],
                "TagSpecifications": [
                    {"ResourceType": "instance", "Tags": [{"Key": "a", "Value": "{{ Text }}"}]}
                ],
            },
        },
        {
            "name": "Stop",
            "action": "aws:changeInstanceState",
            "inputs": {"InstanceIds": "{{ Launch.InstanceIds }}", "DesiredState": "stopped"},
        },
    ]


def test_fewest_are_not_more_than_most() -> None:
    launch(min_instance_count=2, max_instance_count=2)
    launch(min_instance_count=COUNT, max_instance_count=1)

    assert problems(lambda: launch(min_instance_count=3, max_instance_count=2)) == [
        'step "Launch", min_instance_count: 3 is more than max_instance_count, which is 2'
    ]


@pytest.mark.parametrize(
    ("name", "given", "told"),
    [
        ("min_instance_count", "1", '"1" is not an integer'),
        ("min_instance_count", True, "True is not an integer"),
        ("max_instance_count", 0, "0 is too small; at least 1"),
        ("max_instance_count", TEXT, "{{ Text }} is of type String, not Integer"),
        (
            "instance_initiated_shutdown_behavior",
            "halt",
            '"halt" is not one of "stop", "terminate".',
        ),
        ("ebs_optimized", "yes", '"yes" is not True or False'),
        ("placement", [{}], "[{}] is not a dictionary"),
        ("network_interfaces", {}, "{} is not a list; write [{}]"),
        ("network_interfaces", [TEXT], "item 0: {{ Text }} is of type String, not StringMap"),
    ],
)
def test_the_inputs_are_of_their_kinds(name: str, given: object, told: str) -> None:
    assert problems(lambda: launch(**{name: given})) == [f'step "Launch", {name}: {told}']
