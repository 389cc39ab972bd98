"""A part of a template that stands for something which is not read here.

It is told where the template is read.
"""

from ssmdsl.checks._check import Check

_TEMPLATE = """
Resources:
  Rule:
    Type: AWS::Config::ConfigRule
    Properties:
      ConfigRuleName: versioning
      Source:
        Owner: AWS
        SourceIdentifier: S3_BUCKET_VERSIONING_ENABLED
  Document:
    Type: AWS::SSM::Document
    Properties:
      DocumentType: Automation
      Name: VersionBucket
      Content:
        schemaVersion: "0.3"
        assumeRole: "{{ AutomationAssumeRole }}"
        parameters:
          AutomationAssumeRole:
            type: AWS::IAM::Role::Arn
          BucketName:
            type: AWS::S3::Bucket::Name
        mainSteps:
          - name: Version
            action: aws:executeAwsApi
            inputs:
              Service: s3
              Api: PutBucketVersioning
              Bucket: "{{ BucketName }}"
              VersioningConfiguration:
                Status: Enabled
  Remediation:
    Type: AWS::Config::RemediationConfiguration
    Properties:
      ConfigRuleName: !Ref Rule
      TargetType: SSM_DOCUMENT
      TargetId: VersionBucket
      Parameters:
        AutomationAssumeRole:
          StaticValue:
            Values:
              - arn:aws:iam::123456789012:role/remediation
        BucketName:
          ResourceValue:
            Value: RESOURCE_ID
"""

CHECK = Check(
    code="SSM112",
    name="not-looked-at",
    severity="note",
    means="A remediation is of a rule or a document of which the file says nothing more.",
    why="Whether its parameters fit is not checked; the rest is.",
    wrong=_TEMPLATE.replace("TargetId: VersionBucket", "TargetId: AWS-ConfigureS3BucketVersioning"),
    right=_TEMPLATE,
    source="https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-config-remediationconfiguration.html",
)
