from collections.abc import Callable

import pytest

from ssmdsl.checks import check_document
from ssmdsl.loader import load

Told = Callable[..., list[tuple[str, str]]]


def test_keys_that_are_not_read_are_told(told_of_script: Told) -> None:
    script = """\
        def handler(events, context):
            return {"Vpc": events["VpcId"], "Zone": events.get("Zone")}
        """
    payload = {"VpcId": "vpc-1", "Zones": ["a"], "Region": "eu-west-1"}
    assert told_of_script("SSM813", script, InputPayload=payload) == [
        (
            "inputs.InputPayload.Region",
            'the script does not read events["Region"]; leave it out',
        ),
        (
            "inputs.InputPayload.Zones",
            'the script does not read events["Zones"]. Did you mean "Zone"?',
        ),
    ]


def test_it_is_the_key_that_is_told() -> None:
    source = b"""
schemaVersion: "0.3"
mainSteps:
  - name: Run
    action: aws:executeScript
    inputs:
      Runtime: python3.11
      Handler: handler
      InputPayload: {VpcId: vpc-1}
      Script: |
        def handler(events, context):
            return {}
"""
    (document,) = load(source, name="Example").documents
    (finding,) = [each for each in check_document(document) if each.code == "SSM813"]
    assert finding.path == ("mainSteps", 0, "inputs", "InputPayload", "VpcId")
    assert finding.key


@pytest.mark.parametrize(
    "body",
    [
        "return dict(events)",
        "return events",
        "return [events[key] for key in ('VpcId',)]",
        "return {**events}",
        "return list(events.values())",
        "for key in events:\n        print(key)",
        "return 'VpcId' in events",
        "return events.pop('VpcId')",
        "events = events or {}\n    return {}",
    ],
)
def test_keys_that_may_be_read_are_not_told(told_of_script: Told, body: str) -> None:
    script = f"def handler(events, context):\n    {body}\n"
    assert told_of_script("SSM813", script, InputPayload={"VpcId": "vpc-1"}) == []
