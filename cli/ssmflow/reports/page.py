"""The page of all checks, as Markdown: a table, and what each is about."""

from collections.abc import Iterator, Sequence

from ssmdsl.checks import Check
from ssmflow.reports.areas import AREAS, area
from ssmflow.reports.explain import markdown, prose

BEGIN = """\
# What `ssmflow check` finds

<!-- Made from the checks by SSMFLOW_REGENERATE=1 pytest tests/command/reports/test_page.py -->

An **error** cannot work when the automation runs, a **warning** works less well than it seems,
and a **note** is worth a look. `ssmflow check --explain CODE` says the same as this page.
"""


def checks_page(checks: Sequence[Check]) -> str:
    """Return the page of the checks, which are in the order of their codes."""
    return "\n".join([BEGIN, *_table(checks), *_sections(checks)])


def _table(checks: Sequence[Check]) -> Iterator[str]:
    yield "| Code | Name | Severity | What is wrong |"
    yield "|---|---|---|---|"
    for check in checks:
        means = prose(check.means).replace("|", r"\|")
        yield f"| [{check.code}](#{_anchor(check)}) | {check.name} | {check.severity} | {means} |"
    yield ""


def _sections(checks: Sequence[Check]) -> Iterator[str]:
    for name in AREAS.values():
        own = [check for check in checks if area(check) == name]
        if own:
            yield f"## {name}\n"
        for check in own:
            yield f"### {_heading(check)}\n"
            yield f"Severity: {check.severity}.\n"
            yield markdown(check)


def _heading(check: Check) -> str:
    return f"{check.code} {check.name}"


def _anchor(check: Check) -> str:
    """Return what GitHub calls the place of a check's heading."""
    return _heading(check).lower().replace(" ", "-")
