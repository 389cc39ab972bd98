"""An output of the document that nobody can rely on."""

from ssmdsl.checks import check_document
from ssmdsl.loader import load

Found = list[tuple[tuple[str | int, ...], str]]


def found(body: str) -> Found:
    source = f'schemaVersion: "0.3"\n{body}'.encode()
    (document,) = load(source, name="Example").documents
    return [
        (finding.path, finding.message)
        for finding in check_document(document)
        if finding.code == "SSM309"
    ]


LOOK = "{Service: sqs, Api: GetQueueUrl, QueueName: a}"
OUTPUTS = "[{Name: Url, Selector: $.QueueUrl}]"
DOCUMENT = f"""
mainSteps:
  - name: Each
    action: aws:loop
    inputs:
      Iterators: [a]
      Steps:
        - {{name: Inner, action: "aws:executeAwsApi", inputs: {LOOK}, outputs: {OUTPUTS}}}
  - {{name: Last, action: "aws:executeAwsApi", inputs: {LOOK}, outputs: {OUTPUTS}, isEnd: true}}
  - {{name: Lost, action: "aws:executeAwsApi", inputs: {LOOK}, outputs: {OUTPUTS}}}
outputs:
  - Last.Url
  - Each.CurrentIteration
"""


def test_an_output_of_a_pass_is_told() -> None:
    assert found(f"{DOCUMENT}  - Inner.Url") == [
        (
            ("outputs", 2),
            'step "Inner" runs in each pass of loop "Each", and AWS does not say what Inner.Url is'
            " then; return what a step after the loop has",
        )
    ]


def test_an_output_of_a_step_that_never_runs_is_told() -> None:
    assert found(f"{DOCUMENT}  - Lost.Url") == [
        (("outputs", 2), 'step "Lost" is never reached, and Lost.Url never there; remove it')
    ]


def test_other_outputs_are_left_alone() -> None:
    assert found(DOCUMENT) == []
