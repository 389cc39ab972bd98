"""Something that is done once more each time Config starts the document on the same resource."""

from collections.abc import Iterator

from ssmdsl.api_call import ApiCall
from ssmdsl.checks._check import Check, Found
from ssmdsl.checks._checked_remediation import CheckedRemediation
from ssmdsl.errors import quoted
from ssmdsl.step import Step

_MORE_EACH_TIME = {
    "ec2": (
        "AllocateAddress",
        "CopyImage",
        "CopySnapshot",
        "CreateImage",
        "CreateNatGateway",
        "CreateSnapshot",
        "CreateSnapshots",
        "CreateVolume",
        "RunInstances",
    ),
    "sns": ("Publish",),
}
"""Operations that make, or send, another one whenever they are called, by service."""
_MAKING_ACTIONS = ("aws:copyImage", "aws:createImage", "aws:runInstances")
_LOOKING_ACTIONS = (
    "aws:assertAwsResourceProperty",
    "aws:branch",
    "aws:executeScript",
    "aws:invokeLambdaFunction",
)
"""Actions that may find out that nothing is left to do."""


def find(checked: CheckedRemediation) -> Iterator[Found]:
    """Yield the first step that does more each time, if nothing before it looks."""
    remediation = checked.remediation
    rule = remediation.rule
    if remediation.automatic is None or rule.facts.trigger != "Periodic":
        return
    for step in checked.document.steps:
        if step.action in _LOOKING_ACTIONS:
            return
        if _does_more(step):
            message = (
                f"the rule is evaluated periodically, and until it is evaluated again Config may"
                f" start the document on the same resource once more; step {quoted(step.name)}"
                " then makes, or sends, another one: let a step before it look whether anything is"
                " left to do"
            )
            yield Found(("Automatic",), message)
            return


def _does_more(step: Step) -> bool:
    if isinstance(step, ApiCall):
        return step.api in _MORE_EACH_TIME.get(step.service.lower(), ())
    return step.action in _MAKING_ACTIONS


CHECK = Check(
    code="SSM507",
    name="repeated-between-evaluations",
    severity="note",
    means="Config acts by itself for a periodic rule, and the document makes another one each time"
    " it runs.",
    why="A repaired resource counts as non-compliant until the rule is evaluated again, up to a day"
    " later; meanwhile Config may start the document again.",
    wrong="""
from ssmdsl import Automatic, Document, ManagedRule, Parameter, Remediation
from ssmdsl.actions import ExecuteAwsApi

volume = Parameter("VolumeId")
back_up = ExecuteAwsApi("BackUp", service="ec2", api="CreateSnapshot", inputs={"VolumeId": volume})
remediation = Remediation(
    rule=ManagedRule("EBS_RESOURCES_PROTECTED_BY_BACKUP_PLAN"),
    document=Document("BackUpVolume", parameters=[volume], steps=[back_up]),
    resource=volume,
    automatic=Automatic(maximum_attempts=5, retry_seconds=60),
    allow=["ec2:CreateSnapshot"],
)
""",
    right="""
from ssmdsl import Document, ManagedRule, Parameter, Remediation
from ssmdsl.actions import ExecuteAwsApi

volume = Parameter("VolumeId")
back_up = ExecuteAwsApi("BackUp", service="ec2", api="CreateSnapshot", inputs={"VolumeId": volume})
remediation = Remediation(
    rule=ManagedRule("EBS_RESOURCES_PROTECTED_BY_BACKUP_PLAN"),
    document=Document("BackUpVolume", parameters=[volume], steps=[back_up]),
    resource=volume,
    allow=["ec2:CreateSnapshot"],
)
""",
    source="https://docs.aws.amazon.com/config/latest/developerguide/remediation.html",
    find_in_remediation=find,
)
