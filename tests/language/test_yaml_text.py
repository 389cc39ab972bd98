from typing import Any

import pytest
import yaml
from hypothesis import example, given
from hypothesis import strategies as st

from ssmdsl.text import read_text
from ssmdsl.yaml_text import to_yaml

PIECES = [
    *("\n", "\n\n", " ", "  ", "\t", "\r\n", "\u2028", "\x85", "\ufeff", "\x00", "---", "...", "#"),
    *(
        " #",
        ": ",
        ":",
        "- ",
        "-",
        "?",
        "|",
        ">",
        "&",
        "*",
        "!",
        "%",
        "@",
        "`",
        "'",
        '"',
        "\\",
        "{{ a }}",
    ),
    *(
        "[",
        "]",
        ",",
        "=",
        "<<",
        "~",
        "yes",
        "y",
        "null",
        "0",
        "1",
        ".5",
        "e5",
        "0x",
        "_",
        "é",
        "😀",
        "def f():",
    ),
]
texts = st.text() | st.lists(st.sampled_from(PIECES), max_size=10).map("".join)
data = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-(2**64) + 1, 2**64 - 1)
    | st.floats(allow_nan=False, allow_infinity=False)
    | texts,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(texts, inner, max_size=4),
    max_leaves=20,
)


@given(data)
@example({"a": "\tx\n y", "b": [{"c": ["\n x\n\n", " \n", "x \n \ny"]}]})
def test_what_is_written_is_read_as_it_was(value: Any) -> None:
    written = to_yaml(value)

    # repr: types, signs and the order of keys too
    assert repr(read_text(written.encode()).value) == repr(value)
    assert repr(yaml.safe_load(written)) == repr(value)
    assert repr(yaml.load(written, Loader=yaml.CSafeLoader)) == repr(value)


@given(st.recursive(texts, lambda inner: st.lists(inner) | st.dictionaries(texts, inner)))
def test_the_same_data_gives_the_same_text(value: Any) -> None:
    assert to_yaml(value) == to_yaml(read_text(to_yaml(value).encode()).value)


def test_a_document_is_written_for_people() -> None:
    document = {
        "schemaVersion": "0.3",
        "description": "Close what is öpen: " + "every port " * 20,
        "assumeRole": "{{ AutomationAssumeRole }}",
        "parameters": {},
        "mainSteps": [
            {
                "name": "Run",
                "inputs": {
                    "Runtime": "python3.11",
                    "Script": "def run(events, context):\n\tif events: \n\n        return 1  # 1\n",
                    "InputPayload": {"Ids": ["i-1", ["a", 1, None]], "None": []},
                },
                "isEnd": True,
            },
            "text",
        ],
    }

    assert to_yaml(document) == (
        "schemaVersion: '0.3'\n"
        f"description: 'Close what is öpen: {'every port ' * 20}'\n"
        "assumeRole: '{{ AutomationAssumeRole }}'\n"
        "parameters: {}\n"
        "mainSteps:\n"
        "  - name: Run\n"
        "    inputs:\n"
        "      Runtime: python3.11\n"
        "      Script: |\n"
        "        def run(events, context):\n"
        "        \tif events: \n"
        "\n"
        "                return 1  # 1\n"
        "      InputPayload:\n"
        "        Ids:\n"
        "          - i-1\n"
        "          - - a\n"
        "            - 1\n"
        "            - null\n"
        "        None: []\n"
        "    isEnd: true\n"
        "  - text\n"
    )


@pytest.mark.parametrize(
    "text",
    [
        *(
            "",
            "yes",
            "No",
            "on",
            "y",
            "N",
            "null",
            "~",
            "0.3",
            "2012-10-17",
            "0123",
            "12:30",
            "089",
        ),
        *("1e5", "0o17", "0x1F", "1_000", ".5", "+.inf", ".NaN", "=", "<<", "- a", "a: b", "a #b"),
        *("*a", "&a", "!a", "%a", "@a", "`a", "{a", "[a", "#a", "? a", "|", ">", "---", " a", "a "),
    ],
)
def test_a_text_that_could_be_something_else_is_in_quotes(text: str) -> None:
    assert to_yaml([text]) == f"- '{text}'\n"


@pytest.mark.parametrize(
    "text",
    ["i-0123", "10.0.0.0/8", "10.0.0.1", "aws:sleep", "a:b", "é", "12ab", "-x", "a#b", "it's"],
)
def test_a_text_that_is_nothing_else_is_not(text: str) -> None:
    assert to_yaml([text]) == f"- {text}\n"


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("a\nb", "|-\n    a\n    b\n"),
        ("a\n", "|\n    a\n"),
        ("a\n\n", "|+\n    a\n\n"),
        ("  a\nb\n", "|2\n      a\n    b\n"),
        ("\n\na\n", "|2\n\n\n    a\n"),
        ("\ta\n", "|2\n    \ta\n"),
        ("--- # é\n", "|\n    --- # é\n"),
        ("\n", '"\\n"\n'),
        (" \n ", '" \\n "\n'),
        ("a\r\nb", '"a\\r\\nb"\n'),
        ("a\x85\u2028\ufeff\x00", '"a\\N\\L\\uFEFF\\0"\n'),
        ("a\tb", '"a\\tb"\n'),
    ],
)
def test_lines_are_written_as_lines_and_what_cannot_be_as_escapes(text: str, written: str) -> None:
    assert to_yaml({"a": {"b": text}}) == f"a:\n  b: {written}"


def test_what_stands_in_several_places_is_written_in_each() -> None:
    shared = {"a": 1}

    assert to_yaml([shared, shared]) == "- a: 1\n- a: 1\n"


@pytest.mark.parametrize(("value", "written"), [("a", "a\n"), (None, "null\n"), ([], "[]\n")])
def test_a_single_value_has_no_end_mark(value: Any, written: str) -> None:
    assert to_yaml(value) == written
