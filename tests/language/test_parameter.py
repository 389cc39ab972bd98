import json
from datetime import UTC, datetime
from typing import Any

import pytest

from ssmdsl import REGION, DefinitionError, Document, Parameter, Sleep, compile_document
from ssmdsl.errors import Problem


def test_a_parameter_in_an_f_string_is_a_reference() -> None:
    vpc = Parameter("VpcId")

    assert f"/aws/vpc/{vpc}" == "/aws/vpc/{{ VpcId }}"


def test_a_format_cannot_be_applied_to_what_has_no_value_yet() -> None:
    with pytest.raises(DefinitionError) as caught:
        f"{Parameter('Days', 'Integer'):03d}"

    assert str(caught.value) == (
        "{{ Days }}: it has no value before the automation runs, so it cannot take the format"
        ' ":03d"'
    )


def test_every_problem_of_a_parameter_is_told_at_once() -> None:
    with pytest.raises(DefinitionError) as caught:
        Parameter("Vpc-Id", "Strin", min_items="1", pattern=".*")  # type: ignore[call-arg,arg-type]

    assert caught.value.problems == (
        Problem(
            'parameter "Vpc-Id", name',
            '"Vpc-Id" is not a parameter name: 1 to 50 letters and digits',
        ),
        Problem(
            'parameter "Vpc-Id", type',
            '"Strin" is not one of "String", "StringList", "Integer", "Boolean", "MapList",'
            ' "StringMap", "AWS::EC2::Instance::Id", "AWS::IAM::Role::Arn",'
            ' "AWS::S3::Bucket::Name", "List<AWS::EC2::Instance::Id>",'
            ' "List<AWS::IAM::Role::Arn>", "List<AWS::S3::Bucket::Name>".'
            ' Did you mean "String"?',
        ),
        Problem('parameter "Vpc-Id", min_items', '"1" is not an integer'),
        Problem(
            'parameter "Vpc-Id"',
            'there is no property "pattern", only "name", "type", "default", "description",'
            ' "allowed_values", "allowed_pattern", "min_items", "max_items", "min_chars",'
            ' "max_chars", "display_type". Did you mean "allowed_pattern"?',
        ),
    )


def test_a_parameter_is_frozen() -> None:
    parameter = Parameter("VpcId")

    with pytest.raises(AttributeError):
        parameter.name = "Other"  # type: ignore[misc]


@pytest.mark.parametrize(
    ("kind", "default", "message"),
    [
        ("Integer", "7", 'default: "7" is not of the parameter\'s type Integer'),
        ("Integer", True, "default: True is not of the parameter's type Integer"),
        ("Boolean", "true", 'default: "true" is not of the parameter\'s type Boolean'),
        ("StringList", "a", 'default: "a" is not of the parameter\'s type StringList'),
        ("StringList", ["a", 1], "default[1]: 1 is not an item of the parameter's type StringList"),
        ("MapList", [{}, "a"], 'default[1]: "a" is not an item of the parameter\'s type MapList'),
        (
            "List<AWS::EC2::Instance::Id>",
            [1],
            "default[0]: 1 is not an item of the parameter's type List<AWS::EC2::Instance::Id>",
        ),
        ("StringMap", [], "default: [] is not of the parameter's type StringMap"),
        ("AWS::IAM::Role::Arn", 3, "default: 3 is not of the parameter's type AWS::IAM::Role::Arn"),
    ],
)
def test_a_default_has_the_declared_type(kind: str, default: object, message: str) -> None:
    with pytest.raises(DefinitionError) as caught:
        Parameter("Value", kind, default=default)  # type: ignore[arg-type]

    assert str(caught.value) == f'parameter "Value", {message}'


def test_a_default_is_among_the_allowed_values() -> None:
    with pytest.raises(DefinitionError) as caught:
        Parameter("Traffic", allowed_values=["ALL", "REJECT"], default="NONE")

    assert str(caught.value) == (
        'parameter "Traffic", default: "NONE" is not one of "ALL", "REJECT".'
    )


def test_extra_positional_arguments_are_refused() -> None:
    with pytest.raises(DefinitionError) as caught:
        Parameter("Traffic", "String", "ALL")  # type: ignore[call-arg]

    assert str(caught.value) == (
        'parameter "Traffic": "ALL" needs the name of its property, one of "name", "type",'
        ' "default", "description", "allowed_values", "allowed_pattern", "min_items",'
        ' "max_items", "min_chars", "max_chars", "display_type"'
    )


@pytest.mark.parametrize(
    ("kind", "default"),
    [
        ("String", ""),
        ("AWS::IAM::Role::Arn", ""),
        ("StringList", "{{ssm:/my/list}}"),
        ("String", "name-{{ global:DATE }}"),
        ("String", REGION),
        ("StringMap", {"a": {"b": [1, None]}}),
        ("MapList", ({"a": "b"},)),
        ("List<AWS::S3::Bucket::Name>", ["a"]),
    ],
)
def test_a_default_may_be_empty_a_reference_or_nested(kind: Any, default: Any) -> None:
    assert Parameter("Value", kind, default=default).is_required is False


