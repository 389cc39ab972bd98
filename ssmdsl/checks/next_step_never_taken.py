"""A `nextStep` beside a `Default`."""

from collections.abc import Iterator

from ssmdsl.actions import Branch
from ssmdsl.checks._check import Check, Found
from ssmdsl.checks._checked_document import CheckedDocument
from ssmdsl.errors import quoted
from ssmdsl.step import target_of


def find(checked: CheckedDocument) -> Iterator[Found]:
    """Yield the branches whose `nextStep` nothing comes to."""
    for step in checked.steps:
        if not isinstance(step, Branch) or step.default is None or step.next_step is None:
            continue
        default, following = target_of(step.default), target_of(step.next_step)
        if step.on_failure != "Continue" and default is not following:
            message = (
                f"the branch goes on with its Default, {quoted(default.name)}, where no choice is"
                f" true, and never with {quoted(following.name)}; remove one of the two"
            )
            yield Found(checked.path(step, "nextStep"), message)


_TEMPLATE = """
parameters:
  Name:
    type: String
mainSteps:
  - name: IsNameGiven
    action: aws:branch
    inputs:
      Choices:
        - NextStep: CreateQueue
          Variable: "{{{{ Name }}}}"
          StartsWith: queue
      Default: CreateTopic
{following}  - name: CreateQueue
    action: aws:executeAwsApi
    inputs:
      Service: sqs
      Api: CreateQueue
      QueueName: "{{{{ Name }}}}"
    isEnd: true
  - name: CreateTopic
    action: aws:executeAwsApi
    inputs:
      Service: sns
      Api: CreateTopic
      Name: "{{{{ Name }}}}"
    isEnd: true
"""

CHECK = Check(
    code="SSM306",
    name="next-step-never-taken",
    severity="note",
    means="A branch has a Default, and a nextStep that is another step.",
    why="The Default is taken whenever no choice is true; nothing comes to the nextStep.",
    wrong=_TEMPLATE.format(following="    nextStep: CreateQueue\n"),
    right=_TEMPLATE.format(following=""),
    source="https://docs.aws.amazon.com/systems-manager/latest/userguide/automation-action-branch.html",
    find=find,
)
