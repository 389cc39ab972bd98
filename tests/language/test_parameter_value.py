from typing import Any

import pytest

from ssmdsl import Parameter
from ssmdsl.parameter_value import constraint_misfits


def told(parameter: Parameter, value: Any) -> list[str]:
    return [f"{path}: {message}" for path, message in parameter.value_misfits(value)]


@pytest.mark.parametrize("value", ["i-0123456789abcdef0", "mi-0123456789abcdef0", "i-01234567"])
def test_a_value_of_a_type_of_aws_looks_like_one(value: str) -> None:
    instance = Parameter("Id", "AWS::EC2::Instance::Id")

    assert told(instance, value) == []
    assert told(instance, f"{value}x") == [
        f': "{value}x" is not an AWS::EC2::Instance::Id, which matches'
        ' "m?i-([a-z0-9]{8}|[a-z0-9]{17})"'
    ]


def test_a_value_keeps_within_the_bounds() -> None:
    words = Parameter("Words", "StringList", min_items=2, max_items=2, min_chars=1, max_chars=3)

    assert told(words, ["a", "abc"]) == []
    assert told(words, [""]) == [
        ": 1 item; there must be at least 2",
        "[0]: 0 characters; there must be at least 1",
    ]
    assert told(words, ["a", "b", "abcd"]) == [
        ": 3 items; there may be at most 2",
        "[2]: 4 characters; there may be at most 3",
    ]


def test_a_pattern_is_for_the_whole_value() -> None:
    assert told(Parameter("Id", allowed_pattern="vpc-[0-9]"), "vpc-12") == [
        ': "vpc-12" does not match the allowed pattern "vpc-[0-9]"'
    ]


@pytest.mark.parametrize("pattern", [r"\p{L}+", "[a-z&&[^x]]", "(?<name>x)"])
def test_a_pattern_that_only_java_reads_is_left_to_the_service(pattern: str) -> None:
    assert told(Parameter("Id", allowed_pattern=pattern), "anything") == []


def test_many_allowed_values_are_shown_in_part() -> None:
    found = list(constraint_misfits(99, allowed=list(range(14))))

    assert found == [("", "99 is not one of 0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11 and 2 more.")]
