"""A value of a template that is known only once its stack is made.

It is told where the template is read.
"""

from ssmdsl.checks._check import Check

CHECK = Check(
    code="SSM111",
    name="known-only-to-the-stack",
    severity="note",
    means="A value is known only when the stack is made, and so it is not looked at.",
    why="The rest is checked as always; what makes a module of the template needs the value.",
    wrong="""
Resources:
  Bucket:
    Type: AWS::S3::Bucket
  Document:
    Type: AWS::SSM::Document
    Properties:
      DocumentType: Automation
      Content:
        schemaVersion: "0.3"
        mainSteps:
          - name: Version
            action: aws:executeAwsApi
            inputs:
              Service: s3
              Api: PutBucketVersioning
              Bucket: !Ref Bucket
              VersioningConfiguration:
                Status: Enabled
""",
    right="""
Resources:
  Bucket:
    Type: AWS::S3::Bucket
    Properties:
      BucketName: example-bucket
  Document:
    Type: AWS::SSM::Document
    Properties:
      DocumentType: Automation
      Content:
        schemaVersion: "0.3"
        mainSteps:
          - name: Version
            action: aws:executeAwsApi
            inputs:
              Service: s3
              Api: PutBucketVersioning
              Bucket: !Ref Bucket
              VersioningConfiguration:
                Status: Enabled
""",
    source="https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/intrinsic-function-reference-ref.html",
)
