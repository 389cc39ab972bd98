import pytest

from ssmdsl.checks._checked_document import CheckedDocument
from ssmdsl.checks.no_wait import find
from ssmdsl.loader import load


def found(source: str) -> list[tuple[tuple[str | int, ...], str]]:
    read = load(f'schemaVersion: "0.3"\n{source}'.encode(), name="Example")
    (document,) = read.documents
    return [(one.path, one.message) for one in find(CheckedDocument(document))]


def step(name: str, api: str, inputs: str, more: str = "", action: str = "executeAwsApi") -> str:
    service = "rds" if "DB" in api else "ec2"
    call = f"Service: {service}, Api: {api}, {inputs}"
    return f"  - {{name: {name}, action: aws:{action}, inputs: {{{call}}}{more}}}\n"


VOLUME = ", outputs: [{Name: Id, Selector: $.VolumeId, Type: String}]"
CREATE = step("Create", "CreateVolume", "AvailabilityZone: eu-central-1a", VOLUME)
ATTACH = step("Attach", "AttachVolume", "VolumeId: '{{ Create.Id }}', Device: /dev/sdf")
STOP = step("Stop", "StopInstances", "InstanceIds: [i-1]")
START = step("Start", "StartInstances", "InstanceIds: [i-1]")
SLEEP = "  - {name: Sleep, action: aws:sleep, inputs: {Duration: PT1M}}\n"
COMMAND = (
    "  - {name: Run, action: aws:runCommand, inputs: {DocumentName: Own, InstanceIds: [i-1]}}\n"
)


def message(api: str, step: str, describe: str, state: str) -> str:
    return (
        f'{api} in step "{step}" only begins it, and nothing waits until it is done; wait with'
        f' aws:waitForAwsResourceProperty until {describe} says "{state}"'
    )


def test_what_is_only_begun_is_used_too_early() -> None:
    assert found(f"mainSteps:\n{CREATE}{ATTACH}") == [
        (
            ("mainSteps", 1, "inputs", "VolumeId"),
            message("CreateVolume", "Create", "DescribeVolumes", "available"),
        )
    ]


@pytest.mark.parametrize(
    ("steps", "expected"),
    [
        (STOP + START, message("StopInstances", "Stop", "DescribeInstances", "stopped")),
        (START + COMMAND, message("StartInstances", "Start", "DescribeInstances", "running")),
        (
            STOP + step("Grow", "ModifyInstanceAttribute", "InstanceId: i-1, InstanceType: {}"),
            message("StopInstances", "Stop", "DescribeInstances", "stopped"),
        ),
        (
            step("Copy", "CopyDBSnapshot", "TargetDBSnapshotIdentifier: new")
            + step("Restore", "RestoreDBInstanceFromDBSnapshot", "DBSnapshotIdentifier: new"),
            message("CopyDBSnapshot", "Copy", "DescribeDBSnapshots", "available"),
        ),
    ],
)
def test_the_resource_is_known_by_its_name_too(steps: str, expected: str) -> None:
    assert [text for _, text in found(f"mainSteps:\n{steps}")] == [expected]


def test_a_use_is_told_once() -> None:
    again = STOP.replace("name: Stop", "name: StopAgain")
    assert [path for path, _ in found(f"mainSteps:\n{STOP}{again}{START}")] == [
        ("mainSteps", 1, "inputs", "InstanceIds"),
        ("mainSteps", 2, "inputs", "InstanceIds"),
    ]


DESIRED = "PropertySelector: '$.Volumes[0].State', DesiredValues: [available]"


@pytest.mark.parametrize(
    "between",
    [
        step("Wait", "DescribeVolumes", DESIRED, action="waitForAwsResourceProperty"),
        step("Assert", "DescribeVolumes", DESIRED, action="assertAwsResourceProperty"),
        step("Look", "DescribeVolumes", "VolumeIds: ['{{ Create.Id }}']"),
        SLEEP,
    ],
)
def test_a_step_that_could_wait_is_believed(between: str) -> None:
    assert found(f"mainSteps:\n{CREATE}{between}{ATTACH}") == []


@pytest.mark.parametrize(
    "steps",
    [
        CREATE + ATTACH.replace("}\n", ", maxAttempts: 5}\n"),
        CREATE + ATTACH.replace("}\n", ", onFailure: Continue}\n"),
        CREATE + ATTACH.replace("{{ Create.Id }}", "vol-1"),
        CREATE + step("Tag", "CreateTags", "Resources: ['{{ Create.Id }}'], Tags: []"),
        STOP + START.replace("i-1", "i-2"),
        STOP + step("End", "TerminateInstances", "InstanceIds: [i-1]"),
        STOP + COMMAND,
        STOP.replace("}\n", ", isEnd: true}\n") + START,
    ],
)
def test_what_need_not_wait_is_let_be(steps: str) -> None:
    assert found(f"mainSteps:\n{steps}") == []
