import json
from collections.abc import Callable
from textwrap import dedent
from typing import Any

import pytest

from ssmdsl.checks import check_document
from ssmdsl.loader import load


@pytest.fixture
def told_of_script() -> Callable[..., list[tuple[str, str]]]:
    """Return what a check says of the script of a step, and of which field it says that."""

    def told(
        code: str,
        script: str,
        *,
        handler: str = "handler",
        runtime: str = "python3.11",
        outputs: tuple[dict[str, str], ...] = (),
        steps: tuple[dict[str, Any], ...] = (),
        document: dict[str, Any] | None = None,
        **inputs: Any,
    ) -> list[tuple[str, str]]:
        inputs = {"Runtime": runtime, "Handler": handler, "Script": dedent(script), **inputs}
        step: dict[str, Any] = {"name": "Run", "action": "aws:executeScript", "inputs": inputs}
        if outputs:
            step["outputs"] = list(outputs)
        whole = {"schemaVersion": "0.3", **(document or {}), "mainSteps": [step, *steps]}
        (loaded,) = load(json.dumps(whole).encode(), name="Example").documents
        return [
            (finding.field, finding.message)
            for finding in check_document(loaded)
            if finding.code == code
        ]

    return told
