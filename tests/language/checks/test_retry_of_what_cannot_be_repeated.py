import pytest

from ssmdsl.checks._checked_document import CheckedDocument
from ssmdsl.checks.retry_of_what_cannot_be_repeated import find
from ssmdsl.loader import load


def found(source: str) -> list[tuple[tuple[str | int, ...], str]]:
    read = load(f'schemaVersion: "0.3"\n{source}'.encode(), name="Example")
    (document,) = read.documents
    return [(one.path, one.message) for one in find(CheckedDocument(document))]


def document(*lines: str, api: str = "CreateLogGroup") -> str:
    return "\n".join(
        [
            "mainSteps:",
            "  - name: Create",
            "    action: aws:executeAwsApi",
            "    inputs:",
            "      Service: logs",
            f"      Api: {api}",
            "      logGroupName: own",
            *(f"    {line}" for line in lines),
        ]
    )


def test_a_second_attempt_meets_what_the_first_one_made() -> None:
    assert found(document("maxAttempts: 3")) == [
        (
            ("mainSteps", 0, "maxAttempts"),
            "3 attempts, but logs answers ResourceAlreadyExistsException to all that follow one"
            " which did its work and was not heard of in time; write 1",
        )
    ]


@pytest.mark.parametrize(
    "lines", [(), ("maxAttempts: 1",), ("maxAttempts: 3", "onFailure: Continue")]
)
def test_one_attempt_or_an_answer_is_let_be(lines: tuple[str, ...]) -> None:
    assert found(document(*lines)) == []


def test_a_call_that_can_be_repeated_is_let_be() -> None:
    assert found(document("maxAttempts: 3", api="DeleteLogGroup")) == []
