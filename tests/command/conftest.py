import os
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from ssmflow.main import main


@dataclass(frozen=True)
class Ran:
    """What a command answered."""

    code: int
    out: str
    err: str


Run = Callable[..., Ran]


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]) -> Run:
    """Run the command in an empty folder, and see all that it prints."""
    monkeypatch.chdir(tmp_path)
    for name in [*os.environ]:
        if name.startswith(("AWS_", "TF_", "SSMFLOW_")):
            monkeypatch.delenv(name)
    monkeypatch.setenv("HOME", str(tmp_path / "home"))
    monkeypatch.setenv("SSMFLOW_STATE_DIR", str(tmp_path / "state"))

    def run(*arguments: str | Path) -> Ran:
        code = main([str(argument) for argument in arguments])
        captured = capfd.readouterr()
        return Ran(code, captured.out, captured.err)

    return run
