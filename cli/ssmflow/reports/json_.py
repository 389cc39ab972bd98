"""Findings as JSON, for programs."""

import json
from collections.abc import Sequence

from ssmflow.reports.located import Located


def json_report(findings: Sequence[Located]) -> str:
    """Return findings as a JSON array of objects, in the order in which they are given."""
    return json.dumps([_object(finding) for finding in findings], indent=2) + "\n"


def _object(finding: Located) -> dict[str, str | int | None]:
    return {
        "path": str(finding.path),
        "line": finding.line,
        "column": finding.column,
        "code": finding.code,
        "severity": finding.severity,
        "step": finding.step,
        "field": finding.field,
        "message": finding.message,
        "fix": finding.fix,
    }
