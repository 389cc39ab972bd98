from collections.abc import Callable

import pytest

from ssmdsl import Approve, DefinitionError, Document, Parameter
from ssmdsl.compiler import document_content

ANN, BOB = "arn:aws:iam::111122223333:user/ann", "arn:aws:iam::111122223333:user/bob"


def problems(build: Callable[[], object]) -> list[str]:
    with pytest.raises(DefinitionError) as caught:
        build()
    return [str(problem) for problem in caught.value.problems]


def test_an_approval_compiles_to_who_decides_and_what_they_are_told() -> None:
    topic = Parameter("Topic")
    step = Approve(
        "Ask",
        approvers=[ANN, BOB],
        message=f"Told at {topic}",
        notification_arn=topic,
        min_required_approvals=2,
        timeout_seconds=3600,
    )

    (compiled,) = document_content(Document("Ask", parameters=[topic], steps=[step]))["mainSteps"]
    assert compiled == {
        "name": "Ask",
        "action": "aws:approve",
        "timeoutSeconds": 3600,
        "inputs": {
            "Approvers": [ANN, BOB],
            "Message": "Told at {{ Topic }}",
            "NotificationArn": "{{ Topic }}",
            "MinRequiredApprovals": 2,
        },
    }


def test_one_to_ten_people_approve() -> None:
    assert problems(lambda: Approve("Ask", approvers=[])) == [
        'step "Ask", approvers: [] is too short; at least 1 item'
    ]
    assert problems(lambda: Approve("Ask", approvers=["a"] * 11)) == [
        f'step "Ask", approvers: {["a"] * 11} is too long; at most 10 items'
    ]
    assert problems(lambda: Approve("Ask", approvers=ANN, min_required_approvals=11)) == [
        f'step "Ask", approvers: "{ANN}" is not a list; write ["{ANN}"]',
        'step "Ask", min_required_approvals: 11 is too large; at most 10',
    ]


def test_a_message_has_at_most_4096_characters() -> None:
    Approve("Ask", approvers=[ANN], message="m" * 4096)

    assert problems(lambda: Approve("Ask", approvers=[ANN], message="m" * 4097)) == [
        f'step "Ask", message: "{"m" * 200}…" is too long; at most 4096 characters'
    ]


def test_no_more_can_be_required_than_there_are() -> None:
    assert problems(lambda: Approve("Ask", approvers=[ANN, BOB], min_required_approvals=3)) == [
        'step "Ask", min_required_approvals: 3 of 2 approvers cannot be'
    ]


def test_how_many_there_are_is_not_known_where_one_is_a_reference() -> None:
    people, least = Parameter("People", "StringList"), Parameter("Least", "Integer")

    Approve("Ask", approvers=[f"{people}", ANN], min_required_approvals=3)
    Approve("Ask", approvers=[people, ANN], min_required_approvals=3)
    Approve("Ask", approvers=people, min_required_approvals=3)
    Approve("Ask", approvers=[ANN], min_required_approvals=least)


def test_the_types_of_references_are_looked_at() -> None:
    text = Parameter("Text")

    assert problems(lambda: Approve("Ask", approvers=text, min_required_approvals=text)) == [
        'step "Ask", approvers: {{ Text }} is of type String, not StringList; write ["{{ Text }}"]',
        'step "Ask", min_required_approvals: {{ Text }} is of type String, not Integer',
    ]
