from collections.abc import Callable
from typing import Any

import pytest

from ssmdsl import AssertAwsResourceProperty, DefinitionError, Parameter, WaitForAwsResourceProperty
from ssmdsl.aws import ec2, rds

VM = Parameter("InstanceId")
ASKED = 'ask ==, is_one_of(…), is_true() or is_false(), as response.State.Name == "running" does'


def message(ask: Callable[[Any], object]) -> str:
    with pytest.raises(DefinitionError) as caught:
        ec2.DescribeInstances.wait_until("Wait", ask, InstanceIds=[VM])
    return str(caught.value)


def state(response: Any) -> Any:
    return response.Reservations[0].Instances[0].State.Name


def test_a_wait_asks_for_a_part_of_the_response() -> None:
    step = ec2.DescribeInstances.wait_until(
        "Wait", lambda response: state(response) == "running", InstanceIds=[VM], max_attempts=2
    )

    assert isinstance(step, WaitForAwsResourceProperty)
    assert (step.name, step.max_attempts) == ("Wait", 2)
    assert step.property_selector == "$.Reservations[0].Instances[0].State.Name"
    assert step.desired_values == ["running"]
    assert step.inputs == {"InstanceIds": [VM]}


def test_an_assertion_is_called_as_its_operation_and_looks_at_each_item() -> None:
    step = ec2.DescribeInstances.assert_that(
        lambda response: response.Reservations[:].Instances[:].State.Name.is_one_of("running", VM)
    )

    assert isinstance(step, AssertAwsResourceProperty)
    assert step.name == "DescribeInstances"
    assert step.property_selector == "$.Reservations..Instances..State.Name"
    assert step.desired_values == ["running", VM]


def test_flags_and_numbers_are_asked_for_as_automation_compares_them() -> None:
    flag = rds.DescribeDBInstances.wait_until(lambda r: r.DBInstances[0].MultiAZ.is_true())
    number = rds.DescribeDBInstances.wait_until(lambda r: r.DBInstances[0].AllocatedStorage == 20)

    assert flag.desired_values == ["True"]
    assert number.desired_values == ["20"]


@pytest.mark.parametrize(
    ("ask", "told"),
    [
        (
            lambda r: state(r) == "runing",
            'it is never "runing", only one of "pending", "running", "shutting-down", "terminated",'
            ' "stopping", "stopped". Did you mean "running"?',
        ),
        (
            lambda r: state(r).starts_with("run"),
            f"Automation waits for values and asserts them, and nothing else: {ASKED}",
        ),
        (
            lambda r: state(r) != "running",
            f"Automation waits for values and asserts them, and nothing else: {ASKED}",
        ),
        (lambda r: state(r).is_one_of(), "is_one_of() needs at least one value"),
        (lambda r: state(r).is_true(), "it is of type string, and never True"),
        (lambda r: state(r) == 3, 'it is of type string; write "3"'),
        (lambda r: state(r) == None, "None is not text, a number, True or False"),  # noqa: E711
    ],
)
def test_what_cannot_be_is_not_waited_for(ask: Callable[[Any], object], told: str) -> None:
    place = 'step "Wait", ec2.DescribeInstances, response.Reservations[0].Instances[0].State.Name'
    assert message(ask) == f"{place}: {told}"


@pytest.mark.parametrize(
    "ask",
    [
        lambda r: state(r) == "running" and state(r) == "stopped",
        lambda r: (state(r) == "running") | (state(r) == "stopped"),
        lambda r: not state(r) == "running",
    ],
)
def test_there_is_one_question(ask: Callable[[Any], object]) -> None:
    assert message(ask) == (
        f'step "Wait", response.Reservations[0].Instances[0].State.Name: it is one question about'
        f" one property; {ASKED}"
    )


def test_it_is_a_function_of_the_response_that_asks() -> None:
    assert message(lambda r: 3) == (
        f'step "Wait": the function returns 3, and no question about a property: {ASKED}'
    )
    assert message(3) == (  # type: ignore[arg-type]
        'step "Wait": 3 is not a function of the response; write lambda response: …'
    )
    assert message(lambda: True) == (  # type: ignore[misc, arg-type]
        'step "Wait": the function cannot be asked with the response alone:'
        " test_it_is_a_function_of_the_response_that_asks.<locals>.<lambda>() takes 0 positional"
        " arguments but 1 was given"
    )


def test_what_is_wrong_with_the_call_is_told_as_well() -> None:
    with pytest.raises(DefinitionError) as caught:
        ec2.DescribeInstances.wait_until("Wait", lambda r: r.Reservation, InstanceId=VM)

    told = [str(problem) for problem in caught.value.problems]
    assert told[0] == (
        'step "Wait", ec2.DescribeInstances, response: there is no "Reservation", only'
        ' "NextToken", "Reservations". Did you mean "Reservations"?'
    )
    assert told[1].startswith('step "Wait", inputs.InstanceId: there is no such parameter;')
