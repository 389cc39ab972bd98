import json
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from ssmdsl.text import Place, TextError, read_text
from ssmdsl.text.builder import Builder, Unreadable
from ssmdsl.text.place import Lines
from ssmdsl.text.yaml_reader import read_yaml
from ssmdsl.yaml_text import to_yaml

SNIPPETS = [
    *("a", "b", ": ", ":", "\n", "\n  ", "- ", "-", "{", "}", "[", "]", ",", ", ", '"', "'", "|"),
    *(">", "&a ", "*a", "*a ", "!Ref ", "!GetAtt ", "!!str ", "!x", "? ", "<<: ", " # ", "%TAG"),
    *("---\n", "...\n", "\t", "\\u", "\\ud83d", "\\UFFFFFFFF", "1", "0x", "0b", ".inf", "~", "yes"),
    *("\x85", "\u2028", "😀", "\ufeff", "\r\n", "{{ x }}", '"a": ', "@", "1_0:20", "NaN", "1e999"),
    "\x00",
]
data = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-(2**64) + 1, 2**64 - 1)
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.text(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(), inner, max_size=4),
    max_leaves=20,
)


def read(text: str) -> Any:
    return read_text(text.encode()).value


@given(st.binary() | st.lists(st.sampled_from(SNIPPETS)).map(lambda some: "".join(some).encode()))
def test_any_bytes_are_a_text_or_told_why_not(source: bytes) -> None:
    try:
        told = read_text(source).place([])
    except TextError as error:
        told = error.problems[0].place
    assert told >= Place(1, 1)


@given(st.lists(st.sampled_from(SNIPPETS), max_size=20).map("".join))
def test_pyyaml_without_libyaml_is_no_less_safe(text: str) -> None:
    builder = Builder(Lines(text))
    try:
        read_yaml(text, builder, yaml.SafeLoader)
        builder.text()
    except (TextError, Unreadable):
        pass


@given(data, st.booleans(), st.sampled_from([None, 2, "\t"]))
def test_what_json_says_is_what_is_read(value: Any, ascii_only: bool, indent: Any) -> None:
    text = json.dumps(value, ensure_ascii=ascii_only, indent=indent)

    assert repr(read(text)) == repr(value)  # types, signs and the order of keys too


def paths(value: Any, path: tuple[Any, ...] = ()) -> list[tuple[tuple[Any, ...], Any]]:
    inner: Any = ()
    if isinstance(value, dict | list):
        inner = value.items() if isinstance(value, dict) else enumerate(value)
    return [(path, value), *(deep for key, part in inner for deep in paths(part, (*path, key)))]


@given(data, st.sampled_from([None, 1]))
def test_in_json_a_place_is_where_its_value_begins(value: Any, indent: Any) -> None:
    source = json.dumps(value, indent=indent)
    text = read_text(source.encode())
    lines = source.split("\n")

    for path, part in paths(value):
        place, key = text.place(path), text.key_place(path)

        rest = "\n".join([lines[place.line - 1][place.column - 1 :], *lines[place.line :]])
        assert repr(json.JSONDecoder().raw_decode(rest)[0]) == repr(part)
        if path and isinstance(path[-1], str):
            assert lines[key.line - 1][key.column - 1 :].startswith(json.dumps(path[-1]))


@given(data)
def test_in_yaml_a_place_is_where_pyyaml_has_it(value: Any) -> None:
    source = to_yaml(value)
    text = read_text(source.encode())

    def compare(node: Any, path: tuple[Any, ...]) -> None:
        mark = node.start_mark
        assert text.place(path) == Place(mark.line + 1, mark.column + 1)
        if isinstance(node, yaml.MappingNode):
            for key, part in node.value:
                inside = (*path, key.value)
                mark = key.start_mark
                assert text.key_place(inside) == Place(mark.line + 1, mark.column + 1)
                compare(part, inside)
        elif isinstance(node, yaml.SequenceNode):
            for index, part in enumerate(node.value):
                compare(part, (*path, index))

    compare(yaml.compose(source, Loader=yaml.SafeLoader), ())


def test_a_path_that_there_is_not_is_where_the_nearest_part_is() -> None:
    text = read_text(b"a:\n  - b: 1\n  - c\n")

    assert text.place(["a", 0, "b"]) == Place(2, 8)
    assert text.place(["a", 0, "x", "y"]) == Place(2, 5)
    assert text.place(["a", 7]) == text.place(["a", -1]) == text.place(["a", "b"]) == Place(2, 3)
    assert text.place([]) == text.place(["x"]) == Place(1, 1)
    assert text.key_place(["a", 0, "b"]) == Place(2, 5)
    assert text.key_place(["a", 1]) == text.place(["a", 1]) == Place(3, 5)
    assert text.key_place(["a", 0, "x"]) == text.place(["a", 0]) == Place(2, 5)
    assert text.key_place([]) == Place(1, 1)


