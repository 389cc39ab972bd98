"""Each check's own examples: the wrong one has its finding, the right one has none at all."""

import runpy
from pathlib import Path

import pytest

from ssmdsl import DefinitionError, Document, Remediation
from ssmdsl.checks import check_document, check_remediation, checks
from ssmdsl.loader import read

PYTHON = ("from ", '"""', "import ")
"""How an example begins that is Python."""


def codes(example: str, folder: Path) -> list[str]:
    """Return the codes of everything that is wrong with an example."""
    example = example.lstrip("\n")
    if example.startswith(PYTHON):
        path = folder / "example.py"
        path.write_text(example)
        try:
            values = list(runpy.run_path(str(path)).values())
        except DefinitionError as error:
            return [problem.code for problem in error.problems]
        documents = [value for value in values if isinstance(value, Document)]
        remediations = [value for value in values if isinstance(value, Remediation)]
        told = []
    else:
        head = (
            "" if example.startswith(("schemaVersion", "Resources")) else 'schemaVersion: "0.3"\n'
        )
        found = read(f"{head}{example}".encode(), name="Example")
        documents = [document for document, _ in found.documents]
        remediations = [remediation for remediation, _ in found.remediations]
        told = [problem.code for problem in found.problems]
    findings = [finding for own in documents for finding in check_document(own)]
    findings += [finding for own in remediations for finding in check_remediation(own)]
    return [*told, *(finding.code for finding in findings)]


NOT_TO_THE_END = "SSM110"
"""It goes with another mistake, which ends the file."""


@pytest.mark.parametrize("code", [code for code in checks() if code != NOT_TO_THE_END])
def test_the_wrong_example_has_the_defect_and_no_other(code: str, tmp_path: Path) -> None:
    assert set(codes(checks()[code].wrong, tmp_path)) == {code}


@pytest.mark.parametrize("code", checks())
def test_the_right_example_has_no_defect(code: str, tmp_path: Path) -> None:
    assert codes(checks()[code].right, tmp_path) == []
