"""Where terraform gets the aws provider on this machine.

In this order: where the user's own CLI configuration says, if that file exists; terraform's
implied local mirrors; a registry's folder one level below a folder of `/opt`; the registry.

Source: https://developer.hashicorp.com/terraform/cli/config/config-file#provider-installation
"""

import os
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from ssmflow_terraform.binary import Binary
from ssmflow_terraform.hcl import Block, print_hcl

PROVIDER = "hashicorp/aws"
"""The one provider that the module needs."""
CLI_CONFIGURATION_VARIABLES = ("TF_CLI_CONFIG_FILE", "TERRAFORM_CONFIG")
"""The variables that name a CLI configuration; the second is terraform's old name of the first."""
OPTIONAL_SOFTWARE = Path("/opt")
"""Where images that bring a mirror with them put it, one level down."""


@dataclass(frozen=True)
class ProviderSource:
    """Where the provider comes from."""

    kind: str
    """`configuration`, `implied mirror`, `mirror` or `registry`."""
    path: Path | None
    """The configuration file or the mirror's folder; `None` for the registry."""
    missing_configuration: str = ""
    """The file that an environment variable names and that does not exist."""

    def __str__(self) -> str:
        return f"{self.kind} {self.path}" if self.path else self.kind


def find_provider(
    binary: Binary, environment: Mapping[str, str], optional_software: Path = OPTIONAL_SOFTWARE
) -> ProviderSource:
    """Return where the provider comes from.

    Args:
        binary: the terraform that asks.
        environment: the environment of that terraform.
        optional_software: the folder below which a mirror is looked for last.
    """
    named = next(filter(None, map(environment.get, CLI_CONFIGURATION_VARIABLES)), "")
    if named and Path(named).is_file():
        return ProviderSource("configuration", Path(named).absolute())  # terraform runs elsewhere
    home = _home(environment)
    own = [home / name for name in ((".tofurc",) if binary.is_tofu else ()) + (".terraformrc",)]
    for path in own:
        if path.is_file():
            return ProviderSource("configuration", path, named)
    mirror = implied_mirror(binary, environment)
    if mirror is not None:
        return ProviderSource("implied mirror", mirror, named)
    below = f"{binary.registry}/{PROVIDER}"
    for folder in sorted(optional_software.glob(f"*/{below}")):
        return ProviderSource("mirror", folder.parents[2], named)
    return ProviderSource("registry", None, named)


def implied_mirror(binary: Binary, environment: Mapping[str, str]) -> Path | None:
    """Return the folder with the provider in which terraform looks by itself, if there is one."""
    below = f"{binary.registry}/{PROVIDER}"
    mirrors = _implied_mirrors(_home(environment), environment)
    return next((mirror for mirror in mirrors if (mirror / below).is_dir()), None)


def cli_configuration(source: ProviderSource) -> str:
    """Return the CLI configuration that makes terraform use a mirror, as text."""
    wanted = [PROVIDER]
    mirror = Block("filesystem_mirror", (), [("path", str(source.path)), ("include", wanted)])
    direct = Block("direct", (), [("exclude", wanted)])
    return print_hcl([Block("provider_installation", (), [mirror, direct])])


def _home(environment: Mapping[str, str]) -> Path:
    return Path(environment.get("HOME") or Path.home())


def _implied_mirrors(home: Path, environment: Mapping[str, str]) -> Iterator[Path]:
    """Yield the folders in which terraform looks by itself.

    Source: https://developer.hashicorp.com/terraform/cli/config/config-file#implied-local-mirror-directories
    """
    yield home / ".terraform.d" / "plugins"
    data_home = environment.get("XDG_DATA_HOME")
    yield (Path(data_home) if data_home else home / ".local" / "share") / "terraform" / "plugins"
    yield home / "Library" / "Application Support" / "io.terraform" / "plugins"
    data = environment.get("XDG_DATA_DIRS") or "/usr/local/share:/usr/share"
    for folder in filter(None, data.split(os.pathsep)):
        yield Path(folder) / "terraform" / "plugins"
