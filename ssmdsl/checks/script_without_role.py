"""A script that calls AWS in a document that assumes no role."""

import ast
from collections.abc import Iterator

from ssmdsl.checks._check import Check, Found
from ssmdsl.checks._checked_document import CheckedDocument
from ssmdsl.checks._script import Script, in_order, line_of

CALLS = frozenset({"client", "resource"})
"""The functions of boto3 whose objects call AWS."""


def find(checked: CheckedDocument) -> Iterator[Found]:
    """Yield the scripts that will have no credentials."""
    role = checked.document.assume_role
    if role is not None and not (isinstance(role, str) and role == ""):
        return
    for script in checked.scripts:
        call = _first_call(script) if "boto3" in script.text else None
        if call is not None:
            yield Found(
                checked.path(script.step, "inputs", "Script"),
                f"{line_of(call)} calls {ast.unparse(call.func)}, and a script has no credentials"
                " but those of the document's assumeRole; give the document one",
                line=call.lineno,
            )


def _first_call(script: Script) -> ast.Call | None:
    """Return where a script first makes a client that has no credentials of its own."""
    for call in in_order(script.nodes(ast.Call)):
        made = call.func
        if (
            isinstance(made, ast.Attribute)
            and made.attr in CALLS
            and isinstance(made.value, ast.Name)
            and made.value.id == "boto3"
            and not any(each.arg in (None, "aws_access_key_id") for each in call.keywords)
        ):
            return call
    return None


CHECK = Check(
    code="SSM809",
    name="script-without-role",
    severity="warning",
    means="The script calls AWS, and the document assumes no role.",
    why=(
        "Scripts have the credentials of the assumed role alone, never those of whoever starts the"
        " automation; without a role each call fails."
    ),
    wrong="""
mainSteps:
  - name: CountGroups
    action: aws:executeScript
    inputs:
      Runtime: python3.11
      Handler: count_groups
      Script: |
        import boto3

        def count_groups(events, context):
            pages = boto3.client("ec2").get_paginator("describe_security_groups").paginate()
            return {"Count": sum(len(page["SecurityGroups"]) for page in pages)}
""",
    right="""
assumeRole: "{{ AutomationAssumeRole }}"
parameters:
  AutomationAssumeRole:
    type: AWS::IAM::Role::Arn
    description: The role that the automation acts as.
mainSteps:
  - name: CountGroups
    action: aws:executeScript
    inputs:
      Runtime: python3.11
      Handler: count_groups
      Script: |
        import boto3

        def count_groups(events, context):
            pages = boto3.client("ec2").get_paginator("describe_security_groups").paginate()
            return {"Count": sum(len(page["SecurityGroups"]) for page in pages)}
""",
    source="https://docs.aws.amazon.com/systems-manager/latest/userguide/automation-action-executeScript.html",
    find=find,
)
