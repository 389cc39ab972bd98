import time

import pytest

from ssmdsl.text import TextError, read_text
from ssmdsl.text.characters import LARGEST_BYTES


def told(text: str | bytes) -> list[str]:
    with pytest.raises(TextError) as caught:
        read_text(text.encode() if isinstance(text, str) else text)
    return str(caught.value).splitlines()


TOO_DEEP = "more than 100 lists and dictionaries stand in each other here; write fewer"
TOO_MANY = "the file says more than 1000000 values, those that aliases repeat counted"
EMPTY = "line 1, column 1: the file is empty; write a document in YAML or JSON"


def test_every_key_that_stands_twice_is_told() -> None:
    yaml = told("a: 1\na: 2\nb: {c: 1, c: 2}\na: 3")
    json = told('{"a": 1,\n "a": 2, "b": {"c": 1, "c": 2}}')

    assert yaml == [
        'line 2, column 1: the key "a" stands at line 1, column 1 already; keep one of the two',
        'line 3, column 11: the key "c" stands at line 3, column 5 already; keep one of the two',
        'line 4, column 1: the key "a" stands at line 1, column 1 already; keep one of the two',
    ]
    assert json == [
        'line 2, column 2: the key "a" stands at line 1, column 2 already; keep one of the two',
        'line 2, column 24: the key "c" stands at line 2, column 16 already; keep one of the two',
    ]


def test_a_key_that_yaml_takes_for_more_than_text_needs_quotes() -> None:
    assert told(f"1: a\non: b\n~: c\n1.5: d\n{10**30}: e\n?\n: f\n!Ref g: h\n!!str 2: i") == [
        'line 1, column 1: the key 1 is no text but a number to YAML; write "1"',
        'line 2, column 1: the key on is no text but true to YAML; write "on"',
        'line 3, column 1: the key ~ is no text but null to YAML; write "~"',
        'line 4, column 1: the key 1.5 is no text but a number to YAML; write "1.5"',
        f'line 5, column 1: the key {10**30} is no text but a number to YAML; write "{10**30}"',
        "line 6, column 2: a key is missing here; a key is text",
        'line 8, column 1: the key "g" has the tag "!Ref"; a key is text: remove it',
    ]


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (
            "a: {{ B }}",
            "line 1, column 4: a text that begins with {{ B }} needs quotes around all of it;"
            ' write "{{ B }}"',
        ),
        (
            '{"a": {{ B }}}',
            "line 1, column 7: a text that begins with {{ B }} needs quotes around all of it;"
            ' write "{{ B }}"',
        ),
        ("? [a]\n: b", "line 1, column 3: a list or dictionary is the key here; a key is text"),
        ("a: &a 1\n*a : 2", "line 2, column 1: the alias *a is a key here, and names no text"),
    ],
)
def test_what_is_no_text_is_no_key(text: str, message: str) -> None:
    assert told(text) == [message]


def test_unknown_tags_are_told_with_the_nearest_that_there_is() -> None:
    known = (
        'is unknown; known are CloudFormation\'s short forms, such as "!GetAtt", "!Ref", "!Sub".'
    )
    quotes = " A text that begins with ! needs quotes around it."

    assert told(
        "a: !Rfe x\nb: !GetAtt x\nc: !!binary eA==\nd: !!python/object:x {}\ne: !important x\n"
        "f: !!int x\ng: !!bool 1\nh: !!timestamp 2001-01-01\n"
    ) == [
        f'line 1, column 4: the tag "!Rfe" {known} Did you mean "!Ref"?',
        'line 2, column 4: !GetAtt "x" names no attribute; write !GetAtt resource.attribute',
        f'line 3, column 4: the tag "!!binary" {known}{quotes}',
        f'line 4, column 4: the tag "!!python/object:x" {known}{quotes}',
        f'line 5, column 4: the tag "!important" {known} Did you mean "!ImportValue"?',
        'line 6, column 4: "x" is not an integer, as its tag says',
        'line 7, column 4: "1" is not true or false, as its tag says',
        f'line 8, column 4: the tag "!!timestamp" {known}{quotes}',
    ]


@pytest.mark.parametrize("text", ["", "\n", "# a remark\n", "---\n", "\ufeff", "--- # a\n...\n"])
def test_an_empty_file_is_no_document(text: str) -> None:
    assert told(text) == [EMPTY]


def test_a_file_holds_one_document() -> None:
    assert told("a: 1\n---\nb: 2\n") == [
        "line 2, column 1: a second document begins here (---); a file holds one:"
        " give this one a file of its own"
    ]


