import os
import subprocess
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

from ssmflow_terraform.binary import find_terraform
from ssmflow_terraform.provider_mirror import cli_configuration, find_provider

# Nothing is timed: a slow machine is no defect of what is tested.
settings.register_profile("emitter", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("emitter")

Terraform = Callable[..., "subprocess.CompletedProcess[str]"]
Write = Callable[[Mapping[str, str], Path], Path]


@pytest.fixture(scope="session")
def terraform(tmp_path_factory: pytest.TempPathFactory) -> Terraform:
    """The real terraform, with the provider from a mirror if this machine has one."""
    environment = {
        name: value for name, value in os.environ.items() if not name.startswith(("AWS_", "TF_"))
    }
    environment |= {"CHECKPOINT_DISABLE": "1", "TF_IN_AUTOMATION": "1"}
    provider = find_provider(find_terraform(), environment)
    if provider.kind == "mirror":
        configuration = tmp_path_factory.mktemp("terraform") / "terraform.tfrc"
        configuration.write_text(cli_configuration(provider))
        environment["TF_CLI_CONFIG_FILE"] = str(configuration)

    def run(folder: Path, *arguments: str, **more: str) -> "subprocess.CompletedProcess[str]":
        return subprocess.run(
            ["terraform", *arguments],
            cwd=folder,
            env={**environment, **more},
            stdin=subprocess.DEVNULL,
            capture_output=True,
            encoding="utf-8",
            check=False,
        )

    return run


@pytest.fixture(scope="session")
def write() -> Write:
    """What writes a module into a folder."""

    def write_module(files: Mapping[str, str], folder: Path) -> Path:
        for name, text in files.items():
            path = folder / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(text.encode())
        return folder

    return write_module
