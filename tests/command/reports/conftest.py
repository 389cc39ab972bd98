import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from ssmdsl.checks import Check
from ssmflow.reports import Located

Locate = Callable[..., Located]


@pytest.fixture
def located() -> Locate:
    """Make a finding, of which a test says what matters to it."""

    def located(**told: Any) -> Located:
        usual = {
            "path": Path("documents/stop.yaml"),
            "line": 7,
            "column": 12,
            "code": "SSM601",
            "severity": "error",
            "step": "Stop",
            "field": "inputs.Api",
            "message": 'there is no operation "StopInstance". Did you mean "StopInstances"?',
            "source_line": "      Api: StopInstance",
        }
        return Located(**{**usual, **told})

    return located


@pytest.fixture
def kept() -> Callable[[Path, str], str]:
    """Return what a file holds, which SSMFLOW_REGENERATE=1 makes anew, though never in CI."""

    def kept(path: Path, content: str) -> str:
        if os.environ.get("SSMFLOW_REGENERATE"):
            if os.environ.get("CI"):
                pytest.fail("SSMFLOW_REGENERATE is set, and so is CI, which regenerates nothing")
            path.parent.mkdir(exist_ok=True)
            path.write_text(content, encoding="utf-8")
        return path.read_text(encoding="utf-8")

    return kept


@pytest.fixture
def check() -> Check:
    """A check that is nobody's."""
    return Check(
        code="SSM699",
        name="no-such-thing",
        severity="note",
        means="There is no `a_<b>`, <c> or * |.",
        why="SSM accepts the document, and the step fails whenever it runs, at night and at noon.",
        wrong="""
mainSteps:
  - name: Wrong
""",
        right='''
"""A remediation."""

thing = 1
''',
        source="https://docs.aws.amazon.com/thing.html",
    )
