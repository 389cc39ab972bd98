from collections.abc import Callable

import pytest

from ssmdsl import ChangeInstanceState, DefinitionError, Document, Parameter
from ssmdsl.compiler import document_content


def problems(build: Callable[[], object]) -> list[str]:
    with pytest.raises(DefinitionError) as caught:
        build()
    return [str(problem) for problem in caught.value.problems]


def test_instances_and_their_state_are_compiled() -> None:
    instance = Parameter("Id", "AWS::EC2::Instance::Id")
    more = Parameter("More", "List<AWS::EC2::Instance::Id>")
    flag = Parameter("Force", "Boolean")
    step = ChangeInstanceState(
        "Stop", instance_ids=[instance, more], desired_state="stopped", force=flag
    )

    compiled = document_content(Document("Stop", parameters=[instance, more, flag], steps=[step]))
    assert compiled["mainSteps"][0]["inputs"] == {
        "InstanceIds": ["{{ Id }}", "{{ More }}"],
        "DesiredState": "stopped",
        "Force": "{{ Force }}",
    }


def test_there_are_three_states() -> None:
    assert problems(lambda: ChangeInstanceState("Do", instance_ids=[], desired_state="run")) == [
        'step "Do", instance_ids: [] is too short; at least 1 item',
        'step "Do", desired_state: "run" is not one of "running", "stopped", "terminated".'
        ' Did you mean "running"?',
    ]


def test_a_state_that_is_filled_in_is_not_looked_at() -> None:
    state = Parameter("State")

    ChangeInstanceState("Do", instance_ids=["i-1"], desired_state=state)
    ChangeInstanceState("Do", instance_ids=["i-1"], desired_state=f"{state}")


def test_flags_are_booleans_and_instances_a_list() -> None:
    count = Parameter("Count", "Integer")

    assert problems(
        lambda: ChangeInstanceState(
            "Do",
            instance_ids="i-1",
            desired_state="running",
            check_state_only=count,
            force="true",  # type: ignore[arg-type]
        )
    ) == [
        'step "Do", instance_ids: "i-1" is not a list; write ["i-1"]',
        'step "Do", check_state_only: {{ Count }} is of type Integer, not Boolean',
        'step "Do", force: "true" is not True or False',
    ]
