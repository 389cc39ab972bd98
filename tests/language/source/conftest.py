"""What the tests of written Python share."""

import runpy
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from ssmdsl import Document
from ssmdsl.compiler import document_content
from ssmdsl.source import python_source

Made = Callable[[str], list[Any]]
Check = Callable[[Document, str], None]


@pytest.fixture
def made(tmp_path: Path) -> Made:
    """Runs a file's text, and returns the contents of its documents."""

    def run(source: str) -> list[Any]:
        file = tmp_path / "written.py"
        file.write_text(source, encoding="utf-8")
        found = runpy.run_path(str(file)).values()
        return [document_content(value) for value in found if isinstance(value, Document)]

    return run


@pytest.fixture
def check(made: Made) -> Check:
    """Makes sure that a document is written as this text, which makes the same document."""

    def written_as(document: Document, golden: str) -> None:
        source = python_source([document])

        assert source == golden
        assert made(source) == [document_content(document)]

    return written_as
