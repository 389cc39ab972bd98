"""A document that takes something else than the id that AWS Config hands it."""

from collections.abc import Iterator

from ssmdsl.checks._check import Check, Found
from ssmdsl.checks._checked_remediation import CheckedRemediation


def find(checked: CheckedRemediation) -> Iterator[Found]:
    """Yield why no id of the rule can be used; what a script does with it is not known."""
    fit = checked.resource_fit
    if fit.is_never_fine:
        misfit = next(iter(fit.misfits.values()))
        if misfit.given.kind != "account":
            yield Found(("Parameters", checked.resource_name), misfit.message)


CHECK = Check(
    code="SSM501",
    name="wrong-resource-id",
    severity="error",
    means="The document takes another kind of id than the one that AWS Config hands it.",
    why="Config hands over the id in its own inventory, which is often not the name that the"
    " service takes: the step fails on each resource.",
    wrong="""
from ssmdsl import Document, ManagedRule, Parameter, Remediation
from ssmdsl.actions import ExecuteAwsApi

user = Parameter("UserId")
delete_password = ExecuteAwsApi(
    "DeletePassword",
    service="iam",
    api="DeleteLoginProfile",
    inputs={"UserName": user},
)
remediation = Remediation(
    rule=ManagedRule("IAM_USER_MFA_ENABLED"),
    document=Document("DeletePassword", parameters=[user], steps=[delete_password]),
    resource=user,
    allow=["iam:DeleteLoginProfile"],
)
""",
    right="""
from ssmdsl import Document, ManagedRule, Output, Parameter, Remediation
from ssmdsl.actions import ExecuteAwsApi

user = Parameter("UserId")
find_user = ExecuteAwsApi(
    "FindUser",
    service="config",
    api="ListDiscoveredResources",
    inputs={"resourceType": "AWS::IAM::User", "resourceIds": [user]},
    outputs=[Output("Name", "$.resourceIdentifiers[0].resourceName")],
)
delete_password = ExecuteAwsApi(
    "DeletePassword",
    service="iam",
    api="DeleteLoginProfile",
    inputs={"UserName": find_user.output("Name")},
)
remediation = Remediation(
    rule=ManagedRule("IAM_USER_MFA_ENABLED"),
    document=Document("DeletePassword", parameters=[user], steps=[find_user, delete_password]),
    resource=user,
    allow=["config:ListDiscoveredResources", "iam:DeleteLoginProfile"],
)
""",
    source="https://docs.aws.amazon.com/config/latest/developerguide/remediation.html",
    find_in_remediation=find,
)
