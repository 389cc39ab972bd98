"""A call that the role of the automation does not allow."""

from collections.abc import Iterator

from ssmdsl.checks._allowed import is_allowed
from ssmdsl.checks._check import Check, Found
from ssmdsl.checks._checked_remediation import CheckedRemediation
from ssmdsl.checks._iam_actions import call_actions, step_actions
from ssmdsl.errors import quoted
from ssmdsl.parameter import AUTOMATION_ASSUME_ROLE
from ssmdsl.step import Step


def find(checked: CheckedRemediation) -> Iterator[Found]:
    """Yield the actions that steps need and that nothing allows; each is told once."""
    remediation = checked.remediation
    if not remediation.allow:
        return
    told = set()
    for step, action in _needed(checked):
        if action not in told and not is_allowed(remediation.statements, action):
            told.add(action)
            message = (
                f"step {quoted(step.name)} needs {quoted(action)}, which the automation is not"
                " allowed; add it to a statement"
            )
            yield Found(("Parameters", AUTOMATION_ASSUME_ROLE.name), message)


def _needed(checked: CheckedRemediation) -> Iterator[tuple[Step, str]]:
    operations = {step.name: (step, operation) for step, operation in checked.document.calls}
    for step in checked.document.steps:
        call = operations.get(step.name)
        for action in step_actions(step) if call is None else call_actions(*call):
            yield step, action


CHECK = Check(
    code="SSM402",
    name="action-not-allowed",
    severity="warning",
    means="A step needs an IAM action that no statement of the automation's role allows.",
    why="The step fails with AccessDenied, unless another policy allows the action.",
    wrong="""
from ssmdsl import Document, ManagedRule, Parameter, Remediation
from ssmdsl.actions import ExecuteAwsApi

bucket = Parameter("BucketName", "AWS::S3::Bucket::Name")
version = ExecuteAwsApi(
    "Version",
    service="s3",
    api="PutBucketVersioning",
    inputs={"Bucket": bucket, "VersioningConfiguration": {"Status": "Enabled"}},
)
remediation = Remediation(
    rule=ManagedRule("S3_BUCKET_VERSIONING_ENABLED"),
    document=Document("VersionBucket", parameters=[bucket], steps=[version]),
    resource=bucket,
    allow=["s3:GetBucketVersioning"],
)
""",
    right="""
from ssmdsl import Document, ManagedRule, Parameter, Remediation
from ssmdsl.actions import ExecuteAwsApi

bucket = Parameter("BucketName", "AWS::S3::Bucket::Name")
version = ExecuteAwsApi(
    "Version",
    service="s3",
    api="PutBucketVersioning",
    inputs={"Bucket": bucket, "VersioningConfiguration": {"Status": "Enabled"}},
)
remediation = Remediation(
    rule=ManagedRule("S3_BUCKET_VERSIONING_ENABLED"),
    document=Document("VersionBucket", parameters=[bucket], steps=[version]),
    resource=bucket,
    allow=["s3:PutBucketVersioning"],
)
""",
    source="https://docs.aws.amazon.com/service-authorization/latest/reference/reference_policies_actions-resources-contextkeys.html",
    find_in_remediation=find,
)
