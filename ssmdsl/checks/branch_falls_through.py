"""A branch that goes on with one of its choices' steps though none of them is true."""

from collections.abc import Iterator
from itertools import pairwise

from ssmdsl.actions import Branch
from ssmdsl.checks._check import Check, Found
from ssmdsl.checks._checked_document import CheckedDocument
from ssmdsl.checks._choosing import Choosing
from ssmdsl.errors import quoted
from ssmdsl.step import target_of


def find(checked: CheckedDocument) -> Iterator[Found]:
    """Yield the branches whose last resort is what one of the choices asks for."""
    document = checked.document
    for level in (document.steps, *(step.nested_steps for step in document.steps)):
        for branch, following in pairwise(level):
            if not isinstance(branch, Branch) or branch.default is not None:
                continue
            if branch.is_end or branch.next_step is not None:
                continue
            targets = [target_of(choice.next_step) for choice in branch.choices]
            own = next((index for index, to in enumerate(targets) if to is following), None)
            if own is None or Choosing(branch, document).is_complete:
                continue
            message = (
                f"where no choice is true, the branch goes on with step {quoted(following.name)},"
                f" which stands next, as if choice {own} were; give it a Default, or isEnd: true"
            )
            yield Found(checked.path(branch, "inputs"), message)


_TEMPLATE = """
parameters:
  Action:
    type: String
  QueueUrl:
    type: String
mainSteps:
  - name: ChooseAction
    action: aws:branch
    inputs:
      Choices:
        - NextStep: DeleteQueue
          Variable: "{{{{ Action }}}}"
          StringEquals: delete
        - NextStep: CreateQueue
          Variable: "{{{{ Action }}}}"
          StringEquals: create
{end}  - name: DeleteQueue
    action: aws:executeAwsApi
    inputs:
      Service: sqs
      Api: DeleteQueue
      QueueUrl: "{{{{ QueueUrl }}}}"
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
    code="SSM304",
    name="branch-falls-through",
    severity="warning",
    means="A branch without Default goes on with one of its choices' steps where none is true.",
    why="Any value that nobody thought of does what was meant for one of the others.",
    wrong=_TEMPLATE.format(end=""),
    right=_TEMPLATE.format(end="    isEnd: true\n"),
    source="https://docs.aws.amazon.com/systems-manager/latest/userguide/automation-branch-condition.html",
    find=find,
    needs_all=True,
)
