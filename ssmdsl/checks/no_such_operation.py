"""A call of a service, or of an operation, that there is not."""

from collections.abc import Iterator

from ssmdsl.api_call import ApiCall
from ssmdsl.checks._check import Check, Found
from ssmdsl.checks._checked_document import CheckedDocument
from ssmdsl.errors import DefinitionError, one_of, quoted
from ssmdsl.reference import REFERENCE
from ssmdsl.service_model import operation_model, service_names

MOST_SERVICES = 3
"""How many services are named that could be meant."""


def find(checked: CheckedDocument) -> Iterator[Found]:
    """Yield the services and operations that botocore does not know."""
    for step in checked.steps:
        if isinstance(step, ApiCall) and not REFERENCE.search(step.service + step.api):
            try:
                operation_model(step.service, step.api)
            except DefinitionError as error:
                key, message = _wrong(step, error.problems[0].message)
                yield Found(checked.path(step, "inputs", key), message)


def _wrong(step: ApiCall, message: str) -> tuple[str, str]:
    """Return the input that is wrong, and what is said of it.

    Args:
        step: the step.
        message: what is said of it where nothing better is known.
    """
    from ssmdsl.checks._services import (
        nearly_names_operation,
        operation_word,
        services_called,
        services_meant,
    )

    service = step.service
    is_known = service in service_names()
    if nearly_names_operation(step):
        return "Api", message
    meant = services_meant(service, operation_word(step.api), step.inputs)
    if not is_known:
        meant = meant or services_called(service)
    if not 1 <= len(meant) <= MOST_SERVICES:
        return ("Api" if is_known else "Service"), message
    message = "botocore knows no such service"
    if is_known:
        message = f"{quoted(service)} has no operation {quoted(step.api)}"
    fix = f"write {quoted(meant[0])}" if len(meant) == 1 else f"it is one of {one_of(meant)}"
    return "Service", f"{message}; {fix}"


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
