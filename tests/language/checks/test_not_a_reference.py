"""Text that was meant as a reference, and is none."""

import pytest

from ssmdsl.checks import check_document
from ssmdsl.loader import load

Found = list[tuple[tuple[str | int, ...], str]]


def found(body: str) -> Found:
    source = f'schemaVersion: "0.3"\n{body}'.encode()
    (document,) = load(source, name="Example").documents
    return [
        (finding.path, finding.message)
        for finding in check_document(document)
        if finding.code == "SSM207"
    ]


def document(text: str, key: str = "Message") -> str:
    return f"""
parameters:
  VpcId: {{type: String}}
variables:
  State: {{type: String, default: new}}
mainSteps:
  - name: Describe
    action: aws:executeAwsApi
    inputs: {{Service: ec2, Api: DescribeVpcs}}
    outputs: [{{Name: Vpc, Selector: "$.Vpcs[0]", Type: StringMap}}]
  - name: Tell
    action: aws:executeAwsApi
    inputs:
      Service: sns
      Api: Publish
      {key}: {text!r}
"""


FORMS = "is no reference, as {{ Parameter }}, {{ Step.Output }} and {{ variable:Name }} are"


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (
            "{{ Describe.Vpc.VpcId }}",
            '"{{ Describe.Vpc.VpcId }}" is no reference: a reference takes an output as a whole,'
            ' and no part of "Vpc"; declare an output of step "Describe" that selects it',
        ),
        (
            "The VPC {{ Describe.Vpcs.VpcId }}",
            '"{{ Describe.Vpcs.VpcId }}" is no reference: "Vpcs.VpcId" is no name of an output;'
            ' declare an output of step "Describe" that selects it',
        ),
        (
            "{{ VpcId }",
            '"{{ VpcId }" is no reference, which has two braces at either end; write {{ VpcId }}',
        ),
        (
            "The VPC {{VpcId is new",
            '"{{VpcId" is no reference, which has two braces at either end; write {{ VpcId }}',
        ),
        (
            "{ VpcId }}",
            '"{ VpcId }}" is no reference, which has two braces at either end; write {{ VpcId }}',
        ),
        (
            "{{ }}",
            '"{{ }}" names nothing: between the braces stands a parameter, or an output of a step',
        ),
        (
            "{{ Vpc Id }}",
            '"{{ Vpc Id }}" is no reference to anything in the document. Did you mean "VpcId"?',
        ),
        (
            "{{ Global:REGION }}",
            '"{{ Global:REGION }}" is no reference to anything in the document. Did you mean'
            ' "global:REGION"?',
        ),
        (
            "{{ Variable:State }}",
            '"{{ Variable:State }}" is no reference to anything in the document. Did you mean'
            ' "variable:State"?',
        ),
        ("{{ the account }}", f'"{{{{ the account }}}}" {FORMS}'),
    ],
)
def test_braces_that_were_meant_as_a_reference_are_told(text: str, message: str) -> None:
    assert found(document(text)) == [(("mainSteps", 1, "inputs", "Message"), message)]


@pytest.mark.parametrize(
    "text",
    [
        "{{ VpcId }}",
        "{{VpcId}} and {{ variable:State }} and { VpcId }",
        "{{resolve:ssm:/vpc:1}}",
        '{"a": {"b": 1}}',
        "docker ps --format {{.ID}}",
        "{{#if new}}",
        "Hello {{ dear reader }}",
    ],
)
def test_other_braces_are_left_alone(text: str) -> None:
    assert found(document(text)) == []


def test_code_has_braces_of_its_own() -> None:
    assert found(document("{{ Describe.Vpc.VpcId }} {{ VpcId }", "TemplateBody")) == []


def test_a_selector_takes_no_references() -> None:
    source = document("a").replace("$.Vpcs[0]", "$.Vpcs[?(@.VpcId == '{{ VpcId }}')]")
    assert found(source) == [
        (
            ("mainSteps", 0, "outputs", 0, "Selector"),
            "Automation fills in nothing in a Selector, and {{ VpcId }} stays as it is; select"
            " more, and take the part in a script",
        )
    ]


def test_a_property_selector_takes_references() -> None:
    source = """
parameters:
  Name: {type: String}
mainSteps:
  - name: Wait
    action: aws:waitForAwsResourceProperty
    inputs:
      Service: ec2
      Api: DescribeVpcs
      PropertySelector: "$.Vpcs[?(@.VpcId == '{{ Name }}')].State"
      DesiredValues: [available]
"""
    assert found(source) == []
