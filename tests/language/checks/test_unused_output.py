from ssmdsl.checks._checked_document import CheckedDocument
from ssmdsl.checks.unused_output import find
from ssmdsl.loader import load


def test_what_nothing_reads_is_told_and_whatever_is_read_anywhere_is_left() -> None:
    source = b"""schemaVersion: "0.3"
mainSteps:
  - name: Find
    action: aws:executeAwsApi
    inputs: {Service: ec2, Api: DescribeVpcs}
    outputs:
      - {Name: Unread, Selector: "$.Vpcs[0].OwnerId", Type: String}
      - {Name: Whole, Selector: "$.Vpcs[0].VpcId", Type: String}
      - {Name: InText, Selector: "$.Vpcs[0].DhcpOptionsId", Type: String}
      - {Name: Compared, Selector: "$.Vpcs[0].State", Type: String}
      - {Name: GoneThrough, Selector: "$.Vpcs", Type: MapList}
      - {Name: InLoop, Selector: "$.Vpcs[0].CidrBlock", Type: String}
      - {Name: Returned, Selector: "$.Vpcs[0].Tags", Type: MapList}
  - name: Use
    action: aws:executeAwsApi
    inputs:
      Service: ec2
      Api: DescribeSubnets
      Filters:
        - {Name: vpc-id, Values: ["{{ Find.Whole }}"]}
        - {Name: "tag:Options", Values: ["of {{Find.InText}}"]}
  - name: Choose
    action: aws:branch
    inputs:
      Choices:
        - Not: {Variable: "{{ Find.Compared }}", StringEquals: available}
          NextStep: Each
  - name: Each
    action: aws:loop
    inputs:
      Iterators: "{{ Find.GoneThrough }}"
      IteratorDataType: StringMap
      Steps:
        - name: Inner
          action: aws:executeAwsApi
          inputs: {Service: ec2, Api: DescribeVpcs, VpcIds: ["{{ Find.InLoop }}"]}
          outputs:
            - {Name: AlsoUnread, Selector: "$.Vpcs[0].VpcId", Type: String}
outputs:
  - Find.Returned
"""
    (document,) = load(source, name="Example").documents
    assert [(one.path, one.message) for one in find(CheckedDocument(document))] == [
        (
            ("mainSteps", 0, "outputs", 0),
            'no step reads "Unread", and the document does not return it; leave it out, or list'
            " it among the document's outputs",
        ),
        (
            ("mainSteps", 3, "inputs", "Steps", 0, "outputs", 0),
            'no step reads "AlsoUnread", and the document does not return it; leave it out, or'
            " list it among the document's outputs",
        ),
    ]
