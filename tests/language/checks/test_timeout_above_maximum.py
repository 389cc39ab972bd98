import pytest

from ssmdsl.checks._checked_document import CheckedDocument
from ssmdsl.checks.timeout_above_maximum import find
from ssmdsl.loader import load


def found(source: str) -> list[tuple[tuple[str | int, ...], str]]:
    read = load(f'schemaVersion: "0.3"\n{source}'.encode(), name="Example")
    (document,) = read.documents
    return [(one.path, one.message) for one in find(CheckedDocument(document))]


def document(action: str, inputs: str, seconds: int) -> str:
    return f"""
mainSteps:
  - name: Work
    action: {action}
    timeoutSeconds: {seconds}
    inputs: {{{inputs}}}
"""


CASES = [
    ("aws:approve", "Approvers: [somebody]", 2592000),
    ("aws:executeScript", 'Runtime: python3.12, Handler: main, Script: "def main(e, c): 1"', 600),
    ("aws:invokeLambdaFunction", "FunctionName: work", 300),
    ("aws:pause", "", 2592000),
]


@pytest.mark.parametrize(("action", "inputs", "maximum"), CASES)
def test_a_timeout_above_the_maximum_is_told(action: str, inputs: str, maximum: int) -> None:
    message = f"{maximum + 1}, but {action} ends after {maximum} seconds in any case"
    assert found(document(action, inputs, maximum + 1)) == [
        (("mainSteps", 0, "timeoutSeconds"), f"{message}; write {maximum}")
    ]
    assert found(document(action, inputs, maximum)) == []


def test_an_action_without_a_maximum_is_let_be() -> None:
    inputs = "InstanceIds: [i-1], DesiredState: stopped"
    assert found(document("aws:changeInstanceState", inputs, 10_000_000)) == []