def test_a_default_need_not_match_the_pattern() -> None:
    parameter = Parameter("Value", default="", allowed_pattern="^vpc-.*$", min_chars=4)

    assert parameter.default == ""


@pytest.mark.parametrize(
    ("pattern", "misfit"),
    [
        ("[", 'a "[" in it has no "]"'),
        ("^[a-z+$", 'a "[" in it has no "]"'),
        ("^[]a", 'a "[" in it has no "]"'),
        ("^(a|b$", 'a "(" in it has no ")"'),
        ("^a)$", 'a ")" in it has no "("'),
        ("vpc-.*\\", "it ends in a backslash"),
        ("*.log", 'it begins with "*", which repeats nothing'),
    ],
)
def test_a_pattern_that_is_none_is_refused(pattern: str, misfit: str) -> None:
    with pytest.raises(DefinitionError) as caught:
        Parameter("Value", allowed_pattern=pattern)

    assert str(caught.value) == (
        f'parameter "Value", allowed_pattern: "{pattern}" is not a regular expression: {misfit}'
    )


@pytest.mark.parametrize(
    "pattern",
    [
        r"^[\w-\/.@+=,]{1,1017}$",
        r"[\p{L}0-9]++(?<rest>.*+)",
        r"\Q[(\E.*",
        r"[a[)]]",
        r"[[a])]",
        r"[]a]|[^]b]",
        r"^*",
        r"a\\",
        r"(?x) # )",
        "",
    ],
)
def test_a_pattern_that_java_alone_understands_is_taken(pattern: str) -> None:
    assert Parameter("Value", allowed_pattern=pattern).allowed_pattern == pattern


def test_bounds_are_in_order() -> None:
    with pytest.raises(DefinitionError) as caught:
        Parameter("Value", "StringList", min_items=3, max_items=2, min_chars=-1)
    assert str(caught.value) == 'parameter "Value", min_chars: -1 is too small; at least 0'

    with pytest.raises(DefinitionError) as caught:
        Parameter("Value", "StringList", min_items=3, max_items=2, min_chars=9, max_chars=1)
    assert str(caught.value).splitlines() == [
        'parameter "Value", min_items: 3 is more than max_items, which is 2',
        'parameter "Value", min_chars: 9 is more than max_chars, which is 1',
    ]


def test_allowed_values_are_a_list_of_the_type() -> None:
    with pytest.raises(DefinitionError) as caught:
        Parameter("Value", "Integer", allowed_values=[1, "2", True])
    assert str(caught.value).splitlines() == [
        'parameter "Value", allowed_values[1]: "2" is not of the parameter\'s type Integer',
        'parameter "Value", allowed_values[2]: True is not of the parameter\'s type Integer',
    ]

    with pytest.raises(DefinitionError) as caught:
        Parameter("Value", allowed_values="abc")
    assert str(caught.value) == (
        'parameter "Value", allowed_values: "abc" is not a list; write ["abc"]'
    )


def test_the_allowed_values_of_a_list_are_those_of_its_items() -> None:
    with pytest.raises(DefinitionError) as caught:
        Parameter("Value", "StringList", allowed_values=["a", "b"], default=["a", "c"])

    assert str(caught.value) == 'parameter "Value", default[1]: "c" is not one of "a", "b".'


def test_allowed_values_are_written_as_the_default_is() -> None:
    moment = datetime(2025, 1, 2, tzinfo=UTC)
    parameter = Parameter("M", "StringMap", allowed_values=[{"a": moment}], default={"a": moment})
    document = Document("Mine", parameters=[parameter], steps=[Sleep("Wait", duration="PT1S")])

    written = {"a": "2025-01-02T00:00:00+00:00"}
    compiled = json.loads(compile_document(document))["parameters"]["M"]
    assert (compiled["allowedValues"], compiled["default"]) == ([written], written)

    with pytest.raises(DefinitionError) as caught:
        Parameter("M", "StringMap", allowed_values=[{"a": datetime(2025, 1, 2)}])
    assert str(caught.value) == (
        'parameter "M", allowed_values[0].a: 2025-01-02 00:00:00 has no time zone; add tzinfo=UTC'
    )


def test_what_the_user_changes_later_does_not_change_the_allowed_values() -> None:
    value, values = {"a": "b"}, [{"c": "d"}]
    values.append(value)
    parameter = Parameter("M", "StringMap", allowed_values=values)

    value["a"] = "changed"
    values.clear()

    assert parameter.allowed_values == ({"c": "d"}, {"a": "b"})


def test_an_empty_default_means_none_beside_allowed_values() -> None:
    assert Parameter("Traffic", allowed_values=["ALL", "REJECT"], default="").default == ""
