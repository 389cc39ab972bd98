import pytest

from ssmdsl import Automatic, Document, ManagedRule, Remediation
from ssmdsl.actions import ExecuteAwsApi, ExecuteScript
from ssmdsl.checks import check_remediation
from ssmdsl.step import Step

PERIODIC = ManagedRule("EBS_RESOURCES_PROTECTED_BY_BACKUP_PLAN")
ON_CHANGE = ManagedRule("S3_BUCKET_VERSIONING_ENABLED")
BY_ITSELF = Automatic(maximum_attempts=5, retry_seconds=60)
BACK_UP = ExecuteAwsApi("BackUp", service="ec2", api="CreateSnapshot")
LOOK = ExecuteScript("Look", script="def main(events, context): ...", handler="main")
DESCRIBE = ExecuteAwsApi("Describe", service="ec2", api="DescribeSnapshots")


def found(
    *steps: Step, rule: ManagedRule = PERIODIC, automatic: Automatic | None = BY_ITSELF
) -> list[tuple[str, object, str]]:
    document = Document("BackUp", steps=list(steps))
    remediation = Remediation(rule=rule, document=document, automatic=automatic)
    return [(own.code, own.path, own.message) for own in check_remediation(remediation)]


def test_a_snapshot_is_made_once_more() -> None:
    message = (
        "the rule is evaluated periodically, and until it is evaluated again Config may start the"
        ' document on the same resource once more; step "BackUp" then makes, or sends, another'
        " one: let a step before it look whether anything is left to do"
    )
    assert found(DESCRIBE, BACK_UP) == [("SSM507", ("Automatic",), message)]


def test_a_step_before_it_may_look() -> None:
    assert found(LOOK, BACK_UP) == []


@pytest.mark.parametrize(
    ("rule", "automatic"), [(ON_CHANGE, BY_ITSELF), (PERIODIC, None), (ON_CHANGE, None)]
)
def test_the_document_is_not_started_again(rule: ManagedRule, automatic: Automatic | None) -> None:
    assert found(BACK_UP, rule=rule, automatic=automatic) == []


def test_what_is_the_same_after_the_second_time_is_fine() -> None:
    assert found(ExecuteAwsApi("Block", service="ec2", api="EnableEbsEncryptionByDefault")) == []
