"""A parameter's default that refers to another parameter."""

from collections.abc import Iterator

from ssmdsl.checks._check import Check, Found
from ssmdsl.checks._checked_document import CheckedDocument
from ssmdsl.reference import references_in


def find(checked: CheckedDocument) -> Iterator[Found]:
    """Yield the defaults that refer to parameters."""
    for parameter in checked.document.parameters:
        for expression in dict.fromkeys(references_in(parameter.default)):
            if ":" not in expression and "." not in expression:
                message = (
                    f"{{{{ {expression} }}}} is another parameter, which AWS does not support in a"
                    " default; put the text together in the step that needs it"
                )
                yield Found(("parameters", parameter.name, "default"), message)


CHECK = Check(
    code="SSM210",
    name="default-names-a-parameter",
    severity="warning",
    means="A parameter's default refers to another parameter.",
    why="AWS names it as not supported; the default may stand there with its braces.",
    wrong="""
parameters:
  TableName:
    type: String
  BackupName:
    type: String
    default: "{{ TableName }}-backup"
mainSteps:
  - name: CreateBackup
    action: aws:executeAwsApi
    inputs:
      Service: dynamodb
      Api: CreateBackup
      TableName: "{{ TableName }}"
      BackupName: "{{ BackupName }}"
    isEnd: true
""",
    right="""
parameters:
  TableName:
    type: String
mainSteps:
  - name: CreateBackup
    action: aws:executeAwsApi
    inputs:
      Service: dynamodb
      Api: CreateBackup
      TableName: "{{ TableName }}"
      BackupName: "{{ TableName }}-backup"
    isEnd: true
""",
    source="https://docs.aws.amazon.com/systems-manager/latest/userguide/documents-syntax-data-elements-parameters.html",
    find=find,
)
