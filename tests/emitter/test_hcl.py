import json
import re
import subprocess
import unicodedata
from collections.abc import Callable
from pathlib import Path
from typing import Any

import hcl2
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ssmflow_terraform.hcl import (
    Block,
    Call,
    Comment,
    Expression,
    Template,
    Value,
    print_hcl,
    quote,
)

Terraform = Callable[..., "subprocess.CompletedProcess[str]"]

HARD = [
    "${", "%{", "$${", "%%{", "$", "%", "{", "}", "}}", "{{ ", '"', "\\", "\\u0041", "\n", "\r",
    "\t", "\x00", "\x08", "\x0c", "\x1b", "\x7f", "\x85", "\u2028", "\u2029", "\ufeff", "\u202e",
    "<<EOT", "EOT", "# ", "//", "/*", "*/", "${path.module}", "%{ if true }", "é", "e\u0301",
    "😀", "\U0010ffff", "\uffff", "'", "`", "=", ",", "]", ")", "~", "null", "true", "for",
    "if", "in", "a-b", "a_b",
]  # fmt: skip
texts = st.lists(st.sampled_from(HARD) | st.text(max_size=4), max_size=8).map("".join)


def block(*body: Any) -> str:
    return print_hcl([Block("locals", (), list(body))])


def value_of(text: str) -> Any:
    """Return what python-hcl2 reads as the value of `x`."""
    (read,) = hcl2.loads(text)["locals"]
    return read["x"]


TOKEN = re.compile(r'\$\$\{|%%\{|\$\{|%\{|\\(?:["\\nrt]|u[0-9a-f]{4}|U[0-9a-f]{8})')
STANDS_FOR = {
    "$${": "${", "%%{": "%{", "\\n": "\n", "\\r": "\r", "\\t": "\t", '\\"': '"', "\\\\": "\\",
}  # fmt: skip


def unquoted(literal: str) -> str:
    """Return the text that a literal stands for; a template in it is an error."""

    def character(found: re.Match[str]) -> str:
        token = found[0]
        return chr(int(token[2:], 16)) if token[1] in "uU" else STANDS_FOR[token]

    return TOKEN.sub(character, literal[1:-1])


def readable(text: str) -> str:
    """Return a text of which python-hcl2 can read what we print.

    It wants a closing brace behind every escaped opening one; Terraform does not.
    """
    return text + "}" if "${" in text or "%{" in text else text


@given(texts)
def test_any_text_is_read_back_as_the_same_text(text: str) -> None:
    text = readable(text)

    assert unquoted(value_of(block(("x", text)))) == text


@given(texts)
def test_any_text_in_a_template_stays_text(text: str) -> None:
    read = value_of(
        block(("x", Template(Expression("var.a"), readable(text), Expression("var.b"))))
    )

    assert read.startswith('"${var.a}')
    assert read.endswith('${var.b}"')
    inner = read.removeprefix('"${var.a}').removesuffix('${var.b}"')
    assert unquoted(f'"{inner}"') == readable(text)


@given(st.lists(texts, max_size=4))
def test_texts_that_touch_in_a_template_are_one_text(parts: list[str]) -> None:
    assert block(("x", Template(*parts))) == block(("x", "".join(parts)))


@given(texts)
def test_any_text_can_be_the_key_of_an_object(text: str) -> None:
    text = readable(text)
    printed = block(("x", {text: 1, "other key": 2}))

    assert printed.isascii()
    read = value_of(printed).items()
    assert {unquoted(key) if key.startswith('"') else key: member for key, member in read} == {
        text: 1,
        "other key": 2,
    }


