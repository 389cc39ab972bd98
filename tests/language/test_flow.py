import pytest

from ssmdsl import Branch, DefinitionError, Document, ExecuteAwsApi, Loop, Parameter, Sleep, when
from ssmdsl.flow import circle, followers


def call(name: str, **jumps: object) -> ExecuteAwsApi:
    return ExecuteAwsApi(name, service="s", api="A", **jumps)  # type: ignore[arg-type]


def test_the_next_in_the_list_follows_unless_a_step_says_otherwise() -> None:
    last = call("Last")
    mend = call("Mend", is_end=True)
    first = call("First", on_failure=mend)
    second = call("Second", next_step=last)
    steps = [first, second, mend, last]

    assert followers(steps, 0) == [mend, second]
    assert followers(steps, 1) == [last]
    assert followers(steps, 2) == []
    assert followers(steps, 3) == []


def test_a_jump_back_in_the_list_is_no_circle() -> None:
    early = call("Early", is_end=True)
    late = call("Late", next_step=early)
    first = call("First", next_step=late)

    assert circle([first, early, late]) == []


@pytest.mark.parametrize("jump", ["next_step", "on_failure", "on_cancel"])
def test_steps_that_run_in_a_circle_are_told_with_their_way(jump: str) -> None:
    first = call("First")
    middle = call("Middle")
    last = call("Last", **{jump: middle})

    with pytest.raises(DefinitionError) as caught:
        Document("Mine", steps=[first, middle, last])

    assert str(caught.value) == (
        f'document "Mine", step "Last", {jump}: here a circle closes, which SSM refuses:'
        " Middle → Last → Middle"
    )


def test_many_steps_with_many_ways_are_looked_at_once() -> None:
    steps = [call("Step300", is_end=True)]
    for number in reversed(range(300)):
        steps.insert(0, call(f"Step{number}", on_failure=steps[0]))

    assert circle(steps) == []


def test_a_step_that_jumps_out_of_the_list_ends_the_way() -> None:
    elsewhere = Sleep("Elsewhere", duration="PT1S")

    assert circle([call("First", next_step=elsewhere)]) == []


def test_no_way_out_of_a_loop_leads_where_a_default_goes_elsewhere() -> None:
    after = call("After")
    inner = call("Inner")
    choose = Branch(
        "Choose", [when(Parameter("State") == "on").go_to(inner)], default=inner, next_step=after
    )
    loop = Loop("Each", iterators=["a"], steps=[choose, inner], is_end=True)

    assert followers([loop, after], 0) == []
