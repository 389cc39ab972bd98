from pathlib import Path

import pytest

from ssmdsl.sandbox import sandbox_environment
from ssmflow_terraform.environment import account_environment, sandbox_child_environment

OURS = {"CHECKPOINT_DISABLE": "1", "TF_IN_AUTOMATION": "1", "TF_INPUT": "0"}
REFUSED = {
    "TF_CLI_ARGS": "-x",
    "TF_CLI_ARGS_plan": "-x",
    "TF_CLI_CONFIG_FILE": "/x",
    "TF_DATA_DIR": "/x",
    "TF_INPUT": "1",
    "TF_WORKSPACE": "x",
}


def test_an_account_is_worked_on_with_the_users_own_environment() -> None:
    own = {"AWS_PROFILE": "prod", "HOME": "/h", "TF_VAR_a": "b", "SECRET": "s"}

    assert account_environment({**own, **REFUSED}) == {**own, **OURS}


def test_the_sandbox_is_worked_on_with_what_is_known_to_be_harmless() -> None:
    kept = {
        "HOME": "/h",
        "PATH": "/p",
        "LC_ALL": "C",
        "https_proxy": "http://p",
        "TF_VAR_a": "b",
        "TF_LOG": "debug",
        "TF_PLUGIN_CACHE_DIR": "/c",
        "XDG_DATA_HOME": "/d",
    }
    dropped = {
        "AWS_PROFILE": "prod",
        "AWS_ENDPOINT_URL_IAM": "http://a",
        "aws_session_token": "t",
        "GOOGLE_CREDENTIALS": "g",
        "ARM_CLIENT_SECRET": "a",
        "VAULT_TOKEN": "v",
        "BOTO_CONFIG": "/b",
        "HOMEBREW_GITHUB_API_TOKEN": "h",
        "USER_SECRET": "u",
        "PATH_TOKEN": "p",
        "TMP_PASSWORD": "t",
        "TF_TOKEN_app_terraform_io": "t",
    }
    sandbox = sandbox_environment("http://127.0.0.1:1")

    found = sandbox_child_environment({**kept, **dropped, **REFUSED}, sandbox)

    assert found == {**kept, **sandbox, **OURS}


def test_a_path_is_meant_from_where_the_user_is(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)

    found = account_environment({"AWS_CONFIG_FILE": "own", "TF_LOG_PATH": "", "TF_VAR_x": "own"})

    assert found == {
        "AWS_CONFIG_FILE": str(tmp_path / "own"),
        "TF_LOG_PATH": "",
        "TF_VAR_x": "own",
        **OURS,
    }


def test_of_two_names_for_the_profile_the_providers_own_is_left() -> None:
    both = account_environment({"AWS_PROFILE": "a", "AWS_DEFAULT_PROFILE": "b"})

    assert (both["AWS_PROFILE"], "AWS_DEFAULT_PROFILE" in both) == ("a", False)
    assert account_environment({"AWS_DEFAULT_PROFILE": "b"})["AWS_DEFAULT_PROFILE"] == "b"
