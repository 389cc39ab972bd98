"""A rule that judges the account, whose id goes where a resource is meant."""

from collections.abc import Iterator

from ssmdsl.checks._check import Check, Found
from ssmdsl.checks._checked_remediation import CheckedRemediation


def find(checked: CheckedRemediation) -> Iterator[Found]:
    """Yield why the id of the account cannot be used."""
    fit = checked.resource_fit
    if fit.is_never_fine:
        misfit = next(iter(fit.misfits.values()))
        if misfit.given.kind == "account":
            message = (
                f"the rule judges the account as a whole: {misfit.message}; find the resource in"
                " the document, or take a rule that judges resources"
            )
            yield Found(("Parameters", checked.resource_name), message)


CHECK = Check(
    code="SSM503",
    name="account-id-as-resource",
    severity="error",
    means="The rule judges the account, and the document takes its id for that of a resource.",
    why="The id that AWS Config hands over has 12 digits, and names no resource: the step fails.",
    wrong="""
from ssmdsl import Document, ManagedRule, Parameter, Remediation
from ssmdsl.actions import ExecuteAwsApi

snapshot = Parameter("SnapshotId")
make_private = ExecuteAwsApi(
    "MakePrivate",
    service="ec2",
    api="ResetSnapshotAttribute",
    inputs={"SnapshotId": snapshot, "Attribute": "createVolumePermission"},
)
remediation = Remediation(
    rule=ManagedRule("EBS_SNAPSHOT_PUBLIC_RESTORABLE_CHECK"),
    document=Document("MakeSnapshotPrivate", parameters=[snapshot], steps=[make_private]),
    resource=snapshot,
    allow=["ec2:ResetSnapshotAttribute"],
)
""",
    right="""
from ssmdsl import Document, ManagedRule, Remediation
from ssmdsl.actions import ExecuteAwsApi

block_sharing = ExecuteAwsApi(
    "BlockSharing",
    service="ec2",
    api="EnableSnapshotBlockPublicAccess",
    inputs={"State": "block-all-sharing"},
)
remediation = Remediation(
    rule=ManagedRule("EBS_SNAPSHOT_PUBLIC_RESTORABLE_CHECK"),
    document=Document("BlockSnapshotSharing", steps=[block_sharing]),
    allow=["ec2:EnableSnapshotBlockPublicAccess"],
)
""",
    source="https://docs.aws.amazon.com/config/latest/developerguide/remediation.html",
    find_in_remediation=find,
)
