"""A call that ends the automation when what it makes is there already."""

import re
from collections.abc import Iterator

from ssmdsl.api_call import ApiCall
from ssmdsl.checks._already_there import NEW_EACH_TIME, error_when_there
from ssmdsl.checks._check import Check, Found
from ssmdsl.checks._checked_document import CheckedDocument
from ssmdsl.reference import references_in
from ssmdsl.step import Step

_NEW = re.compile("(Create|Run|Allocate|Copy|Restore|Start)[A-Z]")
"""How the operations begin that return something new."""

_ACTIONS_OF_NEW = {"aws:executeScript", "aws:runInstances", "aws:createImage", "aws:createStack"}
"""The actions that return something new; a script may have asked what there is."""


def find(checked: CheckedDocument) -> Iterator[Found]:
    """Yield the calls that fail the second time, where nothing is prepared for that."""
    for step, operation in checked.calls_meant:
        if step.on_failure not in (None, "Abort"):
            continue
        error = error_when_there(step, operation)
        if error is None or _is_for_something_new(step, checked) or checked.ways.can_pass(step):
            continue
        message = (
            f"{operation.service} answers {error} when what {operation.name}"
            " makes is there already, so each run after the first one fails, unless a branch goes"
            " past this step; write onFailure: Continue"
        )
        yield Found(checked.path(step, "inputs", "Api"), message)


def _is_for_something_new(step: ApiCall, checked: CheckedDocument) -> bool:
    """Return whether what it makes has a name of this run, or belongs to what this run has made."""
    named = set(references_in(step.inputs))
    if any(expression.startswith("variable:") for expression in named):
        return True
    for parameter in checked.document.parameters:
        if parameter.name in named and not NEW_EACH_TIME.isdisjoint(
            references_in(parameter.default)
        ):
            return True
    steps = {expression.split(".")[0] for expression in named}
    return any(earlier.name in steps and _returns_new(earlier) for earlier in checked.steps)


def _returns_new(step: Step) -> bool:
    if isinstance(step, ApiCall):
        return _NEW.match(step.api) is not None
    return step.action in _ACTIONS_OF_NEW


CHECK = Check(
    code="SSM901",
    name="not-idempotent",
    severity="warning",
    means="The step makes something and fails when that is there already.",
    why="AWS Config starts a remediation again, also for a resource that is repaired by now; it"
    " counts each failure, and stops to repair the resource after so many.",
    wrong="""
parameters:
  VpcId:
    type: String
mainSteps:
  - name: CreateLogGroup
    action: aws:executeAwsApi
    inputs:
      Service: logs
      Api: CreateLogGroup
      logGroupName: /aws/vpc/{{ VpcId }}
""",
    right="""
parameters:
  VpcId:
    type: String
mainSteps:
  - name: CreateLogGroup
    action: aws:executeAwsApi
    onFailure: Continue
    inputs:
      Service: logs
      Api: CreateLogGroup
      logGroupName: /aws/vpc/{{ VpcId }}
""",
    source="https://docs.aws.amazon.com/config/latest/developerguide/remediation.html",
    find=find,
    needs_all=True,
)
