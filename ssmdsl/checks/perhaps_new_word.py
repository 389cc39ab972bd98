"""A word in a call that the service may not know."""

from collections.abc import Iterator

from ssmdsl.checks._check import Check, Found
from ssmdsl.checks._checked_document import CheckedDocument
from ssmdsl.checks._requests import request_findings


def find(checked: CheckedDocument) -> Iterator[Found]:
    """Yield the words that only a service which has come on knows."""
    return request_findings(checked, CHECK.code)


CHECK = Check(
    code="SSM613",
    name="perhaps-new-word",
    severity="warning",
    means="A parameter of a call has a word that botocore does not know, and that may be new.",
    why="Unless the word is newer than botocore, the service refuses the call.",
    wrong="""
parameters:
  FunctionName:
    type: String
mainSteps:
  - name: UpdateRuntime
    action: aws:executeAwsApi
    inputs:
      Service: lambda
      Api: UpdateFunctionConfiguration
      FunctionName: "{{ FunctionName }}"
      Runtime: python3.99
""",
    right="""
parameters:
  FunctionName:
    type: String
mainSteps:
  - name: UpdateRuntime
    action: aws:executeAwsApi
    inputs:
      Service: lambda
      Api: UpdateFunctionConfiguration
      FunctionName: "{{ FunctionName }}"
      Runtime: python3.13
""",
    source="https://docs.aws.amazon.com/systems-manager/latest/userguide/automation-action-executeAwsApi.html",
    find=find,
)
