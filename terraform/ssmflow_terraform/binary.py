"""The terraform of this machine: where it is, and whether it can do what is needed.

Source: https://developer.hashicorp.com/terraform/cli/commands/version
"""

import json
import os
import re
import shutil
import subprocess
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from ssmflow_terraform.errors import TerraformNotFoundError, TerraformTooOldError

MINIMUM_VERSION = (1, 5)
"""The oldest terraform that reads the emitted module."""
NAMES = ("terraform", "tofu")
"""What is looked for on PATH, in this order."""
VARIABLE = "SSMFLOW_TERRAFORM"
"""The environment variable that names the binary."""
INSTALL = (
    "Install it (https://developer.hashicorp.com/terraform/install or https://opentofu.org), or"
    f" name it with --terraform or {VARIABLE}."
)


@dataclass(frozen=True)
class Binary:
    """A terraform, or its twin tofu."""

    path: Path
    """Where it is."""
    version: str
    """What it calls itself: `1.11.4`."""
    is_tofu: bool
    """Whether it is OpenTofu, which has a registry of its own."""

    @property
    def registry(self) -> str:
        """The registry that it knows providers by."""
        return "registry.opentofu.org" if self.is_tofu else "registry.terraform.io"


def find_terraform(
    named: str | None = None, environment: Mapping[str, str] | None = None
) -> Binary:
    """Return the terraform to use: the one that is named, else the one on PATH.

    Args:
        named: what the user gave with `--terraform`.
        environment: where `SSMFLOW_TERRAFORM` and `PATH` are read; the process's own if left out.

    Raises:
        TerraformNotFoundError: there is none, or it does not run.
        TerraformTooOldError: it is older than `MINIMUM_VERSION`.
    """
    environment = os.environ if environment is None else environment
    wanted = named or environment.get(VARIABLE)
    search = environment.get("PATH", os.defpath)
    if wanted:
        found = shutil.which(Path(wanted).expanduser(), path=search)
        if found is None:
            what = (
                f'there is no program "{wanted}", given by {"--terraform" if named else VARIABLE}.'
            )
            raise TerraformNotFoundError(what=what, remedy=INSTALL)
    else:
        found = next(filter(None, (shutil.which(name, path=search) for name in NAMES)), None)
        if found is None:
            raise TerraformNotFoundError(
                what="neither terraform nor tofu is on PATH.", remedy=INSTALL
            )
    return _checked(Path(found).absolute(), environment)


def quiet_environment(environment: Mapping[str, str], configuration: Path) -> dict[str, str]:
    """Return the environment in which terraform says its version and nothing else.

    Args:
        environment: the user's own.
        configuration: the CLI configuration that it reads.
    """
    quiet = {
        name: value
        for name, value in environment.items()
        if not name.startswith(("TF_CLI_ARGS", "TF_LOG"))
    }
    return {**quiet, "CHECKPOINT_DISABLE": "1", "TF_CLI_CONFIG_FILE": str(configuration)}


def _checked(path: Path, environment: Mapping[str, str]) -> Binary:
    try:
        run = subprocess.run(  # noqa: S603 - the program that the user named
            [str(path), "version", "-json"],
            env=quiet_environment(environment, Path(os.devnull)),
            stdin=subprocess.DEVNULL,
            capture_output=True,
            timeout=60,
            check=True,
        )
        version = str(json.loads(run.stdout)["terraform_version"])
        numbers = re.match(r"(\d+)\.(\d+)", version)
    except (OSError, subprocess.SubprocessError, ValueError, KeyError, TypeError) as error:
        raise TerraformNotFoundError(
            what=f'"{path}" does not say its version as terraform does ({_reason(error)}).',
            remedy=INSTALL,
        ) from None
    if numbers is None or (int(numbers[1]), int(numbers[2])) < MINIMUM_VERSION:
        least = ".".join(map(str, MINIMUM_VERSION))
        raise TerraformTooOldError(
            what=f'"{path}" is version {version}, and the module needs {least} or newer.',
            remedy=INSTALL,
        )
    return Binary(path, version, is_tofu="tofu" in path.name)


def _reason(error: Exception) -> str:
    if isinstance(error, subprocess.CalledProcessError):
        said = (error.stderr or error.stdout or b"").decode(errors="replace").strip()
        return f"exit status {error.returncode}{f': {said[-300:]}' if said else ''}"
    if isinstance(error, OSError):
        return error.strerror or str(error)
    if isinstance(error, subprocess.TimeoutExpired):
        return "it did not answer"
    return "it answered something else"
