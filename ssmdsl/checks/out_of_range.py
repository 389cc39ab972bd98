"""A number, text or list in a call that is too small or too large for the service."""

from collections.abc import Iterator

from ssmdsl.checks._check import Check, Found
from ssmdsl.checks._checked_document import CheckedDocument
from ssmdsl.checks._requests import request_findings


def find(checked: CheckedDocument) -> Iterator[Found]:
    """Yield the values that are too small or too large."""
    return request_findings(checked, CHECK.code)


CHECK = Check(
    code="SSM606",
    name="out-of-range",
    severity="error",
    means="A parameter of a call is smaller, shorter, larger or longer than the service takes.",
    why="The service refuses the call, and the step fails each time it runs.",
    wrong="""
mainSteps:
  - name: SetPasswordPolicy
    action: aws:executeAwsApi
    inputs:
      Service: iam
      Api: UpdateAccountPasswordPolicy
      MinimumPasswordLength: 14
      MaxPasswordAge: 2000
""",
    right="""
mainSteps:
  - name: SetPasswordPolicy
    action: aws:executeAwsApi
    inputs:
      Service: iam
      Api: UpdateAccountPasswordPolicy
      MinimumPasswordLength: 14
      MaxPasswordAge: 90
""",
    source="https://docs.aws.amazon.com/systems-manager/latest/userguide/automation-action-executeAwsApi.html",
    find=find,
)
