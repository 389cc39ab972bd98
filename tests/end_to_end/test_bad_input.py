"""What a user who gets it wrong is told, by the whole command."""

import socket
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.conftest import Eventually
    from tests.end_to_end.conftest import Machine


def state_of(folder: Path) -> dict[str, bytes]:
    return {
        str(path.relative_to(folder)): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file() and "log" not in path.parts and path.name != "ssmflow.lock"
    }


def program(folder: Path, text: str) -> Path:
    folder.mkdir(exist_ok=True)
    path = folder / "terraform"
    path.write_text(f"#!/bin/sh\n{text}\n")
    path.chmod(0o755)
    return path


def test_no_terraform(machine: "Machine") -> None:
    done = machine.run("plan", "vpc_flow_logs.py", "--sandbox", PATH=str(machine.home))

    assert (done.returncode, done.stdout) == (3, "")
    assert done.stderr == (
        "error: neither terraform nor tofu is on PATH. Install it"
        " (https://developer.hashicorp.com/terraform/install or https://opentofu.org), or name it"
        " with --terraform or SSMFLOW_TERRAFORM.\n"
    )
    assert not (machine.folder / ".ssmflow").exists()


def test_a_terraform_that_is_too_old(machine: "Machine") -> None:
    old = program(machine.home / "bin", 'echo \'{"terraform_version": "1.2.9"}\'')

    done = machine.run("plan", "vpc_flow_logs.py", "--sandbox", "--terraform", str(old))

    assert (done.returncode, done.stdout) == (3, "")
    assert done.stderr.startswith(
        f'error: "{old}" is version 1.2.9, and the module needs 1.5 or newer. Install it'
    )


def test_no_provider_to_be_had(machine: "Machine") -> None:
    machine.attached = {}
    empty = machine.home / "mirror"
    empty.mkdir()
    configuration = machine.home / ".terraformrc"
    configuration.write_text(
        f'provider_installation {{\n  filesystem_mirror {{\n    path = "{empty}"\n  }}\n}}\n'
    )

    done = machine.run("apply", "vpc_flow_logs.py", "--sandbox", "--auto-approve")

    assert (done.returncode, done.stdout) == (3, "")
    assert done.stderr.startswith(
        "error: terraform cannot get the aws provider: Failed to query available provider packages"
        " Could not retrieve the list of available versions for provider hashicorp/aws: provider"
        " registry.terraform.io/hashicorp/aws was not found in any of the search locations"
    )
    assert done.stderr.endswith(
        "Connect to the registry, or lay a mirror of it on this machine (terraform providers"
        " mirror) and name it in terraform's CLI configuration; ssmflow doctor says where it"
        " looks.\n"
    )
    configuration.unlink()
    machine.succeed("plan", "vpc_flow_logs.py", "--sandbox")


def test_a_cli_configuration_that_does_not_exist_breaks_nothing(machine: "Machine") -> None:
    machine.attached = {}
    missing = str(machine.home / "nowhere.tfrc")

    machine.succeed("plan", "vpc_flow_logs.py", "--sandbox", TF_CLI_CONFIG_FILE=missing)


@pytest.mark.parametrize(
    ("more", "message"),
    [
        (
            {"AWS_REGION": "us-east-1"},
            "error: there are no AWS credentials to work with. Give some: aws configure sso,"
            " AWS_PROFILE, or AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY; or work on the local"
            " AWS with --sandbox.\n",
        ),
        (
            {"AWS_ACCESS_KEY_ID": "a", "AWS_SECRET_ACCESS_KEY": "b"},
            "error: no AWS Region is set. Set one:"
            " AWS_REGION=eu-central-1, or a region in your AWS profile.\n",
        ),
    ],
    ids=["no credentials", "no Region"],
)
def test_an_account_that_cannot_be_reached(
    machine: "Machine", more: dict[str, str], message: str
) -> None:
    machine.attached = {}
    done = machine.run("plan", "vpc_flow_logs.py", **more)

    assert (done.returncode, done.stdout, done.stderr) == (3, "", message)


def test_a_port_that_is_taken(machine: "Machine", tmp_path: Path) -> None:
    machine.state = tmp_path / "other"
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        done = machine.run("sandbox", "start", "--port", str(port))

    assert done.returncode == 1
    assert done.stderr == (
        f"error: port {port} of 127.0.0.1 is in use by another program."
        " Choose another: ssmflow sandbox start --port NUMBER.\n"
    )


def test_what_is_deployed_stays_as_it_was_when_the_file_breaks(machine: "Machine") -> None:
    machine.succeed("apply", "vpc_flow_logs.py", "--sandbox", "--auto-approve")
    before = state_of(machine.working_folder)
    machine.file.write_text(machine.file.read_text().replace("retentionInDays", "retentionDays"))

    done = machine.run("apply", "vpc_flow_logs.py", "--sandbox", "--auto-approve")

    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr == (
        'error: vpc_flow_logs.py:29: step "PutRetentionPolicy", inputs.retentionDays:'
        ' there is no such parameter; there are "logGroupName", "retentionInDays".'
        ' Did you mean "retentionInDays"?\nTo see all of it: ssmflow check vpc_flow_logs.py\n'
    )
    assert state_of(machine.working_folder) == before


def test_a_variable_that_the_module_refuses(machine: "Machine") -> None:
    done = machine.run("plan", "vpc_flow_logs.py", "--sandbox", "--var", "name_prefix=aws-x")

    assert done.returncode == 1
    assert done.stderr.startswith("error: terraform plan failed with exit status 1\nvariables.tf:")
    assert "name_prefix must not begin with aws, amazon or amzn" in done.stderr


def test_a_second_ssmflow_in_the_same_folder(machine: "Machine", eventually: "Eventually") -> None:
    slow = program(
        machine.home / "bin",
        f'[ "$1" = version ] && echo \'{{"terraform_version": "1.9.0"}}\' && exit 0\n'
        f'exec "{sys.executable}" -c "import time; print(flush=True); time.sleep(30)"',
    )
    first = machine.start("plan", "vpc_flow_logs.py", "--sandbox", "--terraform", str(slow))
    log = machine.working_folder / "log" / "init.jsonl"

    def is_at_work() -> bool:
        assert first.poll() is None
        return log.exists() and log.read_bytes() != b""

    try:
        eventually(is_at_work)
        second = machine.run("plan", "vpc_flow_logs.py", "--sandbox")
    finally:
        first.terminate()
        first.communicate(timeout=60)

    assert second.returncode == 1
    assert second.stderr == (
        f"error: {machine.working_folder}: another ssmflow (process {first.pid}) is at work here."
        " Wait until it has ended.\n"
    )


@pytest.mark.parametrize(
    ("option", "message"),
    [
        (
            ("--target", "aws_ssm_document.create_flow_log"),
            "error: Invalid value for --target: the module has no resource"
            ' "aws_ssm_document.create_flow_log", only "aws_config_config_rule.',
        ),
        (
            ("--var", "name_prefx=a"),
            'error: Invalid value for --var: the module has no variable "name_prefx", only'
            ' "automatic", "create_configuration_recorder", "name_prefix",'
            ' "permissions_boundary", "tags". Did you mean "name_prefix"?\n',
        ),
    ],
    ids=["target", "variable"],
)
def test_what_the_module_does_not_have(
    machine: "Machine", option: tuple[str, str], message: str
) -> None:
    for command in ("plan", "apply"):
        done = machine.run(command, "vpc_flow_logs.py", "--sandbox", *option)

        assert (done.returncode, done.stdout) == (2, "")
        assert message in done.stderr
        assert "Did you mean" in done.stderr
