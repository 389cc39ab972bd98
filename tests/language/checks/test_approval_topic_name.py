import pytest

from ssmdsl.checks._checked_document import CheckedDocument
from ssmdsl.checks.approval_topic_name import find
from ssmdsl.loader import load


def found(source: str) -> list[tuple[tuple[str | int, ...], str]]:
    read = load(f'schemaVersion: "0.3"\n{source}'.encode(), name="Example")
    (document,) = read.documents
    return [(one.path, one.message) for one in find(CheckedDocument(document))]


def document(arn: str, default: str = "") -> str:
    return f"""
parameters:
  TopicArn: {{type: String{default}}}
mainSteps:
  - name: Ask
    action: aws:approve
    inputs: {{Approvers: [somebody], NotificationArn: "{arn}"}}
  - name: AskAgain
    action: aws:approve
    inputs: {{Approvers: [somebody], NotificationArn: "{arn}"}}
"""


TOPICS = "arn:aws:sns:eu-central-1:123456789012:"
MESSAGE = (
    'the topic is called "Approvals", and the name of one that approvers are told by begins with'
    ' "Automation"; rename it'
)


def test_a_topic_of_another_name_is_told() -> None:
    assert found(document(f"{TOPICS}Approvals")) == [
        (("mainSteps", 0, "inputs", "NotificationArn"), MESSAGE),
        (("mainSteps", 1, "inputs", "NotificationArn"), MESSAGE),
    ]


def test_a_default_is_told_once() -> None:
    assert found(document("{{ TopicArn }}", f", default: '{TOPICS}Approvals'")) == [
        (("parameters", "TopicArn", "default"), MESSAGE)
    ]


@pytest.mark.parametrize(
    "arn", [f"{TOPICS}AutomationApprovals", f"{TOPICS}{{{{ TopicArn }}}}", "{{ TopicArn }}"]
)
def test_the_right_name_and_one_that_is_not_known_are_let_be(arn: str) -> None:
    assert found(document(arn)) == []
