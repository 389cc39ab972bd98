from collections.abc import Callable
from pathlib import Path

import click
import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from ssmflow.reports import Located, text_report

Locate = Callable[..., Located]


def test_each_finding_is_told_with_its_line_and_then_their_number(located: Locate) -> None:
    findings = [
        located(),
        located(
            path=Path("b.json"),
            line=1,
            column=1,
            code="SSM901",
            severity="warning",
            step=None,
            field="",
            message="it may run for hours",
            source_line="{}\n",
        ),
        located(line=8, severity="note", source_line=""),
        located(line=9, severity="note", source_line="  \t\n"),
    ]

    assert text_report(findings) == (
        'documents/stop.yaml:7:12: error SSM601 step "Stop", inputs.Api:'
        ' there is no operation "StopInstance". Did you mean "StopInstances"?\n'
        "          Api: StopInstance\n"
        "               ^\n"
        "b.json:1:1: warning SSM901 it may run for hours\n"
        "    {}\n"
        "    ^\n"
        'documents/stop.yaml:8:12: note SSM601 step "Stop", inputs.Api:'
        ' there is no operation "StopInstance". Did you mean "StopInstances"?\n'
        'documents/stop.yaml:9:12: note SSM601 step "Stop", inputs.Api:'
        ' there is no operation "StopInstance". Did you mean "StopInstances"?\n'
        "1 error, 1 warning, 2 notes in 2 files\n"
    )


@pytest.mark.parametrize(
    ("number", "looked_at", "summary"),
    [
        (0, None, "no findings"),
        (0, 1, "no findings in 1 file"),
        (0, 3, "no findings in 3 files"),
        (1, None, "1 error in 1 file"),
        (1, 1, "1 error in 1 file"),
        (2, 3, "2 errors in 1 of 3 files"),
    ],
)
def test_the_end_says_how_many_there_are(
    located: Locate, number: int, looked_at: int | None, summary: str
) -> None:
    report = text_report([located()] * number, looked_at=looked_at)

    assert report.splitlines()[-1] == summary
    assert report.endswith("\n")


def test_a_terminal_that_knows_colours_is_given_some(located: Locate) -> None:
    coloured = text_report([located()], colour=True)

    assert coloured == (
        "\x1b[1mdocuments/stop.yaml:7:12:\x1b[0m \x1b[31m\x1b[1merror\x1b[0m SSM601"
        ' step "Stop", inputs.Api:'
        ' there is no operation "StopInstance". Did you mean "StopInstances"?\n'
        "          Api: StopInstance\n"
        "               \x1b[31m\x1b[1m^\x1b[0m\n"
        "1 error in 1 file\n"
    )
    assert click.unstyle(coloured) == text_report([located()])


def test_what_a_terminal_would_obey_is_shown_as_its_escape(located: Locate) -> None:
    finding = located(
        path=Path("a\x1b[2J\udc80.yaml"),
        step="\u202eStop",
        field="inputs.\x07",
        message="no\nline",
        source_line="a\x1bb: c",
        column=3,
    )

    assert text_report([finding]) == (
        'a\\x1b[2J\\udc80.yaml:7:3: error SSM601 step "\\u202eStop", inputs.\\x07: no\\nline\n'
        "    a\\x1bb: c\n"
        "         ^\n"
        "1 error in 1 file\n"
    )


def excerpt(located: Locate, line: str, column: int) -> list[str]:
    """Return the shown line and the caret under it."""
    _, shown, caret, _ = text_report([located(source_line=line, column=column)]).splitlines()
    assert shown.startswith("    ")
    return [shown[4:], caret[4:]]


@pytest.mark.parametrize(
    ("line", "column", "shown", "caret"),
    [
        ("\tApi: x", 2, "    Api: x", "    ^"),
        ("a\tb", 2, "a    b", " ^"),
        ("説明: x", 3, "説明: x", "    ^"),
        ("説明: x", 2, "説明: x", "  ^"),
        ("e\u0301: x", 3, "e\u0301: x", " ^"),
        ("key", 4, "key", "   ^"),
        ("key", 99, "key", "   ^"),
        ("key:   \r\n", 6, "key:", "    ^"),
    ],
)
def test_the_caret_is_under_the_column(
    located: Locate, line: str, column: int, shown: str, caret: str
) -> None:
    assert excerpt(located, line, column) == [shown, caret]


@pytest.mark.parametrize(
    ("column", "shown", "caret"),
    [
        (1, "0123456789" * 10 + "…", "^"),
        (51, "0123456789" * 10 + "…", " " * 50 + "^"),
        (501, "…" + "0123456789" * 10 + "…", " " * 51 + "^"),
        (1000, "…" + "0123456789" * 10, " " * 100 + "^"),
    ],
)
def test_a_long_line_is_cut_around_the_column(
    located: Locate, column: int, shown: str, caret: str
) -> None:
    assert excerpt(located, "0123456789" * 100, column) == [shown, caret]


ALPHABET = st.sampled_from("ab:\t \x1b説\uff57\u0301")


@given(
    before=st.text(ALPHABET, max_size=150),
    after=st.text(ALPHABET, max_size=150),
)
def test_the_caret_is_under_what_was_found_in_any_line(before: str, after: str) -> None:
    finding = Located(
        path=Path("a"),
        line=1,
        column=len(before) + 1,
        code="SSM601",
        severity="error",
        step=None,
        field="",
        message="wrong",
        source_line=f"{before}X{after}",
    )
    _, shown, caret, _ = text_report([finding]).splitlines()

    assert cell_len(shown.partition("X")[0]) == len(caret) - 1
