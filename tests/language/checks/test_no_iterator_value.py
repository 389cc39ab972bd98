"""The item of a loop that goes through no list."""

from ssmdsl.checks import check_document
from ssmdsl.loader import load

Found = list[tuple[tuple[str | int, ...], str]]


def found(body: str) -> Found:
    source = f'schemaVersion: "0.3"\n{body}'.encode()
    (document,) = load(source, name="Example").documents
    return [
        (finding.path, finding.message)
        for finding in check_document(document)
        if finding.code == "SSM205"
    ]


def loop(kind: str, counter: str) -> str:
    return f"""
mainSteps:
  - name: Wait
    action: aws:loop
    inputs:
      MaxIterations: 5
      {kind}
      Steps:
        - name: Look
          action: aws:executeAwsApi
          inputs: {{Service: sqs, Api: GetQueueUrl, QueueName: "{{{{ Wait.{counter} }}}}"}}
          outputs: [{{Name: Url, Selector: $.QueueUrl}}]
"""


WHILE = 'LoopCondition: {Variable: "{{ Look.Url }}", StringEquals: a}'


def test_a_loop_with_a_condition_has_no_items() -> None:
    assert found(loop(WHILE, "CurrentIteratorValue")) == [
        (
            ("mainSteps", 0, "inputs", "Steps", 0, "inputs", "QueueName"),
            '{{ Wait.CurrentIteratorValue }} has no value: loop "Wait" has a LoopCondition and'
            " goes through no items; give it Iterators, or read the number of the pass; write"
            " {{ Wait.CurrentIteration }}",
        )
    ]


def test_a_loop_with_items_has_them() -> None:
    assert found(loop("Iterators: [a]", "CurrentIteratorValue")) == []
