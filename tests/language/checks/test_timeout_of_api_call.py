from ssmdsl.checks._checked_document import CheckedDocument
from ssmdsl.checks.timeout_of_api_call import find
from ssmdsl.loader import load


def found(source: str) -> list[tuple[tuple[str | int, ...], str]]:
    read = load(f'schemaVersion: "0.3"\n{source}'.encode(), name="Example")
    (document,) = read.documents
    return [(one.path, one.message) for one in find(CheckedDocument(document))]


def document(seconds: str, action: str = "aws:executeAwsApi", more: str = "") -> str:
    inputs = f"{{Service: ec2, Api: DescribeVpcs{more}}}"
    return f"mainSteps:\n  - {{name: Ask, action: {action}, inputs: {inputs}{seconds}}}\n"


def test_a_call_has_25_seconds() -> None:
    assert found(document(", timeoutSeconds: 26")) == [
        (
            ("mainSteps", 0, "timeoutSeconds"),
            "26, but a call ends after 25 seconds in any case, and what it began goes on; wait for"
            " that with aws:waitForAwsResourceProperty",
        )
    ]


def test_less_and_none_and_a_wait_are_let_be() -> None:
    assert found(document(", timeoutSeconds: 25")) == []
    assert found(document("")) == []
    desired = ", PropertySelector: '$.Vpcs[0].State', DesiredValues: [available]"
    wait = document(", timeoutSeconds: 600", "aws:waitForAwsResourceProperty", desired)
    assert found(wait) == []
