from collections.abc import Callable
from typing import Any

import pytest

from ssmdsl import DefinitionError, Parameter, Reference, when
from ssmdsl.condition import OPERATORS, And, Comparison, Condition, Or
from ssmdsl.reference import to_json

TEXT, OTHER = Parameter("Text"), Parameter("Other")
COUNT, LIMIT = Parameter("Count", "Integer"), Parameter("Limit", "Integer")
FLAG = Parameter("Flag", "Boolean")
LIST = Parameter("List", "StringList")

NOT_KNOWN = (
    "it is decided when the automation runs, so Python's if, and, or, not and in cannot ask it;"
    " give it to when(…), and combine conditions with &, | and ~"
)


def problems(build: Callable[[], object]) -> list[str]:
    with pytest.raises(DefinitionError) as caught:
        build()
    return [str(problem) for problem in caught.value.problems]


A, B, C = TEXT == "a", TEXT == "b", COUNT > 1

WRITTEN: list[tuple[Any, str, str, object]] = [
    (TEXT == "a", "Text", "StringEquals", "a"),
    ("a" == TEXT, "Text", "StringEquals", "a"),
    (TEXT == OTHER, "Text", "StringEquals", "{{ Other }}"),
    (TEXT.equals_ignore_case("A"), "Text", "EqualsIgnoreCase", "A"),
    (TEXT.starts_with(f"{OTHER}-"), "Text", "StartsWith", "{{ Other }}-"),
    (TEXT.ends_with(OTHER), "Text", "EndsWith", "{{ Other }}"),
    (TEXT.contains("a"), "Text", "Contains", "a"),
    (COUNT == 1, "Count", "NumericEquals", 1),
    (COUNT == LIMIT, "Count", "NumericEquals", "{{ Limit }}"),
    (COUNT > 1, "Count", "NumericGreater", 1),
    (1 < COUNT, "Count", "NumericGreater", 1),
    (COUNT < LIMIT, "Count", "NumericLesser", "{{ Limit }}"),
    (COUNT >= 1, "Count", "NumericGreaterOrEquals", 1),
    (COUNT <= -1, "Count", "NumericLesserOrEquals", -1),
    (FLAG == False, "Flag", "BooleanEquals", False),  # noqa: E712
    (FLAG.is_true(), "Flag", "BooleanEquals", True),
    (FLAG.is_false(), "Flag", "BooleanEquals", False),
]


@pytest.mark.parametrize(("condition", "name", "operator", "value"), WRITTEN)
def test_a_comparison_is_written_as_in_python(
    condition: Condition, name: str, operator: str, value: object
) -> None:
    assert to_json(condition.content()) == {"Variable": f"{{{{ {name} }}}}", operator: value}


def test_every_operator_can_be_written() -> None:
    assert {operator for _, _, operator, _ in WRITTEN} == OPERATORS.keys()


def test_conditions_of_one_word_stand_side_by_side() -> None:
    assert str(A & B & C) == (
        'And(StringEquals({{ Text }}, "a"), StringEquals({{ Text }}, "b"),'
        " NumericGreater({{ Count }}, 1))"
    )
    assert to_json((A | B | C).content()) == {
        "Or": [
            {"Variable": "{{ Text }}", "StringEquals": "a"},
            {"Variable": "{{ Text }}", "StringEquals": "b"},
            {"Variable": "{{ Count }}", "NumericGreater": 1},
        ]
    }


def test_conditions_nest_as_they_are_bracketed() -> None:
    assert to_json((~(A & C) | (B & ~C)).content()) == {
        "Or": [
            {
                "Not": {
                    "And": [
                        {"Variable": "{{ Text }}", "StringEquals": "a"},
                        {"Variable": "{{ Count }}", "NumericGreater": 1},
                    ]
                }
            },
            {
                "And": [
                    {"Variable": "{{ Text }}", "StringEquals": "b"},
                    {"Not": {"Variable": "{{ Count }}", "NumericGreater": 1}},
                ]
            },
        ]
    }
    assert str(A | (B | C)).startswith('Or(StringEquals({{ Text }}, "a"), Or(')
    assert str(~~A) == 'Not(Not(StringEquals({{ Text }}, "a")))'


def test_what_is_not_and_one_of_several_are_in_short() -> None:
    assert str(TEXT != "a") == 'Not(StringEquals({{ Text }}, "a"))'
    assert str(COUNT.is_one_of(1, LIMIT)) == (
        "Or(NumericEquals({{ Count }}, 1), NumericEquals({{ Count }}, {{ Limit }}))"
    )
    assert str(TEXT.is_one_of("a")) == 'Or(StringEquals({{ Text }}, "a"))'


def test_a_boolean_by_itself_asks_whether_it_is_true() -> None:
    is_true = "BooleanEquals({{ Flag }}, True)"
    assert str(Or(A, FLAG)) == f'Or(StringEquals({{{{ Text }}}}, "a"), {is_true})'
    assert str(FLAG & A) == f'And({is_true}, StringEquals({{{{ Text }}}}, "a"))'
    assert str(A | FLAG) == f'Or(StringEquals({{{{ Text }}}}, "a"), {is_true})'
    assert str(~FLAG) == f"Not({is_true})"


