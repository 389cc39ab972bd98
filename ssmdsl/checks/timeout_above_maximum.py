"""A timeout that is longer than its action may take."""

from collections.abc import Iterator

from ssmdsl.checks._check import Check, Found
from ssmdsl.checks._checked_document import CheckedDocument

_MAXIMA = {
    "aws:approve": 2_592_000,
    "aws:executeScript": 600,
    "aws:invokeLambdaFunction": 300,
    "aws:pause": 2_592_000,
}
"""How long an action may take at most, in seconds. That of `aws:executeAwsApi` is SSM907."""


def find(checked: CheckedDocument) -> Iterator[Found]:
    """Yield the timeouts above the maximum of their action."""
    for step in checked.steps:
        maximum = _MAXIMA.get(step.action)
        if maximum is not None and step.timeout_seconds is not None:
            if step.timeout_seconds > maximum:
                message = (
                    f"{step.timeout_seconds}, but {step.action} ends after {maximum} seconds in"
                    f" any case; write {maximum}"
                )
                yield Found(checked.path(step, "timeoutSeconds"), message)


CHECK = Check(
    code="SSM904",
    name="timeout-above-maximum",
    severity="warning",
    means="The step is given more time than its action has at most.",
    why="The document is taken as it is, and the step is ended at the maximum.",
    wrong="""
mainSteps:
  - name: DeleteOldObjects
    action: aws:executeScript
    timeoutSeconds: 3600
    inputs:
      Runtime: python3.12
      Handler: main
      Script: |
        def main(events, context):
            return {}
""",
    right="""
mainSteps:
  - name: DeleteOldObjects
    action: aws:executeScript
    timeoutSeconds: 600
    inputs:
      Runtime: python3.12
      Handler: main
      Script: |
        def main(events, context):
            return {}
""",
    source="https://docs.aws.amazon.com/systems-manager/latest/userguide/automation-handling-timeouts.html",
    find=find,
)
