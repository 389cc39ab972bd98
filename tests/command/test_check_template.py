"""What is told of a template of which only the stack knows some values."""

from pathlib import Path

import pytest

from ssmdsl.loader import load
from ssmdsl.text import TextError
from ssmflow.findings import examine

TEMPLATE = """\
AWSTemplateFormatVersion: "2010-09-09"
Parameters:
  Level: {Type: String}
  Stored: {Type: "AWS::SSM::Parameter::Value<String>", Default: /a/b}
Resources:
  Bucket: {Type: AWS::S3::Bucket}
  Fn: {Type: AWS::Lambda::Function}
  Doc:
    Type: AWS::SSM::Document
    Properties:
      DocumentType: Automation
      Name: !Sub "${AWS::StackName}-x"
      Content:
        schemaVersion: "0.3"
        description: !Ref Level
        parameters:
          FunctionName: {type: String, allowedPattern: !Ref Level}
          Kind: {type: String, default: !Ref Level, allowedValues: [a, b]}
        mainSteps:
          - name: Delete
            action: aws:executeAwsApi
            timeoutSeconds: !Ref Level
            inputs:
              Service: lambda
              Api: DeleteFunctio
              FunctionName: "{{ FunctionName }}"
              Bukket: !GetAtt Fn.Arn
          - name: Choose
            action: aws:branch
            inputs:
              Choices:
                - NextStep: Put
                  Variable: "{{ Kind }}"
                  StringEquals: !Ref Stored
              Default: Put
          - name: Put
            action: aws:executeAwsApi
            nextStep: !ImportValue x
            inputs:
              Service: s3
              Api: PutBucketVersioning
              Bucket: !Ref Bucket
              ExpectedBucketOwner: !Sub "x-${Bucket}-{{ Kind }}"
              VersioningConfiguration:
                Status: !Ref Level
                MFADelete: enabledd
                Foo: !Ref Level
          - name: Next
            action: aws:sleep
            inputs: {Duration: !Ref Level}
  Text:
    Type: AWS::SSM::Document
    Properties:
      DocumentType: Automation
      Content: !Sub |
        schemaVersion: "0.3"
        mainSteps:
          - name: Put
            action: aws:executeAwsApi
            inputs:
              Service: s3
              Api: PutBucketVersionin
              Bucket: ${Bucket}
              VersioningConfiguration: {Status: Enabled}
          - name: Script
            action: aws:executeScript
            inputs:
              Runtime: python3.11
              Handler: handle
              Script: |
                def handler(events, context):
                    return "${Bucket}"
"""


def told(folder: Path, template: str) -> list[tuple[int, str, str]]:
    """Return line, code and severity of everything that is told of a template."""
    path = folder / "template.yaml"
    path.write_text(template)
    return [(own.line, own.code, own.severity) for own in examine(path)]


def test_an_unknown_value_is_a_note_and_all_else_is_checked(tmp_path: Path) -> None:
    found = told(tmp_path, TEMPLATE)

    assert [own for own in found if own[1] != "SSM111"] == [
        (25, "SSM601", "error"),
        (46, "SSM605", "error"),
        (47, "SSM602", "error"),
        (62, "SSM601", "error"),
        (69, "SSM802", "error"),
    ]
    notes = [line for line, code, severity in found if (code, severity) == ("SSM111", "note")]
    assert notes == [15, 17, 18, 22, 27, 34, 38, 42, 43, 45, 47, 50, 55]


def test_what_makes_a_module_needs_the_values() -> None:
    with pytest.raises(TextError) as caught:
        load(TEMPLATE.encode(), name="Doc")

    assert {problem.code for problem in caught.value.problems} == {"SSM111"}
