from ssmdsl.checks import check_document
from ssmdsl.checks._checked_document import CheckedDocument
from ssmdsl.checks.unused_parameter import find
from ssmdsl.loader import load, read


def found(source: str) -> list[tuple[object, str, bool]]:
    (document,) = load(f'schemaVersion: "0.3"\n{source}'.encode(), name="Example").documents
    return [(each.path, each.message, each.key) for each in find(CheckedDocument(document))]


def test_a_parameter_that_nothing_refers_to_is_unused() -> None:
    source = """
parameters:
  AutomationAssumeRole:
    type: String
  Reason:
    type: String
mainSteps:
  - name: Wait
    action: aws:sleep
    inputs:
      Duration: PT1M
"""
    message = 'nothing refers to parameter "Reason"; use it as {{ Reason }}, or remove it'
    assert found(source) == [(("parameters", "Reason"), message, True)]


def test_a_parameter_is_used_wherever_it_is_referred_to() -> None:
    source = """
assumeRole: arn:aws:iam::123456789012:role/{{ RoleName }}
parameters:
  RoleName:
    type: String
  InDefault:
    type: String
  Prefix:
    type: String
    default: "{{ InDefault }}"
  InVariable:
    type: String
  InCondition:
    type: String
  InScript:
    type: String
  InOutput:
    type: String
variables:
  Name:
    type: String
    default: "{{ InVariable }}-{{ Prefix }}"
mainSteps:
  - name: Choose
    action: aws:branch
    inputs:
      Choices:
        - Variable: "{{ InCondition }}"
          StringEquals: "yes"
          NextStep: Run
  - name: Run
    action: aws:executeScript
    inputs:
      Runtime: python3.11
      Handler: main
      Script: |
        def main(events, context):
            return "{{ InScript }}"
  - name: Update
    action: aws:updateVariable
    inputs:
      Name: variable:Name
      Value: "{{ InOutput }}"
"""
    assert found(source) == []


def test_what_a_misspelled_reference_means_is_not_unused_too() -> None:
    source = b"""schemaVersion: "0.3"
parameters:
  VpcId: {type: String}
mainSteps:
  - name: FindSubnet
    action: aws:executeAwsApi
    inputs:
      Service: ec2
      Api: DescribeSubnets
      Filters: [{Name: vpc-id, Values: ["{{ VpcID }}"]}]
    outputs: [{Name: SubnetId, Selector: "$.Subnets[0].SubnetId", Type: String}]
  - name: Tell
    action: aws:pause
    inputs: {Message: "{{ FindSubnet.Subnetid }}"}
"""
    reading = read(source, name="Example")
    assert [told.code for told in reading.problems] == ["SSM201", "SSM201"]
    ((document, _),) = reading.documents
    assert check_document(document) == ()
