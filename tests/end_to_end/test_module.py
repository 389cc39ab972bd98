"""The emitted module, in a Terraform root that has a provider and a state of its own."""

import subprocess
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from ssmflow_terraform.binary import find_terraform
from ssmflow_terraform.provider_mirror import cli_configuration, find_provider

if TYPE_CHECKING:
    from tests.end_to_end.conftest import Local, Machine

ROOT = """\
provider "aws" {
  region = "eu-central-1"
}

module "remediations" {
  source = "./modules/remediations"

  name_prefix = "team-"
  tags        = { owner = "security" }
  %s
}

output "rules" {
  value = module.remediations.config_rule_names
}
"""


class Root:
    """A Terraform root of the user's own, and the terraform that they run in it by hand."""

    def __init__(self, machine: "Machine", local: "Local") -> None:
        binary = find_terraform()
        self.folder = machine.folder / "root"
        self.folder.mkdir()
        self._terraform = str(binary.path)
        self._environment = {**machine.environment, **local.environment}
        provider = find_provider(binary, self._environment)
        if provider.kind == "mirror":
            configuration = machine.home / "mirror.tfrc"
            configuration.write_text(cli_configuration(provider))
            self._environment["TF_CLI_CONFIG_FILE"] = str(configuration)

    def terraform(self, *arguments: str, allowed: tuple[int, ...] = (0,)) -> str:
        done = subprocess.run(
            [self._terraform, *arguments, "-no-color"],
            cwd=self.folder,
            env=self._environment,
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode in allowed, done.stdout + done.stderr
        return done.stdout + done.stderr


@pytest.fixture
def root(machine: "Machine", local: "Local") -> Root:
    return Root(machine, local)


@pytest.mark.parametrize("more", ["", "create_configuration_recorder = true"])
def test_the_emitted_folder_alone_applies_in_another_root(
    machine: "Machine", local: "Local", root: Root, more: str
) -> None:
    machine.succeed("emit", "vpc_flow_logs.py", "-o", "root/modules/remediations")
    (root.folder / "main.tf").write_text(ROOT % more)

    root.terraform("init", "-input=false")
    root.terraform("apply", "-input=false", "-auto-approve")

    assert "team-vpc-flow-logs-enabled" in root.terraform("output", "rules")
    assert "No changes." in root.terraform("plan", "-input=false", "-detailed-exitcode")
    assert local.made()["rules"] == []  # the client is in another Region than the module
    roles = local.made()["roles"]
    assert [name for name in roles if name.endswith("-automation-eu-central-1")] == [
        "team-vpc-flow-logs-enabled-automation-eu-central-1"
    ]
    root.terraform("destroy", "-input=false", "-auto-approve")
    assert local.made()["roles"] == []


def test_a_call_that_nobody_implements_fails_at_once_with_its_name(root: Root) -> None:
    (root.folder / "main.tf").write_text(
        'resource "aws_config_conformance_pack" "x" {\n  name          = "x"\n'
        '  template_body = "Resources: {}"\n}\n'
    )
    root.terraform("init", "-input=false")

    told = root.terraform("apply", "-input=false", "-auto-approve", allowed=(1,))

    assert "UnsupportedBySandbox" in told
    assert "PutConformancePack" in told


def test_the_folder_is_the_users_when_they_changed_it(machine: "Machine") -> None:
    folder = machine.folder / "module"
    machine.succeed("emit", "vpc_flow_logs.py", "-o", "module")
    (folder / "main.tf").write_text("# mine\n")

    refused = machine.run("emit", "vpc_flow_logs.py", "-o", "module")

    assert (refused.returncode, refused.stdout) == (1, "")
    assert refused.stderr == (
        "error: module: here are files that ssmflow did not write, or that were changed since.\n"
        "These would be overwritten:\n  main.tf\n"
        "Choose another folder, or have it so with --force.\n"
    )
    assert (folder / "main.tf").read_text() == "# mine\n"
    machine.succeed("emit", "vpc_flow_logs.py", "-o", "module", "--force")
    assert (folder / "main.tf").read_text() != "# mine\n"
    assert Path(folder / "documents" / "CreateFlowLogs.json").is_file()
