from collections.abc import Callable
from pathlib import Path

from ssmflow.reports import Located, json_report


def test_findings_are_an_array_of_objects(located: Callable[..., Located]) -> None:
    findings = [
        located(),
        located(path=Path("é.yaml"), step=None, field="", message="no such\nthing"),
    ]

    assert (
        json_report(findings)
        == """\
[
  {
    "path": "documents/stop.yaml",
    "line": 7,
    "column": 12,
    "code": "SSM601",
    "severity": "error",
    "step": "Stop",
    "field": "inputs.Api",
    "message": "there is no operation \\"StopInstance\\". Did you mean \\"StopInstances\\"?",
    "fix": "StopInstances"
  },
  {
    "path": "\\u00e9.yaml",
    "line": 7,
    "column": 12,
    "code": "SSM601",
    "severity": "error",
    "step": null,
    "field": "",
    "message": "no such\\nthing",
    "fix": null
  }
]
"""
    )


def test_no_findings_are_an_empty_array() -> None:
    assert json_report([]) == "[]\n"
