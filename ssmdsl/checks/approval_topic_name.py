"""A topic that Automation may not publish to."""

from collections.abc import Iterator
from typing import Any

from ssmdsl.actions.approve import Approve
from ssmdsl.checks._check import Check, Found
from ssmdsl.checks._checked_document import CheckedDocument
from ssmdsl.errors import quoted
from ssmdsl.parameter import Parameter

_BEGINNING = "Automation"


def find(checked: CheckedDocument) -> Iterator[Found]:
    """Yield the topics of another name, in the steps and as defaults of their parameters."""
    told: set[str] = set()
    for step in checked.steps:
        if not isinstance(step, Approve):
            continue
        given = step.notification_arn
        path = checked.path(step, "inputs", "NotificationArn")
        if isinstance(given, Parameter):
            if given.name in told:
                continue
            told.add(given.name)
            given, path = given.default, ("parameters", given.name, "default")
        name = _topic_name(given)
        if name and not name.startswith(_BEGINNING):
            message = (
                f"the topic is called {quoted(name)}, and the name of one that approvers are told"
                f" by begins with {quoted(_BEGINNING)}; rename it"
            )
            yield Found(path, message)


def _topic_name(given: Any) -> str:
    """Return the name of a topic, or nothing where it begins with what only the run knows."""
    if not isinstance(given, str) or not given.startswith("arn:"):
        return ""
    name = given.rsplit(":", 1)[1]
    return "" if "{" in name or "}" in name else name


CHECK = Check(
    code="SSM914",
    name="approval-topic-name",
    severity="warning",
    means="The SNS topic of an approval has a name that does not begin with Automation.",
    why="Nobody is told that an approval is asked for, and the automation waits in vain.",
    wrong="""
mainSteps:
  - name: AskFirst
    action: aws:approve
    inputs:
      Approvers: ["arn:aws:iam::123456789012:role/Operators"]
      NotificationArn: arn:aws:sns:eu-central-1:123456789012:Approvals
""",
    right="""
mainSteps:
  - name: AskFirst
    action: aws:approve
    inputs:
      Approvers: ["arn:aws:iam::123456789012:role/Operators"]
      NotificationArn: arn:aws:sns:eu-central-1:123456789012:AutomationApprovals
""",
    source="https://docs.aws.amazon.com/systems-manager/latest/userguide/automation-action-approve.html",
    find=find,
)
