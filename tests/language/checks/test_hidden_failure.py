import pytest

from ssmdsl.checks._checked_document import CheckedDocument
from ssmdsl.checks.hidden_failure import find
from ssmdsl.loader import load


def found(source: str) -> list[tuple[tuple[str | int, ...], str]]:
    read = load(f'schemaVersion: "0.3"\n{source}'.encode(), name="Example")
    (document,) = read.documents
    return [(one.path, one.message) for one in find(CheckedDocument(document))]


def step(name: str, api: str, *lines: str, action: str = "aws:executeAwsApi") -> str:
    head = f"  - name: {name}\n    action: {action}\n    inputs:\n      Service: ec2\n"
    return "".join([head, f"      Api: {api}\n", *(f"{line}\n" for line in lines)])


CREATE = step("Create", "CreateFlowLogs", "      ResourceIds: [vpc-1]")
MESSAGE = (
    "CreateFlowLogs tells in Unsuccessful what it could not do, and the step succeeds all the"
    " same; let a later aws:assertAwsResourceProperty or aws:waitForAwsResourceProperty look at"
    " what was done, or select $.Unsuccessful as an output"
)


def test_failures_in_the_response_are_seen_by_nobody() -> None:
    assert found(f"mainSteps:\n{CREATE}") == [(("mainSteps", 0, "inputs", "Api"), MESSAGE)]


def test_an_output_of_something_else_is_no_look_at_it() -> None:
    outputs = "    outputs: [{Name: Id, Selector: '$.FlowLogIds[0]', Type: String}]\n"
    assert [text for _, text in found(f"mainSteps:\n{CREATE}{outputs}")] == [MESSAGE]


@pytest.mark.parametrize(
    ("service", "api", "member"),
    [
        ("sqs", "SendMessageBatch", "Failed"),
        ("dynamodb", "BatchWriteItem", "UnprocessedItems"),
        ("kinesis", "PutRecords", "FailedRecordCount"),
        ("events", "PutTargets", "FailedEntryCount"),
        ("config", "PutRemediationConfigurations", "FailedBatches"),
        ("s3", "DeleteObjects", "Errors"),
        ("ecs", "RunTask", "failures"),
        ("ssm", "DeleteParameters", "InvalidParameters"),
        ("firehose", "PutRecordBatch", "FailedPutCount"),
    ],
)
def test_the_member_is_the_operations_own(service: str, api: str, member: str) -> None:
    source = f"mainSteps:\n{step('Do', api)}".replace("Service: ec2", f"Service: {service}")
    ((_, text),) = found(source)
    assert text.startswith(f"{api} tells in {member} what it could not do, ")


@pytest.mark.parametrize(
    "more",
    [
        "    outputs: [{Name: Why, Selector: '$.Unsuccessful[0].Error.Code', Type: String}]\n",
        "    outputs: [{Name: All, Selector: $, Type: StringMap}]\n",
        step("Look", "DescribeFlowLogs"),
        step(
            "Look",
            "DescribeFlowLogs",
            "      PropertySelector: $.FlowLogs[0].FlowLogStatus",
            "      DesiredValues: [ACTIVE]",
            action="aws:waitForAwsResourceProperty",
        ),
    ],
)
def test_whoever_looks_sees_it(more: str) -> None:
    assert found(f"mainSteps:\n{CREATE}{more}") == []


def test_a_look_before_it_is_too_early() -> None:
    look = step("Look", "DescribeFlowLogs")
    assert [path for path, _ in found(f"mainSteps:\n{look}{CREATE}")] == [
        ("mainSteps", 1, "inputs", "Api")
    ]


@pytest.mark.parametrize("api", ["DescribeFlowLogs", "StopInstances", "CreateVpc"])
def test_an_operation_without_such_a_member_is_let_be(api: str) -> None:
    assert found(f"mainSteps:\n{step('Do', api)}") == []


def test_what_is_noted_in_security_hub_repairs_nothing() -> None:
    source = step("Note", "BatchUpdateFindings").replace("ec2", "securityhub")
    assert found(f"mainSteps:\n{source}") == []
