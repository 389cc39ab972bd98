import platform
import sys
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.command.conftest import Run


@pytest.fixture(autouse=True)
def machine(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A machine with a terraform and a mirror in its home, and nothing of AWS."""
    bin_folder = tmp_path / "bin"
    bin_folder.mkdir()
    terraform = bin_folder / "terraform"
    terraform.write_text('#!/bin/sh\necho \'{"terraform_version": "1.9.0"}\'\n')
    terraform.chmod(0o755)
    mirror = tmp_path / "home/.terraform.d/plugins/registry.terraform.io/hashicorp/aws"
    mirror.mkdir(parents=True)
    return tmp_path


@pytest.fixture(autouse=True)
def path(machine: Path, run: "Run", monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(machine / "bin"))
    monkeypatch.setenv("AWS_EC2_METADATA_DISABLED", "true")


def test_what_is_there_and_what_is_not(run: "Run", machine: Path) -> None:
    ran = run("doctor")

    assert (ran.code, ran.err) == (0, "")
    assert ran.out == (
        f"found    Python         {platform.python_version()} at {sys.executable}\n"
        f"found    terraform      terraform 1.9.0 at {machine}/bin/terraform\n"
        f"found    hashicorp/aws  implied mirror {machine}/home/.terraform.d/plugins\n"
        f"found    sandbox        moto {version('moto')}, not up\n"
        "MISSING  credentials    none; aws configure sso, AWS_PROFILE, or AWS_ACCESS_KEY_ID and"
        " its secret\n"
        "MISSING  Region         none; set AWS_REGION, or one in your AWS profile\n"
        "ssmflow can deploy to the sandbox.\n"
        "ssmflow can NOT deploy to your account.\n"
    )


def test_an_account_that_can_be_worked_on(run: "Run", monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("AWS_ACCESS_KEY_ID", "a")
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", "b")
    monkeypatch.setenv("AWS_DEFAULT_REGION", "eu-central-1")

    ran = run("doctor")

    assert "found    credentials    from env\n" in ran.out
    assert "found    Region         eu-central-1\n" in ran.out
    assert "ssmflow can deploy to your account.\n" in ran.out


def test_a_profile_that_does_not_exist(run: "Run", monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("AWS_PROFILE", "none")

    assert (
        "MISSING  credentials    The config profile (none) could not be found;"
        " mend AWS_PROFILE or ~/.aws/config\n"
    ) in run("doctor").out


def test_no_terraform_is_the_end_of_it(run: "Run", machine: Path) -> None:
    (machine / "bin" / "terraform").unlink()

    ran = run("doctor")

    assert ran.code == 3
    assert "MISSING  terraform    neither terraform nor tofu is on PATH. Install it" in ran.out
    assert ran.out.endswith(
        "ssmflow can NOT deploy to the sandbox.\nssmflow can NOT deploy to your account.\n"
    )


def test_a_configuration_that_does_not_exist_is_told(
    run: "Run", machine: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TF_CLI_CONFIG_FILE", "/nowhere.tfrc")

    assert (
        f"implied mirror {machine}/home/.terraform.d/plugins (the CLI configuration /nowhere.tfrc"
        " does not exist: passed over)\n"
    ) in run("doctor").out
