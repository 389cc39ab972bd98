"""Runs the checks over a document, or over a remediation."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from ssmdsl.checks._catalogue import checks
from ssmdsl.checks._check import Check, Found, Severity
from ssmdsl.checks._checked_document import CheckedDocument
from ssmdsl.checks._checked_remediation import CheckedRemediation
from ssmdsl.data_path import Path, shown
from ssmdsl.document import Document
from ssmdsl.errors import fix_of
from ssmdsl.remediation import Remediation
from ssmdsl.unknown_value import UnknownPlaces


@dataclass(frozen=True, kw_only=True)
class Finding:
    """One defect."""

    code: str
    """The check that finds it: `SSM601`."""
    severity: Severity
    """How grave it is."""
    path: Path
    """Where it stands in the document, or in the remediation, in SSM's words."""
    step: str | None
    """The step that has it."""
    field: str
    """Where it stands in the step, or else in the document: `inputs.Api`."""
    message: str
    """What is wrong, what was allowed and what to write instead."""
    key: bool = False
    """Whether it is about the key of what stands there."""
    line: int | None = None
    """Which line of the text that stands there it is about; the first is 1."""

    @property
    def fix(self) -> str | None:
        """What to write instead, where that is known."""
        return fix_of(self.message)


_OF_NAMES = ("SSM602", "SSM603")
"""The checks of what parameters are called that a request has, or has not."""


def check_document(
    document: Document, *, unknown: UnknownPlaces | None = None
) -> tuple[Finding, ...]:
    """Return everything that the checks find in a document, in the order of the document.

    Checks of the whole say nothing of a document of which a part is missing, as it was wrong.

    Args:
        document: the document.
        unknown: where in it stands what only a stack knows; nothing is said of that.
    """
    checked = CheckedDocument(document)
    if unknown is None:
        return _in_order(document_findings(checked))
    checked.is_complete &= unknown.leave_flow_alone
    return _in_order(
        found
        for found in document_findings(checked)
        if found.code in _OF_NAMES or not unknown.concern(found.path, key=found.key)
    )


def check_remediation(
    remediation: Remediation, *, unpassed: Mapping[str, str] = MappingProxyType({})
) -> tuple[Finding, ...]:
    """Return everything that the checks find in how a remediation ties rule and document.

    What is wrong with the document alone is told by `check_document`.

    Args:
        remediation: the remediation.
        unpassed: the parameters whose roles the automation may not pass as a template has it, each
            with the role's name there.
    """
    return tuple(remediation_findings(CheckedRemediation(remediation, unpassed=unpassed)))


def document_findings(checked: CheckedDocument) -> Iterator[Finding]:
    """Yield what the checks find in a document, check by check."""
    for check in checks().values():
        if check.find is not None and (checked.is_complete or not check.needs_all):
            for found in check.find(checked):
                step, below = _step_of(checked, found.path)
                yield _finding(check, found, step, below)


def remediation_findings(checked: CheckedRemediation) -> Iterator[Finding]:
    """Yield what the checks find in a remediation, check by check."""
    for check in checks().values():
        if check.find_in_remediation is not None:
            for found in check.find_in_remediation(checked):
                yield _finding(check, found, None, found.path)


def _finding(check: Check, found: Found, step: str | None, below: Path) -> Finding:
    return Finding(
        code=check.code,
        severity=check.severity,
        path=found.path,
        step=step,
        field=shown(below),
        message=found.message,
        key=found.key,
        line=found.line,
    )


def _step_of(checked: CheckedDocument, path: Path) -> tuple[str | None, Path]:
    """Return the innermost step that a path leads into, and the path from there on."""
    for length in range(len(path), 0, -1):
        name = checked.step_names.get(path[:length])
        if name is not None:
            return name, path[length:]
    return None, path


def _in_order(findings: Iterator[Finding]) -> tuple[Finding, ...]:
    return tuple(
        sorted(
            findings, key=lambda finding: [(isinstance(part, str), part) for part in finding.path]
        )
    )
