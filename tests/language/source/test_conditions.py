from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ssmdsl import Parameter
from ssmdsl.condition import OPERATORS, And, Comparison, Condition, Not, Or
from ssmdsl.reference import to_json
from ssmdsl.source.conditions import condition_code
from ssmdsl.source.values import Values

TEXT, COUNT = Parameter("Text"), Parameter("Count", "Integer")
FLAG, OTHER = Parameter("Flag", "Boolean"), Parameter("Other")
LIMIT, WANTED = Parameter("Limit", "Integer"), Parameter("Wanted", "Boolean")
REFERENCES = {
    "text": TEXT,
    "count": COUNT,
    "flag": FLAG,
    "other": OTHER,
    "limit": LIMIT,
    "wanted": WANTED,
}
NAMES = {reference.expression: name for name, reference in REFERENCES.items()}
SCOPE: dict[str, Any] = {**REFERENCES, "And": And, "Or": Or, "Not": Not}
VALUES: dict[str, st.SearchStrategy[Any]] = {
    "String": st.text(st.characters(exclude_categories=["Cs"]), max_size=20)
    | st.sampled_from([OTHER, "a) & (b", "x" * 80, "{{ Other }}!"]),
    "Integer": st.integers() | st.just(LIMIT),
    "Boolean": st.booleans() | st.just(WANTED),
}
LOOKED_AT = {"String": TEXT, "Integer": COUNT, "Boolean": FLAG}

comparisons = st.sampled_from([*OPERATORS.items()]).flatmap(
    lambda item: VALUES[item[1]].map(lambda value: Comparison(LOOKED_AT[item[1]], item[0], value))
)


def nested(inner: st.SearchStrategy[Condition]) -> st.SearchStrategy[Condition]:
    several = st.lists(inner, min_size=1, max_size=3)
    return st.one_of(
        several.map(lambda found: And(*found)),
        several.map(lambda found: Or(*found)),
        inner.map(Not),
    )


conditions: st.SearchStrategy[Condition] = st.recursive(comparisons, nested, max_leaves=8)


@given(conditions)
def test_the_code_of_a_condition_makes_the_condition(condition: Condition) -> None:
    code = condition_code(condition, Values(NAMES), set())
    on_a_line = code.line()
    assert on_a_line is not None

    for text in (on_a_line, f"(\n{code.lines('')}\n)"):
        made = eval(text, dict(SCOPE))  # noqa: S307  # our own emitter wrote it
        assert to_json(made.content()) == to_json(condition.content())


A, B, C = TEXT == "a", COUNT > 1, FLAG.is_true()


@pytest.mark.parametrize(
    ("condition", "code"),
    [
        (A, 'text == "a"'),
        (~A, 'text != "a"'),
        (~B, "~(count > 1)"),
        (~C, "~flag.is_true()"),
        (~~A, '~(text != "a")'),
        (FLAG.is_false(), "flag.is_false()"),
        (FLAG == Parameter("Flag2", "Boolean"), 'flag == "{{ Flag2 }}"'),
        (TEXT.starts_with(OTHER), "text.starts_with(other)"),
        (TEXT.equals_ignore_case("A"), 'text.equals_ignore_case("A")'),
        (TEXT == "a (b)", 'text == "a (b)"'),
        (A & B & C, '(text == "a") & (count > 1) & flag.is_true()'),
        (A | B | C, '(text == "a") | (count > 1) | flag.is_true()'),
        ((A & B) | C, '((text == "a") & (count > 1)) | flag.is_true()'),
        (~(Or(A) & B), '~(Or(text == "a") & (count > 1))'),
        (A | (B | C), '(text == "a") | ((count > 1) | flag.is_true())'),
        (And(And(A, B), C), 'And((text == "a") & (count > 1), flag.is_true())'),
        (Or(A), 'Or(text == "a")'),
        (~Or(A), '~Or(text == "a")'),
    ],
)
def test_a_condition_is_written_with_signs(condition: Condition, code: str) -> None:
    assert condition_code(condition, Values(NAMES), set()).line() == code


def test_the_words_that_are_used_are_told() -> None:
    used: set[str] = set()
    condition_code(Or(A) & And(B), Values(NAMES), used)

    assert used == {"And", "Or"}


def test_a_long_condition_has_a_line_for_each_part() -> None:
    assert condition_code(A & B & C, Values(NAMES), set()).lines("") == (
        '(\n    (text == "a")\n    & (count > 1)\n    & flag.is_true()\n)'
    )
