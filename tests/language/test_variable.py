from collections.abc import Callable

import pytest

from ssmdsl import DefinitionError, Document, Parameter, Sleep, Variable
from ssmdsl.compiler import document_content
from ssmdsl.value_type import ValueType


def problems(build: Callable[[], object]) -> list[str]:
    with pytest.raises(DefinitionError) as caught:
        build()
    return [str(problem) for problem in caught.value.problems]


def test_a_variable_is_a_reference_with_a_prefix() -> None:
    count = Variable("Count", "Integer", default=0)

    assert f"{count}" == "{{ variable:Count }}"
    assert count.value_type == "Integer"
    assert str(count > 1) == "NumericGreater({{ variable:Count }}, 1)"
    assert bool(count == Variable("Count", "Integer"))
    assert len({count, Variable("Count")}) == 1


def test_variables_are_compiled_in_their_order() -> None:
    text = Parameter("Text")
    variables = [
        Variable("Wait", default="PT1S", description="How long."),
        Variable("List", "StringList", default=["a", text]),
        Variable("None"),
    ]
    document = Document(
        "Mine",
        parameters=[text],
        variables=variables,
        steps=[Sleep("Wait", duration=variables[0])],
    )

    content = document_content(document)
    assert content["variables"] == {
        "Wait": {"type": "String", "default": "PT1S", "description": "How long."},
        "List": {"type": "StringList", "default": ["a", "{{ Text }}"]},
        "None": {"type": "String"},
    }
    assert list(content["variables"]) == ["Wait", "List", "None"]
    assert content["mainSteps"][0]["inputs"] == {"Duration": "{{ variable:Wait }}"}


@pytest.mark.parametrize("name", ["", "a b", "a_b", "a" * 51, "Größe", "a\n"])
def test_a_variable_s_name_is_letters_and_digits(name: str) -> None:
    (told,) = problems(lambda: Variable(name))

    assert told.endswith(" is not a variable name: 1 to 50 letters and digits")
    Variable("a" * 50)


@pytest.mark.parametrize(
    ("kind", "default", "told"),
    [
        ("Integer", "1", ': "1" is not of the variable\'s type Integer'),
        ("Integer", True, ": True is not of the variable's type Integer"),
        ("Boolean", 0, ": 0 is not of the variable's type Boolean"),
        ("StringMap", [1], ": [1] is not of the variable's type StringMap"),
        ("StringList", ["a", 1], "[1]: 1 is not an item of the variable's type StringList"),
        ("MapList", ["a"], '[0]: "a" is not an item of the variable\'s type MapList'),
    ],
)
def test_a_default_is_of_the_type(kind: ValueType, default: object, told: str) -> None:
    assert problems(lambda: Variable("V", kind, default=default)) == [
        f'variable "V", default{told}'
    ]


def test_a_variable_has_a_basic_type() -> None:
    assert problems(lambda: Variable("V", "AWS::EC2::Instance::Id")) == [  # type: ignore[arg-type]
        'variable "V", type: "AWS::EC2::Instance::Id" is not one of "String", "StringList",'
        ' "Integer", "Boolean", "MapList", "StringMap".'
    ]


def test_a_default_is_the_variable_s_own() -> None:
    given = ["a"]
    variable = Variable("V", "StringList", default=given)
    given.append("b")

    assert variable.default == ["a"]
