from collections.abc import Callable
from typing import Any

import pytest

from ssmdsl import DefinitionError, Document, Output, Parameter, RunCommand
from ssmdsl.compiler import document_content


def problems(build: Callable[[], object]) -> list[str]:
    with pytest.raises(DefinitionError) as caught:
        build()
    return [str(problem) for problem in caught.value.problems]


def run(**properties: Any) -> RunCommand:
    given = {"document_name": "AWS-RunShellScript", "instance_ids": ["i-1"], **properties}
    return RunCommand("Run", **given)


def test_a_command_compiles_with_both_its_timeouts() -> None:
    instance = Parameter("Id", "AWS::EC2::Instance::Id")
    step = run(
        instance_ids=[instance],
        parameters={"commands": [f"echo {instance}"]},
        cloud_watch_output_config={"CloudWatchOutputEnabled": "true"},
        output_s3_bucket_name="bucket",
        delivery_timeout_seconds=60,
        timeout_seconds=600,
        outputs=[Output("Printed", "$.Output")],
    )

    compiled = document_content(Document("Run", parameters=[instance], steps=[step]))
    assert compiled["mainSteps"][0] == {
        "name": "Run",
        "action": "aws:runCommand",
        "timeoutSeconds": 600,
        "inputs": {
            "DocumentName": "AWS-RunShellScript",
            "InstanceIds": ["{{ Id }}"],
            "Parameters": {"commands": ["echo {{ Id }}"]},
            "CloudWatchOutputConfig": {"CloudWatchOutputEnabled": "true"},
            "OutputS3BucketName": "bucket",
            "TimeoutSeconds": 60,
        },
        "outputs": [{"Name": "Printed", "Selector": "$.Output", "Type": "String"}],
    }


def test_a_command_runs_on_instances_or_on_targets() -> None:
    told = ['step "Run": needs either instance_ids or targets']
    targets = [{"Key": "tag:Stage", "Values": ["test"]}]

    assert problems(lambda: run(instance_ids=None)) == told
    assert problems(lambda: run(targets=targets)) == [
        'step "Run", targets: instance_ids is given too; give one of the two'
    ]
    assert run(instance_ids=None, targets=targets).action_inputs()["Targets"] == targets


@pytest.mark.parametrize(
    ("name", "given", "told"),
    [
        ("instance_ids", [], "[] is too short; at least 1 item"),
        ("delivery_timeout_seconds", 29, "29 is too small; at least 30"),
        ("delivery_timeout_seconds", 2592001, "2592001 is too large; at most 2592000"),
        ("delivery_timeout_seconds", "60", '"60" is not an integer'),
        ("document_hash_type", "MD5", '"MD5" is not one of "Sha256", "Sha1".'),
        ("parameters", ["a"], "['a'] is not a dictionary"),
        ("max_errors", 0, "0 is not text"),
    ],
)
def test_the_limits_of_the_action_are_kept(name: str, given: object, told: str) -> None:
    assert problems(lambda: run(**{name: given})) == [f'step "Run", {name}: {told}']


def test_it_runs_on_at_most_fifty_instances() -> None:
    run(instance_ids=["i-1"] * 50)

    (told,) = problems(lambda: run(instance_ids=["i-1"] * 51))
    assert told.endswith(", ...] is too long; at most 50 items")


def test_a_timeout_may_be_text_that_is_filled_in() -> None:
    """As the documents of AWS have it."""
    timeout = Parameter("Timeout")

    assert run(delivery_timeout_seconds=timeout).action_inputs()["TimeoutSeconds"] == timeout


def test_the_payload_is_the_action_s_own() -> None:
    assert problems(lambda: run(outputs=[Output("OutputPayload", "$")])) == [
        'step "Run", outputs: "OutputPayload" is an output of the action\'s own; name it otherwise'
    ]
