import json
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.command.conftest import Run


NONE_UP = "error: no sandbox is up. Start it: ssmflow sandbox start.\n"


@pytest.fixture
def up(run: "Run", tmp_path: Path) -> Iterator[str]:
    started = run("sandbox", "start", "--port", "0")
    assert started.code == 0, started.err
    yield f"http://127.0.0.1:{json.loads((tmp_path / 'state/sandbox.json').read_text())['port']}"
    run("sandbox", "stop")


def test_it_is_started_looked_at_and_stopped(
    run: "Run", up: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert run("sandbox", "status").out.startswith(f"up at {up} (process ")
    monkeypatch.setenv("AWS_PROFILE", "prod")
    monkeypatch.setenv("AWS_REGION", "eu-west-3")
    monkeypatch.setenv("HTTPS_PROXY", "http://proxy")
    monkeypatch.setenv("NO_PROXY", "example.com")
    assert run("sandbox", "env").out == (
        "unset AWS_PROFILE\n"
        "export AWS_ACCESS_KEY_ID=sandbox\n"
        "export AWS_SECRET_ACCESS_KEY=sandbox\n"
        "export AWS_REGION=us-east-1\n"
        "export AWS_DEFAULT_REGION=us-east-1\n"
        f"export AWS_ENDPOINT_URL={up}\n"
        "export AWS_CONFIG_FILE=/dev/null\n"
        "export AWS_SHARED_CREDENTIALS_FILE=/dev/null\n"
        "export AWS_EC2_METADATA_DISABLED=true\n"
        "export NO_PROXY=example.com,127.0.0.1\n"
        "export no_proxy=example.com,127.0.0.1\n"
    )

    stopped = run("sandbox", "stop")

    assert (stopped.code, stopped.err) == (0, f"the sandbox at {up} is stopped\n")
    assert run("sandbox", "stop").err == "no sandbox is up\n"
    ran = run("sandbox", "status")
    assert (ran.code, ran.out, ran.err) == (1, "", NONE_UP)


@pytest.mark.parametrize("shell", ["sh", "bash", "zsh"])
def test_with_none_up_a_shell_that_asks_for_it_is_kept_from_the_account(
    run: "Run", monkeypatch: pytest.MonkeyPatch, shell: str
) -> None:
    monkeypatch.setenv("AWS_PROFILE", "prod")

    asked = run("sandbox", "env")

    assert (asked.code, asked.err) == (1, NONE_UP)
    assert asked.out == (
        "unset AWS_PROFILE\n"
        "export AWS_ACCESS_KEY_ID=sandbox\n"
        "export AWS_SECRET_ACCESS_KEY=sandbox\n"
        "export AWS_REGION=us-east-1\n"
        "export AWS_DEFAULT_REGION=us-east-1\n"
        "export AWS_ENDPOINT_URL=http://127.0.0.1:1\n"
        "export AWS_CONFIG_FILE=/dev/null\n"
        "export AWS_SHARED_CREDENTIALS_FILE=/dev/null\n"
        "export AWS_EC2_METADATA_DISABLED=true\n"
        "false # there is no sandbox to point AWS clients at\n"
    )
    if shutil.which(shell) is None:
        pytest.skip(f"there is no {shell}")
    script = 'eval "$1"; echo "$? $AWS_ENDPOINT_URL ${AWS_PROFILE-none}"'
    ran = subprocess.run([shell, "-c", script, shell, asked.out], capture_output=True, text=True)
    assert (ran.stdout, ran.stderr) == ("1 http://127.0.0.1:1 none\n", "")


def test_without_its_extra_it_says_what_to_install(
    run: "Run", monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "moto", None)  # to Python, it cannot be imported

    ran = run("sandbox", "start")

    assert (ran.code, ran.out) == (3, "")
    assert ran.err == (
        "error: the sandbox needs moto, which is not installed. Install it with:"
        " pip install 'ssmflow[sandbox]'.\n"
    )
