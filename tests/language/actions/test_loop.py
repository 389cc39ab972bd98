from collections.abc import Callable
from typing import Any

import pytest

from ssmdsl import (
    DefinitionError,
    Document,
    Loop,
    LoopName,
    Parameter,
    Sleep,
    UpdateVariable,
    Variable,
)
from ssmdsl.actions.loop import IteratorDataType
from ssmdsl.compiler import document_content

IDS, LIMIT = Parameter("Ids", "StringList"), Parameter("Limit", "Integer")
WAIT = Sleep("Wait", duration="PT1S")


def problems(build: Callable[[], object]) -> list[str]:
    with pytest.raises(DefinitionError) as caught:
        build()
    return [str(problem) for problem in caught.value.problems]


def loop(**properties: Any) -> Loop:
    return Loop("Each", **{"iterators": IDS, "steps": [WAIT], **properties})


def test_a_loop_over_a_list_hands_its_counters_to_its_steps() -> None:
    each, last = LoopName("Each"), Variable("Last", default="")
    keep = UpdateVariable("Keep", variable=last, value=f"{each.iteration}: {each.iterator_value}")
    document = Document(
        "Loops",
        parameters=[IDS, LIMIT],
        variables=[last],
        steps=[Loop(each, iterators=IDS, max_iterations=LIMIT, steps=[keep])],
    )

    assert document_content(document)["mainSteps"] == [
        {
            "name": "Each",
            "action": "aws:loop",
            "inputs": {
                "Iterators": "{{ Ids }}",
                "MaxIterations": "{{ Limit }}",
                "Steps": [
                    {
                        "name": "Keep",
                        "action": "aws:updateVariable",
                        "inputs": {
                            "Name": "variable:Last",
                            "Value": "{{ Each.CurrentIteration }}: {{ Each.CurrentIteratorValue }}",
                        },
                    }
                ],
            },
        }
    ]


def test_a_loop_goes_on_while_its_condition_is_true() -> None:
    until, tries = LoopName("Until"), Variable("Tries", "Integer", default=0)
    keep = UpdateVariable("Keep", variable=tries, value=until.iteration)
    step = Loop(until, loop_condition=(tries < LIMIT) & (tries < 9), steps=[keep])

    document = Document("Loops", parameters=[LIMIT], variables=[tries], steps=[step])
    assert document_content(document)["mainSteps"][0]["inputs"]["LoopCondition"] == {
        "And": [
            {"Variable": "{{ variable:Tries }}", "NumericLesser": "{{ Limit }}"},
            {"Variable": "{{ variable:Tries }}", "NumericLesser": 9},
        ]
    }


@pytest.mark.parametrize(
    ("data_type", "value_type"),
    [
        (None, "String"),
        ("String", "String"),
        ("Integer", "Integer"),
        ("Boolean", "Boolean"),
        ("StringMap", "String"),
    ],
)
def test_the_item_is_of_the_type_that_is_said(
    data_type: IteratorDataType | None, value_type: str
) -> None:
    by_name = Loop(LoopName("Each", data_type), iterators=[], steps=[WAIT])
    by_itself = loop(iterator_data_type=data_type)

    assert LoopName("Each", data_type).iterator_value.value_type == value_type
    for step in (by_name, by_itself):
        assert step.output("CurrentIteratorValue").value_type == value_type
        assert step.output("CurrentIteration").value_type == "Integer"
        assert step.action_inputs().get("IteratorDataType") == data_type


def test_a_loop_s_name_is_text() -> None:
    name = LoopName("Each", "Integer")

    assert name == "Each"
    assert str(name.iteration) == "{{ Each.CurrentIteration }}"
    assert str(name.iterator_value) == "{{ Each.CurrentIteratorValue }}"
    assert problems(lambda: Loop("a b", iterators=IDS, steps=[WAIT])) == [
        'step "a b", name: "a b" is not a step name: 1 to 128 letters, digits and underscores'
    ]
    assert problems(lambda: Loop(1, iterators=IDS, steps=[WAIT])) == ["step, name: 1 is not text"]  # type: ignore[arg-type]


def test_there_is_one_reason_to_go_on_and_something_to_do() -> None:
    assert problems(lambda: loop(iterators=None)) == [
        'step "Each": needs either iterators or a loop_condition'
    ]
    assert problems(lambda: loop(loop_condition=LIMIT > 1, steps=[])) == [
        'step "Each", loop_condition: iterators is given too; give one of the two',
        'step "Each", steps: a loop has at least one step',
    ]


def test_there_are_at_most_a_hundred_passes() -> None:
    loop(iterators=["a"] * 100, max_iterations=100)

    assert problems(lambda: loop(iterators=["a"] * 101)) == [
        'step "Each", iterators: 101 items; at most 100'
    ]
    assert problems(lambda: loop(max_iterations=101)) == [
        'step "Each", max_iterations: 101 is too large; at most 100'
    ]
    assert problems(lambda: loop(max_iterations=0)) == [
        'step "Each", max_iterations: 0 is too small; at least 1'
    ]


@pytest.mark.parametrize(
    ("given", "told"),
    [
        (Parameter("Id"), "{{ Id }} is of type String, not a list"),
        ("abc", '"abc" is not a list; write ["abc"]'),
        ({"a": 1}, "{'a': 1} is not a list; write [{'a': 1}]"),
        (
            f"{IDS}",
            '"{{ Ids }}" is text, whose type is not known, and not StringList; give the parameter'
            " or output itself, not in an f-string",
        ),
    ],
)
def test_a_loop_goes_through_a_list(given: object, told: str) -> None:
    assert problems(lambda: loop(iterators=given)) == [f'step "Each", iterators: {told}']


@pytest.mark.parametrize(
    "given",
    [Parameter("Maps", "MapList"), Parameter("Of", "List<AWS::EC2::Instance::Id>"), []],
)
def test_a_list_may_be_a_reference_to_one(given: object) -> None:
    assert loop(iterators=given).action_inputs()["Iterators"] == given


def test_a_condition_and_steps_are_such() -> None:
    assert problems(
        lambda: loop(loop_condition=True, steps=["Wait"], iterator_data_type="Int")
    ) == [
        'step "Each", iterator_data_type: "Int" is not one of "Boolean", "Integer", "String",'
        ' "StringMap". Did you mean "Integer"?',
        'step "Each", loop_condition: True is not a condition',
        'step "Each", steps[0]: "Wait" is not a step',
    ]


def test_a_loop_holds_no_loop_and_follows_no_cancellation() -> None:
    assert problems(lambda: Loop("Outer", iterators=IDS, steps=[loop()], on_cancel="Abort")) == [
        'step "Outer", on_cancel: a loop has none; give it to the steps inside',
        'step "Outer", steps: "Each" is a loop, and loops do not hold loops',
    ]


def test_a_name_and_its_loop_agree() -> None:
    named = LoopName("Each", "Integer")

    assert problems(
        lambda: Loop(named, iterators=["1"], iterator_data_type="String", steps=[WAIT])
    ) == ['step "Each", iterator_data_type: String here and Integer in the loop\'s name']
    Loop(named, iterators=[1], iterator_data_type="Integer", steps=[WAIT])
