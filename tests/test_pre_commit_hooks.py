import tomllib
from pathlib import Path

import yaml

from ssmflow.main import COMMANDS

ROOT = Path(__file__).parent.parent


def test_there_is_one_hook_and_it_looks_at_what_may_be_a_document() -> None:
    (hook,) = yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text())

    assert hook == {
        "id": "ssmflow-check",
        "name": "ssmflow check",
        "description": "Finds what would fail in SSM Automation documents only when they run.",
        "entry": "ssmflow check",
        "language": "python",
        "types_or": ["yaml", "json"],
        "require_serial": True,
    }


def test_the_hook_runs_a_command_that_there_is() -> None:
    (hook,) = yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text())
    program, command = hook["entry"].split()

    assert program in tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]["scripts"]
    assert command in COMMANDS
