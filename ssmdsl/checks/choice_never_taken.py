"""A choice of a branch that is never taken."""

from collections.abc import Iterator

from ssmdsl.actions import Branch
from ssmdsl.checks._check import Check, Found
from ssmdsl.checks._checked_document import CheckedDocument
from ssmdsl.checks._choosing import Choosing


def find(checked: CheckedDocument) -> Iterator[Found]:
    """Yield the choices that ask for what cannot be, or for what an earlier one takes."""
    for step in checked.steps:
        if isinstance(step, Branch):
            for index, reason in Choosing(step, checked.document).never_taken():
                path = checked.path(step, "inputs", "Choices", index)
                yield Found(path, f"this choice is never taken: {reason}")


_TEMPLATE = """
parameters:
  Action:
    type: String
    allowedValues:
      - create
      - keep
mainSteps:
  - name: ChooseAction
    action: aws:branch
    inputs:
      Choices:
        - NextStep: CreateQueue
          Variable: "{{{{ Action }}}}"
          StringEquals: {value}
    isEnd: true
  - name: CreateQueue
    action: aws:executeAwsApi
    inputs:
      Service: sqs
      Api: CreateQueue
      QueueName: alarms
    isEnd: true
"""

CHECK = Check(
    code="SSM305",
    name="choice-never-taken",
    severity="warning",
    means="A choice asks for a value that there never is, or for one that an earlier one takes.",
    why="The automation never goes that way, whatever it is started with.",
    wrong=_TEMPLATE.format(value="Create"),
    right=_TEMPLATE.format(value="create"),
    source="https://docs.aws.amazon.com/systems-manager/latest/userguide/automation-branch-condition.html",
    find=find,
)
