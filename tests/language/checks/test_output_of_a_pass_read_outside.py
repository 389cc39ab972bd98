"""An output of a loop's inner step, read outside of the loop."""

from ssmdsl.checks import check_document
from ssmdsl.loader import load

Found = list[tuple[tuple[str | int, ...], str]]


def found(body: str) -> Found:
    source = f'schemaVersion: "0.3"\n{body}'.encode()
    (document,) = load(source, name="Example").documents
    return [
        (finding.path, finding.message)
        for finding in check_document(document)
        if finding.code == "SSM206"
    ]


def document(inside: str, after: str) -> str:
    return f"""
mainSteps:
  - name: Each
    action: aws:loop
    inputs:
      Iterators: [a, b]
      Steps:
        - name: Look
          action: aws:executeAwsApi
          inputs: {{Service: sqs, Api: GetQueueUrl, QueueName: a}}
          outputs: [{{Name: Url, Selector: $.QueueUrl}}]
        - name: Purge
          action: aws:executeAwsApi
          inputs: {{Service: sqs, Api: PurgeQueue, QueueUrl: "{inside}"}}
  - name: Delete
    action: aws:executeAwsApi
    inputs: {{Service: sqs, Api: DeleteQueue, QueueUrl: "{after}"}}
"""


def test_what_a_pass_has_found_is_not_read_after_the_loop() -> None:
    assert found(document("a", "{{ Look.Url }}")) == [
        (
            ("mainSteps", 1, "inputs", "QueueUrl"),
            '{{ Look.Url }} is of a pass of loop "Each", and AWS does not say what it is after the'
            " loop; set a variable in the loop with aws:updateVariable, and read that",
        )
    ]


def test_the_loops_own_counters_are() -> None:
    assert found(document("{{ Look.Url }}", "{{ Each.CurrentIteratorValue }}")) == []