@pytest.mark.parametrize(
    ("source", "message"),
    [
        (
            b"a: b\n c\xe9",
            "line 2, column 3: the byte 0xE9 is not part of any UTF-8 character;"
            " save the file as UTF-8",
        ),
        (
            b"\xff\xfea",
            "line 1, column 1: the byte 0x61 is not part of any UTF-16-LE character;"
            " save the file as UTF-8",
        ),
        (
            "a: b".encode("utf-16-le"),
            "line 1, column 2: the control character U+0000 cannot stand in a file;"
            " is the file UTF-16, or no text at all? Save it as UTF-8",
        ),
        (
            b"a: \x07",
            "line 1, column 4: the control character U+0007 cannot stand in a file;"
            ' remove it, or write it in double quotes as "\\u0007"',
        ),
        (
            b"a:\n- \x7f",
            "line 2, column 3: the control character U+007F cannot stand in a file;"
            ' remove it, or write it in double quotes as "\\u007f"',
        ),
        (
            b" " * (LARGEST_BYTES + 1),
            "line 1, column 1: the file has 10000001 bytes; at most 10000000 are read",
        ),
        (
            b'{"a": "\\ud83d"}',
            'line 1, column 7: "\\ud83d" is half of a character (a surrogate), which no file can'
            " hold; write the whole character",
        ),
        (
            b'a: "\\ud83d"',
            "line 1, column 7: an escape stands for half of a character (a surrogate) or for none;"
            " write the character itself",
        ),
    ],
)
def test_what_is_no_text_is_told(source: bytes, message: str) -> None:
    assert told(source) == [message]


def test_numbers_that_no_document_carries_are_told() -> None:
    digits = "9" * 5000
    shown = f'"{digits[:200]}…" has more than 64 bits; write it as text, in quotes'

    assert told(f'{{"a": NaN, "b": -Infinity, "c": 1e999, "d": {2**64}, "e":\n{digits}}}') == [
        "line 1, column 7: NaN is not a number that JSON can carry; write null or 0",
        "line 1, column 17: -Infinity is not a number that JSON can carry; write null or 0",
        'line 1, column 33: "1e999" is larger than any number of 64 bits',
        'line 1, column 45: "18446744073709551616" has more than 64 bits;'
        " write it as text, in quotes",
        f"line 2, column 1: {shown}",
    ]
    assert told(f"a: .nan\nb: -.INF\nc: 1.0e+999\nd: -{2**64}\ne: {digits}") == [
        'line 1, column 4: ".nan" is not a number that JSON can carry;'
        " write a number, or quotes around it",
        'line 2, column 4: "-.INF" is not a number that JSON can carry;'
        " write a number, or quotes around it",
        'line 3, column 4: "1.0e+999" is larger than any number of 64 bits',
        'line 4, column 4: "-18446744073709551616" has more than 64 bits;'
        " write it as text, in quotes",
        f"line 5, column 4: {shown}",
    ]


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("[" * 100_000, "line 1, column 101"),
        ('{"a":' * 20_000, "line 1, column 501"),
        ("- " * 50_000, "line 1, column 201"),
        ("{a: " * 25_000, "line 1, column 401"),
        ("[" * 100 + "!Ref a" + "]" * 100, "line 1, column 101"),
        (
            "- &a0 x\n" + "".join(f"- &a{n + 1} [*a{n}]\n" for n in range(999)),
            "line 101, column 10",
        ),
    ],
)
def test_what_is_too_deep_is_told(text: str, place: str) -> None:
    assert told(text) == [f"{place}: {TOO_DEEP}"]


def test_aliases_that_multiply_are_told_before_they_are_written_out() -> None:
    laughs = "- &a0 x\n" + "".join(
        f"- &a{level} [{', '.join([f'*a{level - 1}'] * 10)}]\n" for level in range(1, 20)
    )

    assert told(laughs) == [f"line 7, column 43: {TOO_MANY}"]
    assert told("a: &a [*a]") == [
        "line 1, column 8: the alias *a stands inside of what it names; no value holds itself"
    ]
    assert told("a: &vpc x\nb: *vpd\nc: d") == [
        'line 2, column 4: the alias *vpd names no anchor (&vpd) before it. Did you mean "vpc"?'
        " A text that begins with * needs quotes"
    ]


def test_only_dictionaries_are_taken_over() -> None:
    assert told("a: {<<: 3}\nb: &b {c: d}\ne:\n  <<: *b\n  <<: *b\n") == [
        "line 1, column 9: << takes over the members of a dictionary, or of a list of them;"
        " this is 3",
        "line 5, column 3: a dictionary takes over others by one << only; write <<: [*one, *other]",
    ]


