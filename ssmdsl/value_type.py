"""The types of Automation's values, and which of them can stand for which.

Source: https://docs.aws.amazon.com/systems-manager/latest/userguide/documents-syntax-data-elements-parameters.html
"""

from typing import Literal

ValueType = Literal["String", "StringList", "Integer", "Boolean", "MapList", "StringMap"]
"""The six basic types of Automation; those of outputs and variables."""

ParameterType = Literal[
    "String",
    "StringList",
    "Integer",
    "Boolean",
    "MapList",
    "StringMap",
    "AWS::EC2::Instance::Id",
    "AWS::IAM::Role::Arn",
    "AWS::S3::Bucket::Name",
    "List<AWS::EC2::Instance::Id>",
    "List<AWS::IAM::Role::Arn>",
    "List<AWS::S3::Bucket::Name>",
]
"""The types a parameter can have: the basic ones, and AWS's own."""


def basic_type(value_type: str) -> str:
    """Return the basic type that a type behaves as in references and comparisons."""
    if value_type.startswith("List<"):
        return "StringList"
    return "String" if value_type.startswith("AWS::") else value_type
