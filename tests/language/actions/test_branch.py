from collections.abc import Callable

import pytest

from ssmdsl import Branch, Choice, DefinitionError, Document, Parameter, Sleep, Step, when
from ssmdsl.compiler import document_content

STAGE, COUNT = Parameter("Stage"), Parameter("Count", "Integer")
ENABLED = Parameter("Enabled", "Boolean")


def problems(build: Callable[[], object]) -> list[str]:
    with pytest.raises(DefinitionError) as caught:
        build()
    return [str(problem) for problem in caught.value.problems]


def wait(name: str = "Wait") -> Sleep:
    return Sleep(name, duration="PT1S", is_end=True)


def test_a_branch_compiles_to_its_choices_in_their_order() -> None:
    one, other, rest = wait("One"), wait("Other"), wait("Rest")
    choose = Branch(
        "Choose",
        [
            when((STAGE == "test") & (COUNT > 1)).go_to(one),
            when(ENABLED).go_to(lambda: other),
        ],
        default=rest,
    )
    document = Document(
        "Choose", parameters=[STAGE, COUNT, ENABLED], steps=[choose, one, other, rest]
    )

    assert document_content(document)["mainSteps"][0] == {
        "name": "Choose",
        "action": "aws:branch",
        "inputs": {
            "Choices": [
                {
                    "NextStep": "One",
                    "And": [
                        {"Variable": "{{ Stage }}", "StringEquals": "test"},
                        {"Variable": "{{ Count }}", "NumericGreater": 1},
                    ],
                },
                {"NextStep": "Other", "Variable": "{{ Enabled }}", "BooleanEquals": True},
            ],
            "Default": "Rest",
        },
    }


def test_a_branch_without_default_goes_on_or_ends() -> None:
    then = wait()
    choose = Branch("Choose", [when(ENABLED).go_to(then)], is_end=True)

    compiled = document_content(Document("Mine", parameters=[ENABLED], steps=[choose, then]))
    assert compiled["mainSteps"][0]["inputs"].keys() == {"Choices"}
    assert compiled["mainSteps"][0]["isEnd"] is True


def test_a_branch_jumps_to_its_choices_and_its_default() -> None:
    one, other, after = wait("One"), wait("Other"), wait("After")
    choose = Branch("Choose", [when(ENABLED).go_to(one)], default=lambda: other, next_step=after)

    assert choose.jumps.keys() == {"next_step", "choices[0]", "default"}
    assert choose.jump_targets == (after, one, other)


def test_a_branch_has_a_choice() -> None:
    assert problems(lambda: Branch("Choose", [])) == [
        'step "Choose", choices: a branch has at least one choice'
    ]
    assert problems(lambda: Branch("Choose")) == [  # type: ignore[call-arg]
        'step "Choose", choices: is required'
    ]


def test_a_choice_is_told_as_it_is_written() -> None:
    choice = when(ENABLED).go_to(wait())

    assert problems(lambda: Branch("Choose", [when(STAGE == "a")])) == [  # type: ignore[list-item]
        'step "Choose", choices[0]: when(StringEquals({{ Stage }}, "a")) is not a choice;'
        " write when(…).go_to(step)"
    ]
    assert problems(lambda: Branch("Choose", choice)) == [  # type: ignore[arg-type]
        'step "Choose", choices: when(BooleanEquals({{ Enabled }}, True)).go_to("Wait")'
        " is not a list; write"
        ' [when(BooleanEquals({{ Enabled }}, True)).go_to("Wait")]'
    ]
    assert problems(lambda: Branch("Choose", [choice], default="Wait")) == [  # type: ignore[arg-type]
        'step "Choose", default: "Wait" is not a step.'
    ]
    assert repr(when(ENABLED).go_to(lambda: wait())) == (
        "when(BooleanEquals({{ Enabled }}, True)).go_to(…)"
    )


def test_only_a_condition_can_be_asked() -> None:
    assert problems(lambda: when(True)) == [  # type: ignore[arg-type]
        'when: True is not a condition, as step.output("State") == "on" is'
    ]
    assert problems(lambda: when(STAGE)) == [
        "condition BooleanEquals: {{ Stage }} is of type String, and BooleanEquals compares values"
        " of type Boolean"
    ]
    assert problems(lambda: Choice(True, wait())) == [  # type: ignore[arg-type]
        "when(True): True is not a condition"
    ]


@pytest.mark.parametrize(
    ("step", "shown"), [("Wait", '"Wait"'), (Sleep, "Sleep"), (None, "None"), (Step, "Step")]
)
def test_only_a_step_can_come_next(step: object, shown: str) -> None:
    told = [
        f"when(NumericLesser({{{{ Count }}}}, 3)): {shown} is not a step;"
        " give the variable that holds one"
    ]

    assert problems(lambda: when(COUNT < 3).go_to(step)) == told  # type: ignore[arg-type]
    assert problems(lambda: Choice(COUNT < 3, step)) == told  # type: ignore[arg-type]
