"""Findings as text for people: each with the line that it is about, and their number."""

from collections.abc import Iterator, Sequence
from unicodedata import category, east_asian_width

import click

from ssmdsl.checks import Severity
from ssmdsl.errors import printable
from ssmflow.reports.located import Located

LINE_CHARACTERS = 100
"""How much of a line is shown."""
COLOURS: dict[Severity, str] = {"error": "red", "warning": "yellow", "note": "cyan"}
INDENT = " " * 4


def text_report(
    findings: Sequence[Located], *, colour: bool = False, looked_at: int | None = None
) -> str:
    """Return findings as text for people.

    Args:
        findings: the findings, in the order in which they are shown.
        colour: whether a terminal shows it that knows colours.
        looked_at: the number of files that were looked at, if that is to be told.
    """
    lines = [line for finding in findings for line in _finding(finding, colour)]
    return "\n".join([*lines, _summary(findings, looked_at), ""])


def _finding(finding: Located, colour: bool) -> Iterator[str]:
    place = f"{printable(str(finding.path))}:{finding.line}:{finding.column}:"
    severity: str = finding.severity
    caret = "^"
    if colour:
        place = click.style(place, bold=True)
        severity = click.style(severity, fg=COLOURS[finding.severity], bold=True)
        caret = click.style(caret, fg=COLOURS[finding.severity], bold=True)
    yield f"{place} {severity} {finding.code} {printable(finding.sentence)}"
    shown, cells = _excerpt(finding.source_line.rstrip(), finding.column)
    if shown:
        yield f"{INDENT}{shown}"
        yield f"{INDENT}{' ' * cells}{caret}"


def _excerpt(line: str, column: int) -> tuple[str, int]:
    """Return what is shown of a line, and how many cells of it are before the column."""
    at = min(column - 1, len(line))
    start = max(0, min(at - LINE_CHARACTERS // 2, len(line) - LINE_CHARACTERS))
    end = start + LINE_CHARACTERS
    before = ("…" if start else "") + _shown(line[start:at])
    after = _shown(line[at:end]) + ("…" if end < len(line) else "")
    return before + after, sum(map(_cells, before))


def _shown(text: str) -> str:
    """Return a text as a terminal shows it anywhere in a line alike."""
    return printable(text.replace("\t", INDENT))


def _cells(letter: str) -> int:
    """Return how wide a printable character is on a terminal."""
    if category(letter) in ("Mn", "Me"):  # it goes onto the one before
        return 0
    return 2 if east_asian_width(letter) in "WF" else 1


def _summary(findings: Sequence[Located], looked_at: int | None) -> str:
    severities = [finding.severity for finding in findings]
    counts = [
        _count(number, severity) for severity in COLOURS if (number := severities.count(severity))
    ]
    files = len({finding.path for finding in findings})
    if not findings:
        return "no findings" if looked_at is None else f"no findings in {_count(looked_at, 'file')}"
    where = "" if looked_at in (None, files) else f"{files} of "
    return f"{', '.join(counts)} in {where}{_count(looked_at or files, 'file')}"


def _count(number: int, what: str) -> str:
    return f"{number} {what}{'' if number == 1 else 's'}"
