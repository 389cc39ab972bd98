import pytest

from ssmdsl import DefinitionError, Parameter
from ssmdsl.errors import Problem


def test_a_parameter_in_an_f_string_is_a_reference() -> None:
    vpc = Parameter("VpcId")

    assert f"/aws/vpc/{vpc}" == "/aws/vpc/{{ VpcId }}"


def test_a_format_cannot_be_applied_to_what_has_no_value_yet() -> None:
    with pytest.raises(ValueError, match=r"has no value before the automation runs") as caught:
        f"{Parameter('Days', 'Integer'):03d}"

    assert str(caught.value) == (
        '"{{ Days }}" has no value before the automation runs, so it cannot take the format ":03d"'
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
        Problem('parameter "Vpc-Id", min_items', '"1" is not a valid integer'),
        Problem(
            'parameter "Vpc-Id"',
            'there is no property "pattern", only "name", "type", "default", "description",'
            ' "allowed_values", "allowed_pattern", "min_items", "max_items", "min_chars",'
            ' "max_chars". Did you mean "allowed_pattern"?',
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
        ("StringMap", [], "default: [] is not of the parameter's type StringMap"),
        ("AWS::IAM::Role::Arn", 3, "default: 3 is not of the parameter's type AWS::IAM::Role::Arn"),
    ],
)
def test_a_default_has_the_declared_type(kind: str, default: object, message: str) -> None:
    with pytest.raises(DefinitionError) as caught:
        Parameter("Value", kind, default=default)  # type: ignore[arg-type]

    assert str(caught.value) == f'parameter "Value": {message}'


def test_a_default_is_among_the_allowed_values() -> None:
    with pytest.raises(DefinitionError) as caught:
        Parameter("Traffic", allowed_values=["ALL", "REJECT"], default="NONE")

    assert str(caught.value) == (
        'parameter "Traffic": default: "NONE" is not one of "ALL", "REJECT"'
    )


def test_extra_positional_arguments_are_refused() -> None:
    with pytest.raises(DefinitionError) as caught:
        Parameter("Traffic", "String", "ALL")  # type: ignore[call-arg]

    assert str(caught.value).startswith(
        'parameter "Traffic": "ALL" needs the name of its property, one of "name", "type",'
    )
