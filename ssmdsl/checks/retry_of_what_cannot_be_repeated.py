"""Several attempts of a call that can succeed only once."""

from collections.abc import Iterator

from ssmdsl.checks._already_there import MAKES, error_when_there
from ssmdsl.checks._check import Check, Found
from ssmdsl.checks._checked_document import CheckedDocument


def find(checked: CheckedDocument) -> Iterator[Found]:
    """Yield the calls with more than one attempt, of which a later one meets the first one's."""
    for step, operation in checked.calls:
        if step.max_attempts is None or step.max_attempts < 2 or step.on_failure == "Continue":
            continue
        error = error_when_there(step, operation) if MAKES.match(step.api) else None
        if error is not None:
            message = (
                f"{step.max_attempts} attempts, but {step.service} answers {error} to all that"
                " follow one which did its work and was not heard of in time; write 1"
            )
            yield Found(checked.path(step, "maxAttempts"), message)


CHECK = Check(
    code="SSM905",
    name="retry-of-what-cannot-be-repeated",
    severity="warning",
    means="A step with several attempts makes something that can be made only once.",
    why="An attempt that times out may have done its work; those that follow it find that done,"
    " fail, and hide what went wrong.",
    wrong="""
parameters:
  Exists:
    type: Boolean
mainSteps:
  - name: AskWhetherThere
    action: aws:branch
    inputs:
      Choices:
        - NextStep: Create
          Variable: "{{ Exists }}"
          BooleanEquals: false
    isEnd: true
  - name: Create
    action: aws:executeAwsApi
    maxAttempts: 3
    inputs:
      Service: logs
      Api: CreateLogGroup
      logGroupName: /aws/vpc/flow-logs
""",
    right="""
parameters:
  Exists:
    type: Boolean
mainSteps:
  - name: AskWhetherThere
    action: aws:branch
    inputs:
      Choices:
        - NextStep: Create
          Variable: "{{ Exists }}"
          BooleanEquals: false
    isEnd: true
  - name: Create
    action: aws:executeAwsApi
    inputs:
      Service: logs
      Api: CreateLogGroup
      logGroupName: /aws/vpc/flow-logs
""",
    source="https://docs.aws.amazon.com/systems-manager/latest/userguide/automation-actions.html",
    find=find,
)