def test_lines_are_those_of_editors() -> None:
    text = read_text('a: "\u2028"\r\nb: 1\rc: é 😀\r\nd: {e: f}\n'.encode("utf-8-sig"))

    assert [text.place([key]) for key in "abcd"] == [Place(line, 4) for line in (1, 2, 3, 4)]
    assert str(text.place(["d", "e"])) == "line 4, column 8"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_the_mark_of_an_encoding_is_no_part_of_the_text(encoding: str) -> None:
    text = read_text("é: [ü]".encode(encoding))

    assert text.value == {"é": ["ü"]}
    assert text.place(["é", 0]) == Place(1, 5)


@pytest.mark.parametrize(
    ("written", "value"),
    [
        ("yes", True),
        ("Off", False),
        ("~", None),
        ("", None),
        ("0.3", 0.3),
        ("-1.5e+3", -1500.0),
        ("1_000", 1000),
        ("0123", 83),
        ("089", "089"),
        ("0x_1F", 31),
        ("0x", "0x"),
        ("-0b11", -3),
        ("0b_", "0b_"),
        ("1e5", "1e5"),
        ("12:30:45", "12:30:45"),
        ("1:30.5", "1:30.5"),
        ("2012-10-17", "2012-10-17"),
        ("2012-10-17T12:30:45Z", "2012-10-17T12:30:45Z"),
        ("y", "y"),
        ("=", "="),
        ("! 12", "12"),
        ("!!str 12", "12"),
        ("!!float 12", 12.0),
        ('!!int "12"', 12),
        ("!!bool no", False),
        ("!!null ~", None),
        ("!!map {a: !!seq [b]}", {"a": ["b"]}),
        ('"2"', "2"),
        ('"\\0\\U0001F600"', "\x00😀"),
    ],
)
def test_a_yaml_scalar_is_what_aws_takes_it_for(written: str, value: Any) -> None:
    read_value = read(f"a: {written}\n")["a"]

    assert (read_value, type(read_value)) == (value, type(value))


@pytest.mark.parametrize(
    ("written", "value"),
    [
        ("!Ref A", {"Ref": "A"}),
        ("!Condition A", {"Condition": "A"}),
        ("!GetAtt A.B.C", {"Fn::GetAtt": ["A", "B.C"]}),
        ("!GetAtt [A, B]", {"Fn::GetAtt": ["A", "B"]}),
        ("!GetAZs", {"Fn::GetAZs": ""}),
        ("!Sub 5", {"Fn::Sub": "5"}),
        ("!Join ['', [a, !Ref B]]", {"Fn::Join": ["", ["a", {"Ref": "B"}]]}),
        ("!Transform {Name: A}", {"Fn::Transform": {"Name": "A"}}),
    ],
)
def test_a_short_form_is_written_out(written: str, value: Any) -> None:
    assert read(f"a: {written}\n") == {"a": value}


def test_what_is_written_out_stands_where_its_tag_does() -> None:
    text = read_text(b"a: !GetAtt B.C\nd: !Sub [e, {f: !Ref G}]\n")

    assert text.place(["a", "Fn::GetAtt", 1]) == text.key_place(["a", "Fn::GetAtt"]) == Place(1, 4)
    assert text.place(["d", "Fn::Sub", 1, "f", "Ref"]) == Place(2, 17)


def test_an_alias_repeats_a_value_and_stands_where_it_is_written() -> None:
    text = read_text(b"- &key a\n- &b {*key : [1]}\n- *b\n- *key\n")

    assert text.value == ["a", {"a": [1]}, {"a": [1]}, "a"]
    assert [text.place([2]), text.place([2, "a"]), text.place([3])] == [
        Place(3, 3),
        Place(2, 14),
        Place(4, 3),
    ]


def test_members_that_are_taken_over_give_way_to_ones_own() -> None:
    text = read_text(
        b"base: &b {x: 1, y: 2}\none: {<<: *b, y: 3, z: 4}\n"
        b"two:\n  <<: [{x: 5}, *b]\n  '<<': text\n"
    )

    assert text.value["one"] == {"x": 1, "y": 3, "z": 4}
    assert list(text.value["one"]) == ["x", "y", "z"]
    assert text.value["two"] == {"x": 5, "y": 2, "<<": "text"}
    assert text.place(["one", "x"]) == Place(1, 14)
    assert text.key_place(["one", "y"]) == Place(2, 15)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ('{"a": "\\ud83d\\ude00\\/",\t"b": 1e5, "<<": -0.0}', {"a": "😀/", "b": 1e5, "<<": -0.0}),
        ("{a: 0123, 'b': [c,],}", {"a": 83, "b": ["c"]}),
        ('{"a": 1, # a remark\n "b": yes}', {"a": 1, "b": True}),
        ('"a": 1', {"a": 1}),
        ("- 1", [1]),
        ("12", 12),
    ],
)
def test_what_is_no_json_is_yaml(text: str, value: Any) -> None:
    assert read(text) == value


def test_as_deep_as_is_allowed_is_read() -> None:
    for text in ("[" * 100 + "]" * 100, "- " * 100 + "a", "[" * 99 + "!Ref a" + "]" * 99):
        assert json.dumps(read(text)).count("[") + json.dumps(read(text)).count("{") == 100
