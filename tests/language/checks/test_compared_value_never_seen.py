from collections.abc import Callable, Iterator

import pytest

from ssmdsl.actions import Approve, Branch, ExecuteAwsApi, Loop, Pause, RunCommand, Sleep, when
from ssmdsl.checks import Found, compared_value_idle
from ssmdsl.checks._checked_document import CheckedDocument
from ssmdsl.checks.compared_value_never_seen import find
from ssmdsl.condition import Condition
from ssmdsl.document import Document
from ssmdsl.output import Output

INSTANCE = "$.Reservations[0].Instances[0]"
FIND = ExecuteAwsApi(
    "Find",
    service="ec2",
    api="DescribeInstances",
    outputs=[
        Output("State", f"{INSTANCE}.State.Name"),
        Output("States", "$.Reservations..State.Name", "StringList"),
        Output("Id", f"{INSTANCE}.InstanceId"),
        Output("Type", f"{INSTANCE}.InstanceType"),
        Output("Optimized", f"{INSTANCE}.EbsOptimized"),
        Output("Platform", f"{INSTANCE}.Platform"),
    ],
)
APPROVE = Approve("Ask", approvers=["arn:aws:iam::123456789012:user/Own"])
STATES = '"pending", "running", "shutting-down", "terminated", "stopping", "stopped"'
STATE = FIND.output("State")
CHOICE = ("mainSteps", 2, "inputs", "Choices", 0)


def found(
    condition: Condition, find: Callable[[CheckedDocument], Iterator[Found]] = find
) -> list[tuple[tuple[str | int, ...], str]]:
    end = Pause("End")
    branch = Branch("Choose", [when(condition).go_to(end)])
    document = Document("Example", steps=[FIND, APPROVE, branch, end])
    return [(one.path, one.message) for one in find(CheckedDocument(document))]


@pytest.mark.parametrize(
    ("condition", "path", "message"),
    [
        (
            STATE == "Running",
            ("StringEquals",),
            f'{{{{ Find.State }}}} is never "Running", only {STATES}; write "running"',
        ),
        (
            STATE.equals_ignore_case("up"),
            ("EqualsIgnoreCase",),
            f'{{{{ Find.State }}}} is never "up", only {STATES}',
        ),
        (
            STATE.starts_with("Stop"),
            ("StartsWith",),
            f'{{{{ Find.State }}}} is never something that starts with "Stop", only {STATES}',
        ),
        (
            STATE.ends_with("x"),
            ("EndsWith",),
            f'{{{{ Find.State }}}} is never something that ends with "x", only {STATES}',
        ),
        (
            (FIND.output("Id") == "i-1") & STATE.contains("up"),
            ("And", 1, "Contains"),
            f'{{{{ Find.State }}}} is never something that contains "up", only {STATES}',
        ),
        (
            FIND.output("Optimized") == "yes",
            ("StringEquals",),
            '{{ Find.Optimized }} is never "yes", only "true", "false", "True", "False"',
        ),
        (
            APPROVE.output("ApprovalStatus") == "Denied",
            ("StringEquals",),
            '{{ Ask.ApprovalStatus }} is never "Denied", only "Approved", "Rejected", "Waiting"',
        ),
    ],
)
def test_a_text_that_makes_the_condition_false_is_told(
    condition: Condition, path: tuple[str | int, ...], message: str
) -> None:
    assert found(condition) == [((*CHOICE, *path), message)]
    assert found(condition, compared_value_idle.find) == []


@pytest.mark.parametrize(
    ("condition", "path", "message"),
    [
        (
            ~STATE.ends_with("x"),
            ("Not", "EndsWith"),
            f'{{{{ Find.State }}}} is never something that ends with "x", only {STATES}',
        ),
        (
            (STATE == "running") | STATE.contains("up"),
            ("Or", 1, "Contains"),
            f'{{{{ Find.State }}}} is never something that contains "up", only {STATES}',
        ),
        (
            (STATE == "running") | ((FIND.output("Id") == "i-1") & STATE.contains("up")),
            ("Or", 1, "And", 1, "Contains"),
            f'{{{{ Find.State }}}} is never something that contains "up", only {STATES}',
        ),
    ],
)
def test_a_text_that_only_does_nothing_is_idle(
    condition: Condition, path: tuple[str | int, ...], message: str
) -> None:
    assert found(condition) == []
    assert found(condition, compared_value_idle.find) == [((*CHOICE, *path), message)]


def test_an_or_of_texts_that_are_never_there_is_false() -> None:
    condition = STATE.contains("up") | (STATE.contains("off") & (FIND.output("Id") == "i-1"))
    assert [path[5:] for path, _ in found(condition)] == [
        ("Or", 0, "Contains"),
        ("Or", 1, "And", 0, "Contains"),
    ]


@pytest.mark.parametrize("way", ["starts_with", "equals_ignore_case"])
def test_a_type_of_instance_may_be_new(way: str) -> None:
    condition = getattr(FIND.output("Type"), way)("zz9.")
    assert found(condition) == []
    ((_, message),) = found(condition, compared_value_idle.find)
    assert message.startswith("{{ Find.Type }} is, as far as botocore knows, never ")
    assert message.endswith(" more")


def test_a_type_of_instance_that_is_written_wrongly_is_an_error() -> None:
    ((_, message),) = found(FIND.output("Type") == "T3.Micro")
    assert message.startswith('{{ Find.Type }} is never "T3.Micro", only "a1.medium", ')
    assert message.endswith('; write "t3.micro"')


@pytest.mark.parametrize(
    "condition",
    [
        STATE == "running",
        STATE.equals_ignore_case("RUNNING"),
        STATE.starts_with("stop"),
        STATE.ends_with("ing"),
        STATE.contains("-"),
        STATE == "{{ global:REGION }}",
        STATE == FIND.output("Id"),
        FIND.output("Id") == "Running",
        FIND.output("Platform") == "windows",  # what EC2 says, whatever its model
        FIND.output("Optimized") == "true",
        APPROVE.output("ApprovalStatus") == "Approved",
    ],
    ids=str,
)
def test_a_text_that_can_be_there_is_left(condition: Condition) -> None:
    assert found(condition) == []
    assert found(condition, compared_value_idle.find) == []


def test_the_condition_of_a_loop_is_looked_at() -> None:
    wait = Sleep("Wait", duration="PT1M")
    loop = Loop("Again", loop_condition=STATE == "starting", steps=[wait], max_iterations=3)
    document = Document("Example", steps=[FIND, loop])
    assert [(one.path, one.message) for one in find(CheckedDocument(document))] == [
        (
            ("mainSteps", 1, "inputs", "LoopCondition", "StringEquals"),
            f'{{{{ Find.State }}}} is never "starting", only {STATES}',
        )
    ]


def test_what_a_command_has_come_to_is_known() -> None:
    run = RunCommand("Run", document_name="AWS-RunShellScript", instance_ids=["i-1"])
    end = Pause("End")
    branch = Branch("Choose", [when(run.output("Status") == "Succeeded").go_to(end)])
    document = Document("Example", steps=[run, branch, end])
    assert [one.message for one in find(CheckedDocument(document))] == [
        '{{ Run.Status }} is never "Succeeded", only "Pending", "InProgress", "Delayed",'
        ' "Success", "Cancelled", "TimedOut", "Failed", "Cancelling"'
    ]
