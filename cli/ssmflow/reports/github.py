"""Findings as workflow commands, which GitHub Actions shows beside the lines of a change.

Source: https://docs.github.com/en/actions/reference/workflows-and-actions/workflow-commands
"""

from collections.abc import Sequence

from ssmdsl.checks import Severity, checks
from ssmflow.reports.located import Located

COMMANDS: dict[Severity, str] = {"error": "error", "warning": "warning", "note": "notice"}


def github_report(findings: Sequence[Located]) -> str:
    """Return findings as a workflow command each; nothing where there is none."""
    return "".join(f"{_command(finding)}\n" for finding in findings)


def _command(finding: Located) -> str:
    check = checks().get(finding.code)
    properties = {
        "file": finding.path.as_posix(),
        "line": str(finding.line),
        "col": str(finding.column),
        "title": finding.code if check is None else f"{check.code} {check.name}",
    }
    said = ",".join(f"{name}={_property(value)}" for name, value in properties.items())
    return f"::{COMMANDS[finding.severity]} {said}::{_data(finding.sentence)}"


def _data(text: str) -> str:
    """Return a text as what follows the command: GitHub reads these escapes, and no others."""
    writable = text.encode("utf-8", "backslashreplace").decode()
    return writable.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    """Return a text as the value of a property, which a comma ends, or a colon."""
    return _data(text).replace(":", "%3A").replace(",", "%2C")
