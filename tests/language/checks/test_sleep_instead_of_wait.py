import pytest

from ssmdsl.checks._checked_document import CheckedDocument
from ssmdsl.checks.sleep_instead_of_wait import find
from ssmdsl.loader import load


def found(source: str) -> list[tuple[tuple[str | int, ...], str]]:
    read = load(f'schemaVersion: "0.3"\n{source}'.encode(), name="Example")
    (document,) = read.documents
    return [(one.path, one.message) for one in find(CheckedDocument(document))]


STOP = """
mainSteps:
  - name: Stop
    action: aws:executeAwsApi
    inputs: {Service: ec2, Api: StopInstances, InstanceIds: [i-1]}
"""
SLEEP = """
  - name: Sleep
    action: aws:sleep
    inputs: {Duration: PT2M}
"""
WAIT = """
  - name: Wait
    action: aws:waitForAwsResourceProperty
    inputs:
      Service: ec2
      Api: DescribeInstances
      InstanceIds: [i-1]
      PropertySelector: $.Reservations[0].Instances[0].State.Name
      DesiredValues: [stopped]
"""


def test_a_sleep_behind_what_could_be_waited_for_is_told() -> None:
    assert found(STOP + SLEEP) == [
        (
            ("mainSteps", 1, "inputs", "Duration"),
            'how long what StopInstances begins in step "Stop" takes is not known; wait with'
            ' aws:waitForAwsResourceProperty until DescribeInstances says "stopped"',
        )
    ]


@pytest.mark.parametrize(
    "source",
    [
        STOP + SLEEP + WAIT,
        STOP + WAIT + SLEEP,
        STOP + SLEEP.replace("Duration: PT2M", "Timestamp: '2030-01-31T12:00:00Z'"),
        STOP.replace("StopInstances", "RebootInstances") + SLEEP,
    ],
)
def test_other_sleeps_are_let_be(source: str) -> None:
    assert found(source) == []
