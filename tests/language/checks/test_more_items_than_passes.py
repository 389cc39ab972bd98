import pytest

from ssmdsl.checks._checked_document import CheckedDocument
from ssmdsl.checks.more_items_than_passes import find
from ssmdsl.loader import load


def found(source: str) -> list[tuple[tuple[str | int, ...], str]]:
    read = load(f'schemaVersion: "0.3"\n{source}'.encode(), name="Example")
    (document,) = read.documents
    return [(one.path, one.message) for one in find(CheckedDocument(document))]


LOOP = """
  - name: Each
    action: aws:loop
    inputs:
      Iterators: "{{ %s }}"
      Steps:
        - name: Pause
          action: aws:sleep
          inputs:
            Duration: PT1S
"""
LIST = "mainSteps:\n  - {name: List, action: %s, inputs: {%s}, outputs: [%s]}"
OUTPUT = "{Name: Ids, Selector: '%s', Type: StringList}"


def parameter(more: str) -> str:
    return f"parameters:\n  Names: {{type: StringList{more}}}\nmainSteps:{LOOP % 'Names'}"


@pytest.mark.parametrize("more", ["", ", maxItems: 101"])
def test_a_parameter_that_may_have_more_items_is_told(more: str) -> None:
    assert found(parameter(more)) == [
        (
            ("mainSteps", 0, "inputs", "Iterators"),
            'a loop has at most 100 passes, and parameter "Names" may have more items; write'
            " maxItems: 100",
        )
    ]


def test_a_response_that_may_have_more_items_is_told() -> None:
    call = LIST % ("aws:executeAwsApi", "Service: ec2, Api: DescribeVpcs", OUTPUT % "$.Vpcs..VpcId")
    assert found(call + LOOP % "List.Ids") == [
        (
            ("mainSteps", 1, "inputs", "Iterators"),
            "a loop has at most 100 passes, and the response that {{ List.Ids }} is taken from may"
            " have more items; ask the service for fewer, or go through them in portions",
        )
    ]


def test_lists_that_are_short_enough_are_let_be() -> None:
    assert found(parameter(", maxItems: 100")) == []
    script = "Runtime: python3.12, Handler: main, Script: 'def main(e, c): return []'"
    listed = LIST % ("aws:executeScript", script, OUTPUT % "$.Payload")
    assert found(listed + LOOP % "List.Ids") == []


def test_a_loop_that_says_how_often_it_runs_is_let_be() -> None:
    assert found(parameter("").replace("      Steps", "      MaxIterations: 5\n      Steps")) == []
