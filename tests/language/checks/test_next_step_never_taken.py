"""A `nextStep` beside a `Default`."""

from ssmdsl.checks import check_document
from ssmdsl.loader import load

Found = list[tuple[tuple[str | int, ...], str]]


def found(body: str) -> Found:
    source = f'schemaVersion: "0.3"\n{body}'.encode()
    (document,) = load(source, name="Example").documents
    return [
        (finding.path, finding.message)
        for finding in check_document(document)
        if finding.code == "SSM306"
    ]


def document(following: str, failure: str = "Abort") -> str:
    return f"""
mainSteps:
  - name: Ask
    action: aws:branch
    inputs:
      Choices: [{{NextStep: A, Variable: "{{{{ global:REGION }}}}", StringEquals: eu-west-1}}]
      Default: B
    onFailure: {failure}
    nextStep: {following}
  - name: A
    action: aws:sleep
    inputs: {{Duration: PT1S}}
  - name: B
    action: aws:sleep
    inputs: {{Duration: PT1S}}
"""


def test_a_next_step_beside_another_default_is_told() -> None:
    assert found(document("A")) == [
        (
            ("mainSteps", 0, "nextStep"),
            'the branch goes on with its Default, "B", where no choice is true, and never with'
            ' "A"; remove one of the two',
        )
    ]


def test_the_same_step_or_one_after_a_failure_is_left_alone() -> None:
    assert found(document("B")) == []
    assert found(document("A", failure="Continue")) == []
