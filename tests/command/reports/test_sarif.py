import json
from collections.abc import Callable
from importlib.metadata import version
from pathlib import Path
from typing import Any

import pytest
from pydantic_sarif.model import StaticAnalysisResultsFormatSarifVersion210JsonSchema as SarifLog

from ssmdsl.checks import Check, checks
from ssmflow.reports import Located, sarif_report

Locate = Callable[..., Located]

GOLDEN = Path(__file__).parent / "findings.sarif"
SHOWN_CHARACTERS = 1024
"""How much GitHub shows of a description."""


def test_findings_are_a_log_of_one_run(
    located: Locate, check: Check, kept: Callable[[Path, str], str]
) -> None:
    findings = [
        located(code="SSM699"),
        located(code="SSM699", line=9),
        located(
            path=Path("/b/ü c.json"),
            code="SSM000",
            severity="warning",
            step=None,
            field="",
            message="it may run for hours",
            source_line="",
        ),
        located(path=Path("a:b c#.yaml"), code="SSM699", severity="note", column=1),
    ]
    report = sarif_report(findings, rules=[check]).replace(f'"{version("ssmflow")}"', '"VERSION"')

    # SSMFLOW_REGENERATE=1 makes the file anew; then look at what changed in it.
    assert kept(GOLDEN, report) == report
    SarifLog.model_validate_json(report)


def run_of(report: str) -> Any:
    (run,) = json.loads(report)["runs"]
    return run


def test_all_checks_are_rules_whatever_was_found(located: Locate) -> None:
    report = sarif_report([located()])
    run = run_of(report)
    rules = run["tool"]["driver"]["rules"]

    assert [rule["id"] for rule in rules] == list(checks())
    assert rules[run["results"][0]["ruleIndex"]]["id"] == "SSM601"
    assert [rule for rule in rules if len(rule["fullDescription"]["text"]) > SHOWN_CHARACTERS] == []
    SarifLog.model_validate_json(report)


def test_no_findings_are_a_run_without_results() -> None:
    report = sarif_report([])

    assert run_of(report)["results"] == []
    SarifLog.model_validate_json(report)


def fingerprints(*findings: Located) -> list[str]:
    results = run_of(sarif_report(findings))["results"]
    return [result["partialFingerprints"]["ssmflow/v1"] for result in results]


def test_a_finding_that_has_moved_is_the_same(located: Locate) -> None:
    before, after = located(), located(line=99, column=1, message="other", source_line="other")

    assert fingerprints(before) == fingerprints(after)


def test_findings_that_differ_have_other_fingerprints(located: Locate) -> None:
    findings = [
        located(),
        located(),
        located(code="SSM602"),
        located(step="Start"),
        located(step=None),
        located(field="inputs.Service"),
        located(path=Path("documents/start.yaml")),
        located(step="\ud800"),
    ]

    first, second, *_ = found = fingerprints(*findings)
    assert len({*found}) == len(findings)
    assert (first.rpartition(":")[0], second.rpartition(":")[2]) == (
        second.rpartition(":")[0],
        "2",
    )


@pytest.mark.parametrize(
    ("line", "column", "end"),
    [("Api: x", 6, 7), ("Api: x  \n", 1, 7), ("", 3, 4), ("Api: x", 12, 13)],
)
def test_a_region_is_what_is_left_of_the_line(
    located: Locate, line: str, column: int, end: int
) -> None:
    (result,) = run_of(sarif_report([located(source_line=line, column=column)]))["results"]

    assert result["locations"][0]["physicalLocation"]["region"] == {
        "startLine": 7,
        "startColumn": column,
        "endLine": 7,
        "endColumn": end,
    }