def test_after_many_problems_the_rest_is_not_read() -> None:
    problems = told("- !important\n" * 200)

    assert len(problems) == 101
    assert problems[-1] == "line 100, column 3: these are 100 problems; the rest is not read"


BELONGS = (
    "this belongs to nothing above; give it the indentation of the lines that it belongs with,"
    " or put quotes around the whole text"
)
NO_KEY = (
    'a ":" makes no key here; put quotes around a text that holds one, or give the line the'
    " indentation of the lines that it belongs with"
)
NO_END = "a list or dictionary in brackets has no end here; add what closes it, or a comma"


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("a: @b", 'line 1, column 4: a text cannot begin with "@"; put quotes around it'),
        ("a:\n\t- b", "line 2, column 1: a tab stands where only spaces may; indent with spaces"),
        (
            "a: |\n\tb",
            "line 2, column 1: a tab stands where only spaces may; indent with spaces"
            " (it belongs to what begins at line 1, column 4)",
        ),
        ("a: b: c", f"line 1, column 5: {NO_KEY}"),
        (
            "a:\n  b: 1\n c: 2",
            f"line 3, column 2: {BELONGS} (it belongs to what begins at line 1, column 1)",
        ),
        ('a: "x" y', f"line 1, column 8: {BELONGS}"),
        (
            "- a\nb",
            'line 2, column 2: a key is expected here, and has no ":" after it; add it, or indent'
            " the line to belong to the text above",
        ),
        ('a: "b', "line 1, column 6: a text in quotes has no end; close the quotes"),
        ("a: [b, c", f"line 1, column 9: {NO_END}"),
        ("a: {b: c]", f"line 1, column 9: {NO_END}"),
        ("a: *.txt", "line 1, column 5: a text that begins with * or & needs quotes around it"),
        (
            'a: "C:\\Windows"',
            "line 1, column 7: an escape that YAML does not know; write \\\\ for a backslash, or"
            " single quotes around the text",
        ),
        (
            "a: - b",
            'line 1, column 4: a "-" begins no item here; put the item on a line of its own, or'
            " quotes around the text",
        ),
        ("a: ? b", 'line 1, column 4: a "?" begins no key here; put quotes around the text'),
        (
            "a: !x!y b",
            "line 1, column 4: a tag of an unknown kind; put quotes around a text that begins"
            " with !",
        ),
        (
            "a: |x\n b",
            "line 1, column 5: a text in lines begins with | or >, and nothing but + or - and a"
            " number after it",
        ),
        (
            "%a: b",
            "line 1, column 3: a line that begins with % is an instruction to YAML's reader;"
            " put quotes around the text",
        ),
        (
            "%TAG ! x:\n" * 10_000,
            "line 1, column 1: tags of one's own (%TAG) are not understood; remove the line",
        ),
        (
            "a\n...\nb",
            "line 3, column 1: something stands after the end of the document; a file holds one",
        ),
        (
            "[?",
            "line 1, column 3: this is not YAML: while parsing a flow node,"
            " did not find expected node content",
        ),
    ],
)
def test_what_breaks_yamls_grammar_is_told_with_what_to_do(text: str, message: str) -> None:
    assert told(text) == [message]


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ('{"a": 1 "b": 2}', 'line 1, column 9: "b" stands where , or } was expected'),
        ('{"a": [1, 2}', 'line 1, column 12: "}" stands where , or ] was expected'),
        ('{"a" 1}', 'line 1, column 6: "1" stands where : was expected'),
        ("[1, 2", "line 1, column 6: the file ends here; , or ] is missing"),
        ('{"a": 1} x', 'line 1, column 10: "x" stands where the end of the file was expected'),
        (
            '{"a": "b}',
            "line 1, column 7: the text that begins here has no closing quote, or a line break or"
            " tab in it",
        ),
        (
            '{"a": "x\\qy"}',
            'line 1, column 9: "\\q" is no escape of JSON;'
            ' there are \\" \\\\ \\/ \\b \\f \\n \\r \\t and \\u with four hexadecimal digits',
        ),
        ("{a: 1, b: 2", f"line 1, column 12: {NO_END}"),
    ],
)
def test_what_is_meant_as_json_is_told_in_its_terms(text: str, message: str) -> None:
    assert told(text) == [message]


@pytest.mark.parametrize(
    "text",
    [
        '"' + "\\" * 100_001,
        "&a " * 30_000,
        "? a\n" * 25_000,
        "a: b\n" * 20_000,
        "{" * 100_000,
        ":" * 100_000,
        '{"a": "' + "\\n" * 50_000,
        "- !t x\n" * 15_000,
    ],
)
def test_nothing_takes_long_to_be_refused(text: str) -> None:
    begun = time.process_time()
    told(text)

    assert time.process_time() - begun < 5
