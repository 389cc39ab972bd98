"""Documents without a defect, each changed at one place so that it has one.

Beside each document stands what is changed in it, in a file of the same name. A defect is told
as users see it, and followed by the change:

    SSM601 step "WaitForVolume", inputs.Api
      Service: ec2
    - Api: DescribeVolumes
    + Api: DescribeVolume

A line that begins with `@` says which line of the changed document the finding stands at, where
that is not the first of the new ones: the nearest that reads so, behind those of the `@` before.
`also` says which other errors are to follow from the defect. What is old, with the lines around
it, occurs in the document once.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from ssmdsl.checks import checks
from ssmflow.findings import examine
from ssmflow.reports import Located

FOLDER = Path(__file__).parent / "mutations"
DOCUMENTS = sorted(FOLDER.glob("*.yaml"))

NOT_IN_A_TEXT = {
    "SSM109": "the documents would have to be nearly as large as AWS allows",
    "SSM817": "a function is given in Python alone",
}
"""The errors that no change at one place makes, each with the reason."""


@dataclass(frozen=True)
class Defect:
    """One change at one place of a document, and what is to be found then."""

    document: Path
    code: str
    subject: str
    """The step and the field that have it, as a message begins."""
    change: tuple[str, ...]
    """Its lines, each with what is done: ` `, `-` or `+`."""
    at: tuple[str, ...] = ()
    """The line that the finding stands at, if it is not the first new one; and those before it."""
    also: frozenset[str] = field(default_factory=frozenset)
    """The codes of the other errors."""

    @property
    def id(self) -> str:
        """Return what the test is called."""
        new = next((line for line in self.change if line[0] == "+"), self.change[0])
        return f"{self.document.stem}: {self.code} {new[1:].strip()}"

    def changed(self) -> tuple[list[str], int]:
        """Return the lines of the changed document, and the number of that with the finding."""
        lines = self.document.read_text().split("\n")
        old = [line[2:] for line in self.change if line[0] in " -"]
        found = [
            (start, indent)
            for start in range(len(lines))
            if (indent := _indent(lines[start : start + len(old)], old)) is not None
        ]
        assert len(found) == 1, f"what is old occurs {len(found)} times:\n" + "\n".join(old)
        ((start, indent),) = found
        new = [f"{indent}{line[2:]}".rstrip() for line in self.change if line[0] in " +"]
        lines[start : start + len(old)] = new
        first = next(index for index, line in enumerate(self.change) if line[0] != " ")
        return lines, self._place(lines, start + first) if self.at else start + first + 1

    def _place(self, lines: list[str], changed: int) -> int:
        """Return the number of the line that the finding stands at, the nearest to the change."""
        stripped = [line.strip() for line in lines]
        length = len(self.at)
        ends = [
            number + length
            for number in range(len(lines))
            if stripped[number : number + length] == list(self.at)
        ]
        assert ends, f"there is no line {self.at}"
        return min(ends, key=lambda number: abs(number - 1 - changed))


def _indent(lines: list[str], wanted: list[str]) -> str | None:
    """Return by how much lines are indented more than those that are wanted, if they are those."""
    indent = lines[0].removesuffix(wanted[0]) if lines[0].endswith(wanted[0]) else None
    if indent is None or indent.strip():
        return None
    return indent if lines == [f"{indent}{line}".rstrip() for line in wanted] else None


def defects_of(document: Path) -> Iterator[Defect]:
    """Yield the defects that are to be made in a document."""
    written = document.with_suffix(".defects").read_text().split("\n")
    kept = "\n".join(line for line in written if line.strip() and line[0] != "#")
    for part in filter(None, re.split(r"(?:^|\n)(?=SSM\d)", kept)):
        head, *lines = part.split("\n")
        code, _, subject = head.partition(" ")
        change = tuple(f"{line} " if len(line) == 1 else line for line in lines if line[0] in " -+")
        kinds = "".join(line[0] for line in change)
        assert all(line[0] in " -+@" or line.startswith("also ") for line in lines), head
        assert re.fullmatch(r" *(-*\+*) *", kinds), f"{head}: it is changed at several places"
        assert set(kinds) - {" "}, f"{head}: nothing is changed"
        at = tuple(line[2:] for line in lines if line.startswith("@"))
        also = frozenset(word for line in lines if line[:4] == "also" for word in line.split()[1:])
        yield Defect(document, code, subject, change, at, also)


DEFECTS = [defect for document in DOCUMENTS for defect in defects_of(document)]


def subject_of(finding: Located) -> str:
    """Return where a finding is, as a message begins."""
    step = None if finding.step is None else f'step "{finding.step}"'
    return ", ".join(part for part in (step, finding.field) if part)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return where the changed documents are written, one over the other."""
    return tmp_path_factory.mktemp("mutations")


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda document: document.stem)
def test_nothing_is_found_in_a_document_without_a_defect(document: Path) -> None:
    assert examine(document) == []


@pytest.mark.parametrize("defect", DEFECTS, ids=lambda defect: defect.id)
def test_a_defect_is_found_where_it_is(defect: Defect, folder: Path) -> None:
    lines, number = defect.changed()
    path = folder / defect.document.name
    path.write_text("\n".join(lines))
    found = examine(path)
    own = [(own.line, subject_of(own)) for own in found if own.code == defect.code]
    assert own == [(number, defect.subject)], [str(finding) for finding in found]
    others = {own.code for own in found if own.severity == "error" and own.code != defect.code}
    assert others == defect.also, [str(finding) for finding in found]


def test_there_are_many_defects_in_several_documents() -> None:
    assert len(DOCUMENTS) >= 8
    assert len(DEFECTS) >= 120
    assert len({(own.document, own.change) for own in DEFECTS}) == len(DEFECTS)


def test_every_error_is_made_at_least_once() -> None:
    errors = {check.code for check in checks().values() if check.severity == "error"}
    made = {defect.code for defect in DEFECTS}
    assert errors - made == set(NOT_IN_A_TEXT)