@given(texts)
def test_any_text_in_a_comment_stays_a_comment(text: str) -> None:
    printed = print_hcl([Comment(text), Block("locals", (), [Comment(text), ("x", 1)])])
    read = hcl2.loads(printed)
    read.pop("__comments__", None)
    (body,) = read["locals"]
    body.pop("__comments__", None)

    assert list(read) == ["locals"]
    assert body == {"x": 1, "__is_block__": True}
    assert [line for line in printed.split("\n") if not line.lstrip().startswith("#")] == [
        "locals {",
        "  x = 1",
        "}",
        "",
    ]


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("one\ntwo", "# one\n# two\n"),
        ('one\r\nresource "a" "b" {}', '# one\n# resource "a" "b" {}\n'),
        ("one\u2028two\x0bthree\x85four", "# one\n# two\n# three\n# four\n"),
        ("bell\x07 and half \ud800", "# bell  and half ?\n"),
        ("trailing   ", "# trailing\n"),
        ("", "\n"),
    ],
)
def test_every_line_of_a_comment_begins_with_its_sign(text: str, lines: str) -> None:
    assert print_hcl([Comment(text)]) == lines


@pytest.mark.parametrize(
    ("text", "literal"),
    [
        ("plain", '"plain"'),
        ("${var.secret}", '"$${var.secret}"'),
        ("%{ if true }", '"%%{ if true }"'),
        ("$${x}", '"$$${x}"'),
        ("{{ VpcId }}", '"{{ VpcId }}"'),
        ('say "hi" \\ now', '"say \\"hi\\" \\\\ now"'),
        ("a\nb\tc\rd", '"a\\nb\\tc\\rd"'),
        ("\x00\x08\x0c\x7f", '"\\u0000\\u0008\\u000c\\u007f"'),
        ("a\u2028b\ufeffc\u202ed", '"a\\u2028b\\ufeffc\\u202ed"'),
        ("Größe 😀", '"Größe 😀"'),
        ("<<EOT\nx\nEOT", '"<<EOT\\nx\\nEOT"'),
    ],
)
def test_a_text_is_a_literal(text: str, literal: str) -> None:
    assert quote(text) == literal


def test_a_sign_before_an_expression_is_no_escape() -> None:
    printed = block(("x", Template("$", Expression("var.a"), "100%", Expression("var.b"))))

    assert printed == 'locals {\n  x = "\\u0024${var.a}100\\u0025${var.b}"\n}\n'


@pytest.mark.parametrize(
    ("build", "message"),
    [
        (
            lambda: quote("half \ud800"),
            "'half \\ud800' has half of a character (a surrogate), which HCL cannot hold",
        ),
        (
            lambda: block(("x", {"\udfff": 1})),
            "'\\udfff' has half of a character (a surrogate), which HCL cannot hold",
        ),
        (lambda: block(("x", float("nan"))), "nan is not a value that HCL has a literal for"),
        (lambda: block(("x", [float("inf")])), "inf is not a value that HCL has a literal for"),
        (lambda: block(("x", b"x")), "b'x' is not a value that HCL has a literal for"),
        (lambda: block(("x", {1})), "{1} is not a value that HCL has a literal for"),
        (lambda: block(("x y", 1)), "'x y' is not an HCL identifier"),
        (lambda: block(("x\n", 1)), "'x\\n' is not an HCL identifier"),
        (lambda: print_hcl([Block("a b", (), [])]), "'a b' is not an HCL identifier"),
        (lambda: block(("x", Call("f g", 1))), "'f g' is not an HCL identifier"),
    ],
)
def test_what_hcl_cannot_say_is_refused(build: Callable[[], str], message: str) -> None:
    with pytest.raises(ValueError, match=re.escape(message)) as caught:
        build()

    assert str(caught.value) == message


