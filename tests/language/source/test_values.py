from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ssmdsl import REGION, Parameter, SsmParameter
from ssmdsl.reference import to_json
from ssmdsl.source.layout import assignment
from ssmdsl.source.values import Values, text_block

VPC, IDS = Parameter("Vpc"), Parameter("Ids", "StringList")
NAMES = {VPC.expression: "vpc", IDS.expression: "ids", REGION.expression: "REGION"}
SCOPE = {"vpc": VPC, "ids": IDS, "REGION": REGION, "SsmParameter": SsmParameter}

pieces = st.one_of(
    st.text(st.characters(exclude_categories=["Cs"]), max_size=20),
    st.sampled_from(["{{ Vpc }}", "{{Vpc}}", "{{ global:REGION }}", "{{ Other }}", "{", "}", "{{"]),
    st.sampled_from(["'", '"', "\\", "\\n", "\n", "\t", "'''", '"""', " word" * 30, "x" * 90]),
)
texts = st.lists(pieces, max_size=6).map("".join)
data = st.recursive(
    texts | st.booleans() | st.integers() | st.sampled_from([VPC, IDS, REGION]),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(texts, inner, max_size=4),
    max_leaves=12,
)


def line(value: Any) -> str:
    return Values(NAMES).code(value).line() or ""


def evaluated(code: str) -> Any:
    scope = dict(SCOPE)
    exec(code, scope)  # noqa: S102  # our own emitter wrote it
    return scope["made"]


@given(data)
def test_the_code_of_a_value_makes_the_value(value: Any) -> None:
    made = evaluated(assignment("made", Values(NAMES).code(value)))

    assert to_json(made) == to_json(value)


@given(data)
def test_the_code_of_a_value_in_lines_makes_it_too(value: Any) -> None:
    code = f"made = (\n    {Values(NAMES).code(value).lines('    ')}\n)\n"

    assert to_json(evaluated(code)) == to_json(value)


@given(texts.map(lambda text: f"{text}\nlast\n"))
def test_a_block_is_the_text_that_it_was(text: str) -> None:
    block = text_block(text)

    assert block is None or evaluated(f"made = {block}\n") == text


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("plain", '"plain"'),
        ("it's", '"it\'s"'),
        ('a "word"', "'a \"word\"'"),
        ('it\'s a "word"', '"it\'s a \\"word\\""'),
        ("a\\b\n\t", '"a\\\\b\\n\\t"'),
        ("größe", '"größe"'),
        ("\x00\u2028", '"\\x00\\u2028"'),
        ("{{ Vpc }}!", 'f"{vpc}!"'),
        ("{{ Vpc }} {x}", 'f"{vpc} {{x}}"'),
        ('"{{ Vpc }}"', "f'\"{vpc}\"'"),
        ("{{Vpc}}", '"{{Vpc}}"'),
        ("{{ Other }}", '"{{ Other }}"'),
        ("{{ Other }} {{ Vpc }}", 'f"{{{{ Other }}}} {vpc}"'),
    ],
)
def test_a_text_is_written_as_people_write_it(text: str, code: str) -> None:
    assert line(text) == code


@pytest.mark.parametrize(
    ("value", "code"),
    [
        (VPC, "vpc"),
        (Parameter("Other"), '"{{ Other }}"'),
        (SsmParameter("/a"), 'SsmParameter("/a")'),
        ([VPC, "a", 1, True], '[vpc, "a", 1, True]'),
        ({"a": {"b": []}}, '{"a": {"b": []}}'),
        (-5, "-5"),
    ],
)
def test_a_value_is_written_with_its_variables(value: Any, code: str) -> None:
    assert line(value) == code


def test_a_long_text_is_in_pieces_that_end_behind_spaces() -> None:
    text = "word " * 20 + "{{ Vpc }} and the end"

    assert assignment("made", Values(NAMES).code(text)) == (
        "made = (\n"
        '    "word word word word word word word word word word word word word word "\n'
        '    f"word word word word word word {vpc} and the end"\n'
        ")\n"
    )


def test_the_lines_of_a_long_text_are_pieces() -> None:
    text = f"first {'a' * 40}\nsecond {'b' * 40}\n"

    assert assignment("made", Values().code(text)) == (
        f'made = (\n    "first {"a" * 40}\\n"\n    "second {"b" * 40}\\n"\n)\n'
    )


def test_what_was_written_is_remembered() -> None:
    values = Values(NAMES)
    values.code(["{{ Vpc }}!", REGION, SsmParameter("/a"), "{{ Other }}"])

    assert values.seen == {"Vpc", "global:REGION"}
    assert values.used == {"SsmParameter"}


@pytest.mark.parametrize(
    ("text", "block"),
    [
        ("a\nb\n", "'''\\\na\nb\n'''"),
        ("a\\b\n", "'''\\\na\\\\b\n'''"),
        ("'''\n", '"""\\\n\'\'\'\n"""'),
        ("ends in '", '"""\\\nends in \'"""'),
        ("''' and \"\"\"\n", None),
        ("null \x00\n", None),
        ("carriage\r\n", None),
    ],
)
def test_a_block_stands_between_quotes_that_it_does_not_have(text: str, block: str | None) -> None:
    assert text_block(text) == block
