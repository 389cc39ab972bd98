"""What is told of a template of which only the stack knows some values."""

from pathlib import Path

import pytest

from ssmdsl.loader import load
from ssmdsl.text import TextError
from ssmflow.findings import Choice, examine

ALL = Choice(ignored=("SSM9",))
"""Every check but those of robustness."""

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
    return [(own.line, own.code, own.severity) for own in examine(path, choice=ALL)]


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


WIRED = """\
Parameters:
  Level: {Type: String}
Resources:
  Bucket: {Type: AWS::S3::Bucket}
  Doc:
    Type: AWS::SSM::Document
    Properties:
      DocumentType: Automation
      Content:
        schemaVersion: "0.3"
        assumeRole: "{{ AutomationAssumeRole }}"
        parameters:
          AutomationAssumeRole: {type: "AWS::IAM::Role::Arn"}
          VpcId: {type: String, allowedPattern: "^subnet-[a-z0-9]+$"}
          LogGroup: {type: String, allowedValues: [a, b]}
        mainSteps:
          - name: Flow
            action: aws:executeAwsApi
            inputs:
              Service: ec2
              Api: CreateFlowLogs
              ResourceType: !Ref Level
              ResourceIds: ["{{ VpcId }}"]
              LogGroupName: "{{ LogGroup }}"
              DeliverLogsPermissionArn: arn:aws:iam::123456789012:role/logs
  Role:
    Type: AWS::IAM::Role
    Properties:
      AssumeRolePolicyDocument:
        Statement:
          - {Effect: Allow, Principal: {Service: ssm.amazonaws.com}, Action: "sts:AssumeRole"}
      Policies:
        - PolicyName: repair
          PolicyDocument:
            Statement:
              - {Effect: Allow, Action: "ec2:DescribeFlowLog", Resource: !GetAtt Bucket.Arn}
  Rule:
    Type: AWS::Config::ConfigRule
    Properties:
      Source: {Owner: AWS, SourceIdentifier: VPC_FLOW_LOGS_ENABLED}
      InputParameters: {trafficType: !Ref Level}
  Remediation:
    Type: AWS::Config::RemediationConfiguration
    Properties:
      ConfigRuleName: !Ref Rule
      TargetId: !Ref Doc
      TargetType: SSM_DOCUMENT
      Automatic: true
      MaximumAutomaticAttempts: !Ref Level
      RetryAttemptSeconds: 60
      Parameters:
        AutomationAssumeRole: {StaticValue: {Values: [!GetAtt Role.Arn]}}
        LogGroup: {StaticValue: {Values: [!Ref Level]}}
        VpcId: {ResourceValue: {Value: RESOURCE_ID}}
"""

RIGHT = WIRED.replace("subnet-", "vpc-").replace("ec2:DescribeFlowLog", "*")


def test_what_is_right_is_so_though_values_are_unknown(tmp_path: Path) -> None:
    assert {code for _, code, _ in told(tmp_path, RIGHT)} == {"SSM111"}


def test_a_remediation_is_checked_though_values_are_unknown(tmp_path: Path) -> None:
    found = told(tmp_path, WIRED)

    assert [own for own in found if own[1] != "SSM111"] == [
        (35, "SSM401", "error"),
        (35, "SSM402", "warning"),
        (54, "SSM501", "error"),
    ]
    assert [line for line, code, _ in found if code == "SSM111"] == [22, 41, 49, 53]


@pytest.mark.parametrize(
    ("written", "instead", "line"),
    [
        ("Owner: AWS", "Owner: CUSTOM_LAMBDA", 40),
        ("TargetId: !Ref Doc", "TargetId: AWS-EnableVPCFlowLogs", 46),
        ("TargetId: !Ref Doc", "TargetId: made-by-somebody-else", 46),
        ("ConfigRuleName: !Ref Rule", "ConfigRuleName: made-by-somebody-else", 45),
    ],
)
def test_what_is_not_read_is_a_note(written: str, instead: str, line: int, tmp_path: Path) -> None:
    found = told(tmp_path, RIGHT.replace(written, instead))

    assert [own for own in found if own[1] != "SSM111"] == [(line, "SSM112", "note")]


@pytest.mark.parametrize(
    ("written", "instead"),
    [
        ("DocumentType: Automation", "DocumentType: !Ref Level"),
        ("Owner: AWS", "Owner: !Ref Level"),
        ("SourceIdentifier: VPC_FLOW_LOGS_ENABLED", "SourceIdentifier: !Ref Level"),
        ("{trafficType: !Ref Level}", "!Ref Level"),
        ("TargetId: !Ref Doc", "TargetId: !Ref Level"),
        ("ConfigRuleName: !Ref Rule", "ConfigRuleName: !ImportValue rule"),
        ("TargetType: SSM_DOCUMENT", "TargetType: !Ref Level"),
        ("Automatic: true", "Automatic: !Ref Level"),
        ("Service: ssm.amazonaws.com", "Service: !Ref Level"),
        ("[!GetAtt Role.Arn]", "[!Ref Level]"),
        ('Action: "*"', "Action: !Ref Level"),
        ('Effect: Allow, Action: "*', 'Effect: !Ref Level, Action: "*'),
        ("{ResourceValue: {Value: RESOURCE_ID}}", "!Ref Level"),
    ],
)
def test_an_unknown_property_is_no_error(written: str, instead: str, tmp_path: Path) -> None:
    assert written in RIGHT

    found = told(tmp_path, RIGHT.replace(written, instead))

    assert [own for own in found if own[2] == "error"] == []


def test_a_template_with_documents_of_aws_alone_is_no_error(tmp_path: Path) -> None:
    head, _, rest = WIRED.replace("!Ref Doc", "AWS-EnableVPCFlowLogs").partition("  Doc:")

    found = told(tmp_path, f"{head}  Role:{rest.partition('  Role:')[2]}")

    assert {severity for _, _, severity in found} == {"note"}


@pytest.mark.parametrize(
    ("written", "instead"),
    [
        ("DocumentType:", "DocumentTyp:"),
        ("AssumeRolePolicyDocument:", "AssumeRolePolicyDocumen:"),
        ("InputParameters:", "InputParameter:"),
        ("Automatic:", "Automatik:"),
    ],
)
def test_a_misspelt_property_is_told(written: str, instead: str, tmp_path: Path) -> None:
    found = told(tmp_path, RIGHT.replace(written, instead))

    assert [severity for _, code, severity in found if code == "SSM101"] == ["error"]


def test_the_role_of_the_automation_has_to_be_given(tmp_path: Path) -> None:
    written = "        AutomationAssumeRole: {StaticValue: {Values: [!GetAtt Role.Arn]}}\n"

    found = told(tmp_path, RIGHT.replace(written, ""))

    assert [own for own in found if own[2] == "error"] == [(52, "SSM510", "error")]
