"""A call of a service, or of an operation, that there is not."""

from collections.abc import Iterator

from ssmdsl.api_call import ApiCall
from ssmdsl.checks._check import Check, Found
from ssmdsl.checks._checked_document import CheckedDocument
from ssmdsl.errors import DefinitionError
from ssmdsl.service_model import operation_model, service_model


def find(checked: CheckedDocument) -> Iterator[Found]:
    """Yield the services and operations that botocore does not know."""
    for step in checked.steps:
        if not isinstance(step, ApiCall):
            continue
        key = "Service"
        try:
            service_model(step.service)
            key = "Api"
            operation_model(step.service, step.api)
        except DefinitionError as error:
            yield Found(checked.path(step, "inputs", key), error.problems[0].message)


CHECK = Check(
    code="SSM601",
    name="no-such-operation",
    severity="error",
    means="The step calls a service, or an operation of it, that does not exist.",
    why="SSM accepts the document, and the step fails each time it runs.",
    wrong="""
mainSteps:
  - name: CreateLogGroup
    action: aws:executeAwsApi
    inputs:
      Service: cloudwatch
      Api: CreateLogGroup
      logGroupName: /aws/vpc/flow-logs
    onFailure: Continue
""",
    right="""
mainSteps:
  - name: CreateLogGroup
    action: aws:executeAwsApi
    inputs:
      Service: logs
      Api: CreateLogGroup
      logGroupName: /aws/vpc/flow-logs
    onFailure: Continue
""",
    source="https://docs.aws.amazon.com/systems-manager/latest/userguide/automation-action-executeAwsApi.html",
    find=find,
)
