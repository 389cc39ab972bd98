import math
from collections.abc import Callable
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

import pytest

from ssmdsl import REGION, DefinitionError, ExecuteAwsApi, Parameter

vpc = Parameter("VpcId")


def call(inputs: dict[Any, Any]) -> ExecuteAwsApi:
    return ExecuteAwsApi("Call", service="s", api="A", inputs=inputs)


def message(build: Callable[[], object]) -> str:
    with pytest.raises(DefinitionError) as caught:
        build()
    return str(caught.value)


@pytest.mark.parametrize(
    ("value", "told"),
    [
        (math.nan, "nan is not a number that JSON can carry"),
        (-math.inf, "-inf is not a number that JSON can carry"),
        (2**64, "18446744073709551616 has more than 64 bits"),
        (datetime(2030, 1, 1), "2030-01-01 00:00:00 has no time zone; add tzinfo=UTC"),
    ],
)
def test_a_number_or_moment_that_json_cannot_carry_is_refused(value: Any, told: str) -> None:
    assert message(lambda: call({"a": [{"b": value}]})) == f'step "Call", inputs.a[0].b: {told}'


@pytest.mark.parametrize(
    ("value", "told"),
    [
        ({1}, "{1} is of type set"),
        (frozenset(), "frozenset() is of type frozenset"),
        (b"x", "b'x' is of type bytes"),
        (1j, "1j is of type complex"),
        (range(3), "range(0, 3) is of type range"),
        (date(2030, 1, 1), "datetime.date(2030, 1, 1) is of type date"),
        (Decimal("1.5"), "Decimal('1.5') is of type Decimal"),
    ],
)
def test_a_value_of_another_type_is_refused_with_its_place(value: Any, told: str) -> None:
    assert message(lambda: call({"a": {"b": (value,)}})) == (
        f'step "Call", inputs.a.b[0]: {told}, which a document cannot carry;'
        " it takes text, numbers, True, False, lists and dictionaries"
    )


def test_keys_are_text_in_which_nothing_is_filled_in() -> None:
    assert message(lambda: call({"a": {1: 2, vpc: 3, f"x{vpc}": 4}})).splitlines() == [
        'step "Call", inputs.a: the key 1 is not text',
        'step "Call", inputs.a: the key "{{ VpcId }}" is not filled in: only values are',
        'step "Call", inputs.a: the key "x{{ VpcId }}" is not filled in: only values are',
    ]


def test_everything_that_cannot_be_carried_is_told_at_once() -> None:
    assert message(lambda: call({"a": math.nan, "b": [b"", {"c": set()}]})).splitlines() == [
        'step "Call", inputs.a: nan is not a number that JSON can carry',
        "step \"Call\", inputs.b[0]: b'' is of type bytes, which a document cannot carry;"
        " it takes text, numbers, True, False, lists and dictionaries",
        'step "Call", inputs.b[1].c: set() is of type set, which a document cannot carry;'
        " it takes text, numbers, True, False, lists and dictionaries",
    ]


def test_references_and_moments_stand_among_the_values() -> None:
    step = call({"a": (vpc, REGION, datetime(2030, 1, 2, tzinfo=UTC)), "b": None})

    assert step.action_inputs() == {
        "Service": "s",
        "Api": "A",
        "a": [vpc, REGION, "2030-01-02T00:00:00+00:00"],
        "b": None,
    }


def test_what_the_user_changes_later_does_not_change_the_step() -> None:
    inner = {"b": ["c"]}
    step = call({"a": inner})

    inner["b"].append("d")

    assert step.action_inputs()["a"] == {"b": ["c"]}


def test_a_default_is_carried_by_the_document_too() -> None:
    assert message(lambda: Parameter("P", "StringMap", default={"a": math.nan})) == (
        'parameter "P", default.a: nan is not a number that JSON can carry'
    )
    assert message(lambda: Parameter("P", "Integer", allowed_values=[1, 2**70])) == (
        'parameter "P", allowed_values[1]: 1180591620717411303424 has more than 64 bits'
    )
