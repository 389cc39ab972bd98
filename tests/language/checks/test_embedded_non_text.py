"""A number, a Boolean, a list or a map in the middle of a text."""

from ssmdsl.checks import check_document
from ssmdsl.loader import load

Found = list[tuple[tuple[str | int, ...], str]]


def found(body: str) -> Found:
    source = f'schemaVersion: "0.3"\n{body}'.encode()
    (document,) = load(source, name="Example").documents
    return [
        (finding.path, finding.message)
        for finding in check_document(document)
        if finding.code == "SSM208"
    ]


def document(text: str, key: str = "Message") -> str:
    return f"""
parameters:
  Name: {{type: String}}
  Role: {{type: "AWS::IAM::Role::Arn"}}
  Tables: {{type: StringList}}
mainSteps:
  - name: Each
    action: aws:loop
    inputs:
      Iterators: [1, 2]
      IteratorDataType: Integer
      Steps:
        - name: Tell
          action: aws:executeAwsApi
          inputs: {{Service: sns, Api: Publish, {key}: "{text}"}}
"""


def test_a_list_in_a_text_is_told() -> None:
    assert found(document("The tables {{ Tables }}")) == [
        (
            ("mainSteps", 0, "inputs", "Steps", 0, "inputs", "Message"),
            "{{ Tables }} is of type StringList, and AWS does not say how that stands in the middle"
            " of a text; have it as a String, or make the text in a script",
        )
    ]


def test_texts_whole_values_counters_and_payloads_are_left_alone() -> None:
    assert found(document("{{ Name }} as {{ Role }} in {{ global:REGION }}")) == []
    assert found(document("{{ Tables }}")) == []
    assert found(document("Number {{ Each.CurrentIteratorValue }}")) == []
    assert found(document("The tables {{ Tables }}", "Payload")) == []


def test_an_output_can_be_declared_as_text() -> None:
    source = """
mainSteps:
  - name: Count
    action: aws:executeAwsApi
    inputs: {Service: dynamodb, Api: DescribeTable, TableName: orders}
    outputs: [{Name: Items, Selector: $.Table.ItemCount, Type: Integer}]
  - name: Tell
    action: aws:executeAwsApi
    inputs: {Service: sns, Api: Publish, Message: "{{ Count.Items }} items"}
"""
    assert found(source) == [
        (
            ("mainSteps", 1, "inputs", "Message"),
            "{{ Count.Items }} is of type Integer, and AWS does not say how that stands in the"
            " middle of a text; declare an output of Type String, or make the text in a script",
        )
    ]
