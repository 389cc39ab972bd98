from pathlib import Path

import pytest

from ssmflow_terraform.binary import Binary
from ssmflow_terraform.provider_mirror import ProviderSource, cli_configuration, find_provider

TERRAFORM = Binary(Path("/bin/terraform"), "1.9.0", is_tofu=False)
TOFU = Binary(Path("/bin/tofu"), "1.9.0", is_tofu=True)
BELOW = "registry.terraform.io/hashicorp/aws"


@pytest.fixture
def home(tmp_path: Path) -> Path:
    (tmp_path / "home").mkdir()
    return tmp_path / "home"


@pytest.fixture
def optional(tmp_path: Path) -> Path:
    (tmp_path / "opt" / "plugins" / BELOW).mkdir(parents=True)
    return tmp_path / "opt"


def test_the_users_own_configuration_comes_first(home: Path, optional: Path) -> None:
    named = home / "named.tfrc"
    named.touch()
    (home / ".terraformrc").touch()
    environment = {"HOME": str(home), "TF_CLI_CONFIG_FILE": str(named)}

    assert find_provider(TERRAFORM, environment, optional) == ProviderSource("configuration", named)
    del environment["TF_CLI_CONFIG_FILE"]
    assert find_provider(TERRAFORM, environment, optional) == ProviderSource(
        "configuration", home / ".terraformrc"
    )


def test_a_configuration_that_does_not_exist_is_passed_over(home: Path, optional: Path) -> None:
    missing = str(home / "missing.tfrc")

    found = find_provider(TERRAFORM, {"HOME": str(home), "TF_CLI_CONFIG_FILE": missing}, optional)

    assert found == ProviderSource("mirror", optional / "plugins", missing)
    assert str(found) == f"mirror {optional / 'plugins'}"


@pytest.mark.parametrize(
    ("variables", "folder"),
    [
        ({}, "home/.terraform.d/plugins"),
        ({}, "home/.local/share/terraform/plugins"),
        ({"XDG_DATA_HOME": "data"}, "data/terraform/plugins"),
        ({"XDG_DATA_DIRS": "none:share"}, "share/terraform/plugins"),
    ],
)
def test_terraforms_own_mirrors_come_before_others(
    tmp_path: Path, home: Path, optional: Path, variables: dict[str, str], folder: str
) -> None:
    (tmp_path / folder / BELOW).mkdir(parents=True)
    environment = {
        name: ":".join(str(tmp_path / part) for part in value.split(":"))
        for name, value in variables.items()
    }

    found = find_provider(TERRAFORM, {"HOME": str(home), **environment}, optional)

    assert found == ProviderSource("implied mirror", tmp_path / folder)


def test_tofu_has_a_registry_of_its_own(home: Path, optional: Path) -> None:
    environment = {"HOME": str(home), "XDG_DATA_DIRS": str(home)}

    assert find_provider(TOFU, environment, optional) == ProviderSource("registry", None)
    (home / ".tofurc").touch()
    assert find_provider(TOFU, environment, optional).path == home / ".tofurc"


def test_without_a_mirror_it_is_the_registry(home: Path, tmp_path: Path) -> None:
    environment = {"HOME": str(home), "XDG_DATA_DIRS": str(home)}

    found = find_provider(TERRAFORM, environment, tmp_path / "none")

    assert found == ProviderSource("registry", None)
    assert str(found) == "registry"


def test_a_mirror_serves_our_provider_and_nothing_else() -> None:
    text = cli_configuration(ProviderSource("mirror", Path('/a"b/${c}')))

    assert text == (
        "provider_installation {\n"
        "  filesystem_mirror {\n"
        '    path    = "/a\\"b/$${c}"\n'
        '    include = ["hashicorp/aws"]\n'
        "  }\n"
        "\n"
        "  direct {\n"
        '    exclude = ["hashicorp/aws"]\n'
        "  }\n"
        "}\n"
    )
