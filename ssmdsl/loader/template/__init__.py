"""CloudFormation templates: the documents in them, and the remediations that use these.

Takes a template as data that knows where it stood; gives documents and remediations, and tells
what it needs and does not find, and what it does not keep. What nobody asks for is not resolved.

Source: https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-config-remediationconfiguration.html
"""
