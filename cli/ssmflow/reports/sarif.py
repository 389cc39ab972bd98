"""Findings as SARIF 2.1.0, for code scanning.

Source: https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html, and what GitHub makes of
it: https://docs.github.com/en/code-security/reference/code-scanning/sarif-files/sarif-support
"""

import json
import os
from collections import Counter
from collections.abc import Mapping, Sequence
from hashlib import sha256
from importlib.metadata import version
from pathlib import Path
from typing import Any
from urllib.parse import quote

from ssmdsl.checks import Check, Severity, checks
from ssmflow.reports.areas import area
from ssmflow.reports.explain import explanation, markdown
from ssmflow.reports.located import Located

SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"
FINGERPRINT = "ssmflow/v1"
"""Which fingerprint ours is.

It is not GitHub's own `primaryLocationLineHash`: the action that uploads a report makes that from
the file, and complains of each one that is another."""
PROBLEM_SEVERITIES: dict[Severity, str] = {
    "error": "error",
    "warning": "warning",
    "note": "recommendation",
}
"""GitHub's words for how grave a rule is."""


def sarif_report(findings: Sequence[Located], *, rules: Sequence[Check] | None = None) -> str:
    """Return findings as a SARIF log of one run.

    Args:
        findings: the findings, in the order in which they are shown.
        rules: the checks that were run, if those are not all.
    """
    run_rules = [*checks().values()] if rules is None else rules
    driver = {
        "name": "ssmflow",
        "version": version("ssmflow"),
        "rules": [_rule(check) for check in run_rules],
    }
    run = {
        "tool": {"driver": driver},
        "columnKind": "unicodeCodePoints",
        "results": _results(findings, run_rules),
    }
    return json.dumps({"$schema": SCHEMA, "version": "2.1.0", "runs": [run]}, indent=2) + "\n"


def _rule(check: Check) -> dict[str, Any]:
    return {
        "id": check.code,
        "name": check.name,
        "shortDescription": {"text": check.means},
        "fullDescription": {"text": f"{check.means} {check.why}"},
        "help": {"text": explanation(check), "markdown": markdown(check)},
        "helpUri": check.source,
        "defaultConfiguration": {"level": check.severity},
        "properties": {
            "tags": [area(check)],
            "problem.severity": PROBLEM_SEVERITIES[check.severity],
        },
    }


def _results(findings: Sequence[Located], rules: Sequence[Check]) -> list[dict[str, Any]]:
    indices = {check.code: index for index, check in enumerate(rules)}
    seen: Counter[str] = Counter()
    results = []
    for finding in findings:
        print_ = _fingerprint(finding)
        seen[print_] += 1
        results.append(_result(finding, indices, f"{print_}:{seen[print_]}"))
    return results


def _result(finding: Located, indices: Mapping[str, int], fingerprint: str) -> dict[str, Any]:
    # SARIF wants "{" and "}" of a message doubled, and "[" escaped. None of the programs that show
    # it takes that back where a message has no arguments, and references would be told as
    # `{{{{ Step.Output }}}}`, so they stay as they are.
    place = {"artifactLocation": {"uri": _uri(finding.path)}, "region": _region(finding)}
    index = {"ruleIndex": indices[finding.code]} if finding.code in indices else {}
    return {
        "ruleId": finding.code,
        **index,
        "level": finding.severity,
        "message": {"text": finding.sentence},
        "locations": [{"physicalLocation": place}],
        "partialFingerprints": {FINGERPRINT: fingerprint},
    }


def _region(finding: Located) -> dict[str, int]:
    """Return the place of a finding: what is left of its line."""
    end = max(len(finding.source_line.rstrip()), finding.column)
    return {
        "startLine": finding.line,
        "startColumn": finding.column,
        "endLine": finding.line,
        "endColumn": end + 1,
    }


def _uri(path: Path) -> str:
    return path.as_uri() if path.is_absolute() else quote(os.fsencode(path.as_posix()))


def _fingerprint(finding: Located) -> str:
    """Return what stays the same about a finding when the file is changed elsewhere."""
    parts = (finding.code, finding.step or "", finding.field, finding.path.as_posix())
    return sha256("\0".join(parts).encode("utf-8", "surrogatepass")).hexdigest()[:32]