def test_python_cannot_ask_a_reference() -> None:
    with pytest.raises(DefinitionError) as caught:
        bool(FLAG and A)

    assert str(caught.value) == (
        "{{ Flag }}: it has no value before the automation runs, so Python's if, and, or and not"
        " cannot ask it; give a condition to when(…), and combine conditions with &, | and ~"
    )


@pytest.mark.parametrize(
    ("build", "told"),
    [
        (lambda: TEXT == 1, "condition StringEquals: 1 is not text"),
        (lambda: TEXT == None, "condition StringEquals: None is not text"),  # noqa: E711
        (lambda: COUNT == "1", 'condition NumericEquals: "1" is not an integer'),
        (lambda: COUNT == True, "condition NumericEquals: True is not an integer"),  # noqa: E712
        (lambda: COUNT > 1.5, "condition NumericGreater: 1.5 is not an integer"),  # type: ignore[operator]
        (lambda: FLAG == "true", 'condition BooleanEquals: "true" is not True or False'),
        (lambda: TEXT.contains(5), "condition Contains: 5 is not text"),  # type: ignore[arg-type]
        (
            lambda: TEXT > 1,
            "condition NumericGreater: {{ Text }} is of type String, and NumericGreater compares"
            " values of type Integer",
        ),
        (
            lambda: TEXT == COUNT,
            "condition StringEquals: {{ Count }} is of type Integer, and StringEquals compares"
            " values of type String",
        ),
        (
            lambda: LIST.contains("a"),
            "condition Contains: {{ List }} is of type StringList, and Contains compares values of"
            " type String",
        ),
        (
            lambda: LIST == "a",
            '{{ List }}: it is of type StringList, and only "String", "Integer", "Boolean" are'
            " compared",
        ),
        (
            lambda: when(TEXT),
            "condition BooleanEquals: {{ Text }} is of type String, and BooleanEquals compares"
            " values of type Boolean",
        ),
        (
            lambda: Comparison("Text", "StringEquals", "a"),  # type: ignore[arg-type]
            'condition StringEquals: "Text" is not a parameter, an output or a variable',
        ),
        (
            lambda: Comparison(TEXT, "StringEqual", "a"),
            'condition StringEqual: there is no such operator, only "StringEquals",'
            ' "EqualsIgnoreCase", "StartsWith", "EndsWith", "Contains", "NumericEquals",'
            ' "NumericGreater", "NumericLesser", "NumericGreaterOrEquals",'
            ' "NumericLesserOrEquals", "BooleanEquals". Did you mean "StringEquals"?',
        ),
        (lambda: A & True, "condition And: True is not a condition"),  # type: ignore[operator]
        (
            lambda: Or(A, TEXT),
            "condition BooleanEquals: {{ Text }} is of type String, and BooleanEquals compares"
            " values of type Boolean",
        ),
        (And, "condition And: needs at least one condition"),
    ],
)
def test_what_automation_does_not_compare_is_refused(
    build: Callable[[], object], told: str
) -> None:
    assert problems(build) == [told]


@pytest.mark.parametrize(
    "build",
    [
        lambda: bool(A),
        lambda: not A,
        lambda: A and B,
        lambda: A or B,
        lambda: "a" in [TEXT],
        lambda: 1 if A else 2,
    ],
)
def test_python_cannot_ask_a_condition(build: Callable[[], object]) -> None:
    assert problems(build) == [f'condition StringEquals({{{{ Text }}}}, "a"): {NOT_KNOWN}']


def test_python_cannot_ask_for_what_lies_between_either() -> None:
    assert problems(lambda: 1 < COUNT < 3) == [
        f"condition NumericGreater({{{{ Count }}}}, 1): {NOT_KNOWN}"
    ]
    assert problems(lambda: bool(TEXT != OTHER)) == [
        f"condition Not(StringEquals({{{{ Text }}}}, {{{{ Other }}}})): {NOT_KNOWN}"
    ]


def test_references_of_one_name_are_one_key() -> None:
    by_reference: dict[Reference, int] = {TEXT: 1, OTHER: 2, COUNT: 3}
    by_reference[Parameter("Text")] = 4

    assert len(by_reference) == 3
    assert by_reference[TEXT] == 4
    assert TEXT in [OTHER, Parameter("Text")]
    assert TEXT not in [OTHER]
    assert bool(TEXT == Parameter("Text"))
    assert len({TEXT, Parameter("Text"), OTHER}) == 2


def test_a_condition_shows_as_it_reads() -> None:
    assert repr([A, TEXT == OTHER]) == (
        '[StringEquals({{ Text }}, "a"), StringEquals({{ Text }}, {{ Other }})]'
    )
