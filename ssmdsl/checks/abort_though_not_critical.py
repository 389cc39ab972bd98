"""A step whose failure ends the automation, and is said not to matter."""

from collections.abc import Iterator

from ssmdsl.checks._check import Check, Found
from ssmdsl.checks._checked_document import CheckedDocument


def find(checked: CheckedDocument) -> Iterator[Found]:
    """Yield the steps with `isCritical: false` that abort."""
    for step in checked.steps:
        if step.is_critical is False and step.on_failure in (None, "Abort"):
            cause = "without onFailure" if step.on_failure is None else "with onFailure: Abort"
            message = (
                f"isCritical: false says that a failure does not matter, and {cause} it ends the"
                " automation, whose status AWS does not document then; to go on with the next"
                " step, write onFailure: Continue"
            )
            yield Found(checked.path(step, "isCritical"), message)


_TEMPLATE = """
parameters:
  QueueUrl:
    type: String
mainSteps:
  - name: DeleteQueue
    action: aws:executeAwsApi
    inputs:
      Service: sqs
      Api: DeleteQueue
      QueueUrl: "{{{{ QueueUrl }}}}"
{failure}    isCritical: false
  - name: CreateTopic
    action: aws:executeAwsApi
    inputs:
      Service: sns
      Api: CreateTopic
      Name: alarms
    isEnd: true
"""

CHECK = Check(
    code="SSM307",
    name="abort-though-not-critical",
    severity="warning",
    means="A step with isCritical: false ends the automation where it fails.",
    why="Nothing after it runs, and whether the automation counts as failed is not documented.",
    wrong=_TEMPLATE.format(failure=""),
    right=_TEMPLATE.format(failure="    onFailure: Continue\n"),
    source="https://docs.aws.amazon.com/systems-manager/latest/userguide/automation-actions.html",
    find=find,
)
