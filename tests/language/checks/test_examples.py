"""Each check's own examples: the wrong one has its finding, the right one has none at all."""

import runpy
from pathlib import Path

import pytest

from ssmdsl import Document, Remediation
from ssmdsl.checks import Check, Finding, check_document, check_remediation, checks
from ssmdsl.loader import load

PYTHON = ("from ", '"""', "import ")

with_own_search = [
    check
    for check in checks().values()
    if check.find is not None or check.find_in_remediation is not None
]


def findings(example: str, tmp_path: Path) -> list[Finding]:
    example = example.lstrip("\n")
    if not example.startswith(PYTHON):
        source = f'schemaVersion: "0.3"\n{example}'.encode()
        (document,) = load(source, name="Example").documents
        return list(check_document(document))
    path = tmp_path / "example.py"
    path.write_text(example)
    found: list[Finding] = []
    for value in runpy.run_path(str(path)).values():
        if isinstance(value, Document):
            found += check_document(value)
        if isinstance(value, Remediation):
            found += check_remediation(value)
    return found


@pytest.mark.parametrize("check", with_own_search, ids=lambda check: check.code)
def test_the_wrong_example_has_the_defect_and_no_other(check: Check, tmp_path: Path) -> None:
    assert {finding.code for finding in findings(check.wrong, tmp_path)} == {check.code}


@pytest.mark.parametrize("check", with_own_search, ids=lambda check: check.code)
def test_the_right_example_has_no_defect(check: Check, tmp_path: Path) -> None:
    assert findings(check.right, tmp_path) == []
