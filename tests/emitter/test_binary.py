from pathlib import Path

import pytest

from ssmflow_terraform.binary import Binary, find_terraform
from ssmflow_terraform.errors import TerraformNotFoundError, TerraformTooOldError

INSTALL = (
    " Install it (https://developer.hashicorp.com/terraform/install or https://opentofu.org), or"
    " name it with --terraform or SSMFLOW_TERRAFORM."
)


def program(path: Path, version: str = "1.9.0", text: str = "") -> Path:
    path.parent.mkdir(exist_ok=True)
    text = text or f'echo \'{{"terraform_version": "{version}"}}\''
    path.write_text(f"#!/bin/sh\n{text}\n")
    path.chmod(0o755)
    return path


def test_the_named_one_comes_first_then_the_variable_then_path(tmp_path: Path) -> None:
    named = program(tmp_path / "a" / "mine")
    variable = program(tmp_path / "b" / "theirs", "1.8.0")
    on_path = program(tmp_path / "c" / "terraform", "1.7.0")
    environment = {"PATH": str(on_path.parent), "SSMFLOW_TERRAFORM": str(variable)}

    assert find_terraform(str(named), environment) == Binary(named, "1.9.0", is_tofu=False)
    assert find_terraform(None, environment).path == variable
    del environment["SSMFLOW_TERRAFORM"]
    assert find_terraform(None, environment).path == on_path


def test_tofu_is_taken_where_there_is_no_terraform(tmp_path: Path) -> None:
    tofu = program(tmp_path / "tofu")

    found = find_terraform(None, {"PATH": str(tmp_path)})

    assert found == Binary(tofu, "1.9.0", is_tofu=True)
    assert found.registry == "registry.opentofu.org"
    program(tmp_path / "terraform")
    assert find_terraform(None, {"PATH": str(tmp_path)}).registry == "registry.terraform.io"


def test_none_at_all_is_told(tmp_path: Path) -> None:
    with pytest.raises(TerraformNotFoundError) as caught:
        find_terraform(None, {"PATH": str(tmp_path)})

    assert str(caught.value) == f"neither terraform nor tofu is on PATH.{INSTALL}"


@pytest.mark.parametrize("by_variable", [False, True])
def test_a_named_one_that_is_not_there_is_told(tmp_path: Path, by_variable: bool) -> None:
    wanted = str(tmp_path / "none")
    environment = {"SSMFLOW_TERRAFORM": wanted} if by_variable else {}

    with pytest.raises(TerraformNotFoundError) as caught:
        find_terraform(None if by_variable else wanted, environment)

    by = "SSMFLOW_TERRAFORM" if by_variable else "--terraform"
    assert str(caught.value) == f'there is no program "{wanted}", given by {by}.{INSTALL}'


@pytest.mark.parametrize("version", ["1.4.6", "0.13.0", "odd"])
def test_one_that_is_too_old_is_told(tmp_path: Path, version: str) -> None:
    old = program(tmp_path / "terraform", version)

    with pytest.raises(TerraformTooOldError) as caught:
        find_terraform(str(old), {})

    assert str(caught.value) == (
        f'"{old}" is version {version}, and the module needs 1.5 or newer.{INSTALL}'
    )


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("echo no >&2; exit 3", "exit status 3: no"),
        ("echo []", "it answered something else"),
        ("echo '{}'", "it answered something else"),
    ],
)
def test_a_program_that_is_no_terraform_is_told(tmp_path: Path, text: str, reason: str) -> None:
    other = program(tmp_path / "terraform", text=text)

    with pytest.raises(TerraformNotFoundError) as caught:
        find_terraform(str(other), {})

    assert str(caught.value) == (
        f'"{other}" does not say its version as terraform does ({reason}).{INSTALL}'
    )


def test_the_users_own_flags_do_not_reach_the_question(tmp_path: Path) -> None:
    asked = program(
        tmp_path / "terraform", text='echo "{\\"terraform_version\\": \\"1.9.0$TF_CLI_ARGS\\"}"'
    )

    assert find_terraform(str(asked), {"TF_CLI_ARGS": "-x"}).version == "1.9.0"
