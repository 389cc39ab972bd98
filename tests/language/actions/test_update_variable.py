from collections.abc import Callable
from typing import Any

import pytest

from ssmdsl import DefinitionError, Document, Parameter, UpdateVariable, Variable
from ssmdsl.compiler import document_content
from ssmdsl.value_type import ValueType

COUNT, NAME = Variable("Count", "Integer", default=0), Variable("Name")
TEXT = Parameter("Text")


def problems(build: Callable[[], object]) -> list[str]:
    with pytest.raises(DefinitionError) as caught:
        build()
    return [str(problem) for problem in caught.value.problems]


def update(variable: Any, value: object, **properties: Any) -> UpdateVariable:
    return UpdateVariable("Update", variable=variable, value=value, **properties)


def test_the_variable_is_named_with_its_prefix() -> None:
    step = update(NAME, f"{TEXT}, again")

    compiled = document_content(Document("Mine", parameters=[TEXT], variables=[NAME], steps=[step]))
    assert compiled["variables"] == {"Name": {"type": "String"}}
    assert compiled["mainSteps"] == [
        {
            "name": "Update",
            "action": "aws:updateVariable",
            "inputs": {"Name": "variable:Name", "Value": "{{ Text }}, again"},
        }
    ]


@pytest.mark.parametrize(
    ("kind", "value"),
    [
        ("String", "a"),
        ("String", Parameter("Role", "AWS::IAM::Role::Arn")),
        ("String", Parameter("Returned", "StringList")),
        ("Integer", -1),
        ("Integer", Parameter("Number", "Integer")),
        ("Boolean", False),
        ("StringList", ["a", Parameter("More", "StringList")]),
        ("StringMap", {"a": {"b": [1, True]}}),
        ("MapList", [{"a": 1}]),
    ],
)
def test_a_variable_takes_values_of_its_type(kind: ValueType, value: object) -> None:
    assert update(Variable("V", kind), value).action_inputs() == {
        "Name": "variable:V",
        "Value": value,
    }


@pytest.mark.parametrize(
    ("kind", "value", "told"),
    [
        ("Integer", "1", '"1" is not an integer'),
        ("Integer", True, "True is not an integer"),
        ("Integer", TEXT, "{{ Text }} is of type String, not Integer"),
        ("Boolean", 0, "0 is not True or False"),
        ("String", COUNT, "{{ variable:Count }} is of type Integer, not String"),
        ("String", None, "None is not text"),
        ("StringList", ["a", 1], "item 1: 1 is not text"),
        (
            "StringList",
            TEXT,
            '{{ Text }} is of type String, not StringList; write ["{{ Text }}"]',
        ),
        (
            "StringList",
            f"{TEXT}",
            '"{{ Text }}" is text, whose type is not known, and not StringList; give the'
            " parameter or output itself, not in an f-string",
        ),
        ("MapList", {"a": 1}, "{'a': 1} is not a list; write [{'a': 1}]"),
    ],
)
def test_a_value_of_another_type_is_refused(kind: ValueType, value: object, told: str) -> None:
    assert problems(lambda: update(Variable("V", kind), value)) == [f'step "Update", value: {told}']


def test_only_a_variable_is_updated() -> None:
    assert problems(lambda: update("Count", 1)) == [
        'step "Update", variable: "Count" is not a Variable'
    ]
    assert problems(lambda: update(TEXT, "a")) == [
        'step "Update", variable: Parameter("Text") is not a Variable'
    ]


def test_an_update_cannot_be_cancelled_to_somewhere() -> None:
    assert problems(lambda: update(COUNT, 1, on_cancel="Abort")) == [
        'step "Update", on_cancel: a step that updates a variable has none'
    ]