def test_a_block_is_printed_as_people_write_it() -> None:
    assert print_hcl(
        [
            Comment("What it is."),
            Block(
                "resource",
                ("aws_x", "this"),
                [
                    ("name", Template(Expression("var.p"), "x")),
                    ("long_name", "y"),
                    ("tags", {"a": 1, "b c": None, "longer": True}),
                    ("after", [1.5, False]),
                    Comment("Why it waits."),
                    ("other", Expression("var.o")),
                    Comment("About the block."),
                    Block("inner", (), [("a", 1)]),
                    Block("empty", (), []),
                    ("depends_on", [Expression("aws_y.this")]),
                ],
            ),
            Block("data", ("aws_z", "current"), []),
        ]
    ) == (
        "# What it is.\n"
        'resource "aws_x" "this" {\n'
        '  name      = "${var.p}x"\n'
        '  long_name = "y"\n'
        "  tags = {\n"
        "    a      = 1\n"
        '    "b c"  = null\n'
        "    longer = true\n"
        "  }\n"
        "  after = [1.5, false]\n"
        "  # Why it waits.\n"
        "  other = var.o\n"
        "\n"
        "  # About the block.\n"
        "  inner {\n"
        "    a = 1\n"
        "  }\n"
        "\n"
        "  empty {}\n"
        "\n"
        "  depends_on = [aws_y.this]\n"
        "}\n"
        "\n"
        'data "aws_z" "current" {}\n'
    )


def test_long_lists_have_a_line_for_each_item() -> None:
    assert block(("x", ["a" * 30, "b" * 30, "c" * 30])) == (
        f'locals {{\n  x = [\n    "{"a" * 30}",\n    "{"b" * 30}",\n    "{"c" * 30}",\n  ]\n}}\n'
    )


def test_a_call_holds_its_argument() -> None:
    assert block(("x", Call("jsonencode", {"a": "b", "cd": ["e"]}))) == (
        'locals {\n  x = jsonencode({\n    a  = "b"\n    cd = ["e"]\n  })\n}\n'
    )


values = st.recursive(
    texts | st.integers(-(10**6), 10**6) | st.booleans() | st.none(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(texts, inner, max_size=4),
    max_leaves=6,
)


def normal(value: Any) -> Any:
    """Return a value as Terraform holds it: every text in Unicode's form NFC."""
    if isinstance(value, str):
        return unicodedata.normalize("NFC", value)
    if isinstance(value, dict):
        return {normal(key): normal(member) for key, member in value.items()}
    return [normal(item) for item in value] if isinstance(value, list) else value


def sample(strategy: st.SearchStrategy[Any], count: int) -> list[Any]:
    """Return the same many values of a strategy on each run."""
    from hypothesis import HealthCheck, Phase, seed, settings

    found: list[Any] = []

    @seed(0)
    @settings(
        max_examples=count,
        phases=[Phase.generate],
        database=None,
        deadline=None,
        suppress_health_check=list(HealthCheck),
    )
    @given(strategy)
    def collect(value: Any) -> None:
        found.append(value)

    collect()
    return found


@pytest.mark.terraform
def test_terraform_reads_everything_back_and_has_nothing_to_format(
    terraform: Terraform, tmp_path: Path
) -> None:
    written: dict[str, Value] = {
        f"v{index}": value
        for index, value in enumerate([*HARD, *sample(texts, 300), *sample(values, 300)])
    }
    prefixed: dict[str, Value] = {
        f"t{index}": Template(Expression("local.empty"), text, Expression("local.empty"))
        for index, text in enumerate([*HARD, *sample(texts, 100)])
    }
    expected = {name: normal(value) for name, value in written.items()} | {
        f"t{index}": normal(text) for index, text in enumerate([*HARD, *sample(texts, 100)])
    }
    comments = [Comment(text) for text in [*HARD, *sample(texts, 100)]]
    outputs = [
        Block("output", (name,), [("value", Call("jsonencode", value)), Comment(f"{value}")])
        for name, value in {**written, **prefixed}.items()
    ]
    text = print_hcl([*comments, Block("locals", (), [("empty", "")]), *outputs])
    (tmp_path / "main.tf").write_bytes(text.encode())

    formatted = terraform(tmp_path, "fmt", "-check", "-diff")
    initialized = terraform(tmp_path, "init", "-no-color")
    applied = terraform(tmp_path, "apply", "-auto-approve", "-no-color")
    read = json.loads(terraform(tmp_path, "output", "-json").stdout)

    assert (formatted.returncode, formatted.stdout) == (0, "")
    assert initialized.returncode == 0, initialized.stderr
    assert applied.returncode == 0, applied.stderr
    assert {name: json.loads(output["value"]) for name, output in read.items()} == expected
