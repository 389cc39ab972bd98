import os
from pathlib import Path

import pytest

from ssmdsl.sandbox import (
    endpoint,
    is_aws_variable,
    proxy_environment,
    sandbox_environment,
)
from ssmdsl.sandbox.environment import server_environment

POINTED = {
    "AWS_ACCESS_KEY_ID": "sandbox",
    "AWS_SECRET_ACCESS_KEY": "sandbox",
    "AWS_REGION": "us-east-1",
    "AWS_DEFAULT_REGION": "us-east-1",
    "AWS_ENDPOINT_URL": "http://127.0.0.1:4588",
    "AWS_CONFIG_FILE": "/dev/null",
    "AWS_SHARED_CREDENTIALS_FILE": "/dev/null",
    "AWS_EC2_METADATA_DISABLED": "true",
}


def test_a_client_is_pointed_at_the_sandbox_and_away_from_everything_else() -> None:
    assert sandbox_environment(endpoint(4588)) == POINTED


@pytest.mark.parametrize(
    "name",
    [
        "AWS_PROFILE",
        "AWS_ENDPOINT_URL_S3",
        "AWS_IGNORE_CONFIGURED_ENDPOINT_URLS",
        "aws_session_token",
        "AMAZON_KEY",
        "BOTO_CONFIG",
        "BOTO3_LOG",
        "ECS_CONTAINER_METADATA_URI",
    ],
)
def test_what_could_lead_to_an_account_is_an_aws_variable(name: str) -> None:
    assert is_aws_variable(name)


@pytest.mark.parametrize("name", ["PATH", "HOME", "TF_VAR_aws_region", "HTTP_PROXY", "LAWS_"])
def test_what_could_not_is_none(name: str) -> None:
    assert not is_aws_variable(name)


def test_the_server_sees_nothing_of_the_users_but_what_python_needs(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    users = {
        "AWS_PROFILE": "production",
        "AWS_SESSION_TOKEN": "token",
        "AWS_ENDPOINT_URL_STS": "https://sts.amazonaws.com",
        "HTTPS_PROXY": "http://proxy:8080",
        "http_proxy": "http://proxy:8080",
        "MOTO_ALLOW_NONEXISTENT_REGION": "true",
        "INITIAL_NO_AUTH_ACTION_COUNT": "0",
        "PYTHONWARNINGS": "error",
        "PYTHONSTARTUP": "/home/user/start.py",
        "SECRET": "secret",
        "HOME": "/home/user",
        "PATH": "/usr/bin",
        "LC_ALL": "C.UTF-8",
        "TZ": "Europe/Berlin",
        "PYTHONPATH": f"checkout{os.pathsep}/opt/checkout",
    }

    pointed = sandbox_environment(endpoint(4588))
    assert server_environment(users, endpoint(4588)) == pointed | {
        "HOME": "/home/user",
        "PATH": "/usr/bin",
        "LC_ALL": "C.UTF-8",
        "TZ": "Europe/Berlin",
        "PYTHONPATH": f"{tmp_path}/checkout{os.pathsep}/opt/checkout",
        "MOTO_IAM_LOAD_MANAGED_POLICIES": "true",
        "MOTO_DISABLE_GLOBAL_CORS": "true",
    }


@pytest.mark.parametrize(
    ("environment", "wanted"),
    [
        ({}, ""),
        ({"NO_PROXY": "a"}, "a,127.0.0.1"),
        ({"NO_PROXY": "*", "HTTP_PROXY": "http://x"}, "*"),
        ({"https_proxy": "http://x"}, "127.0.0.1"),
        ({"HTTP_PROXY": "http://x", "no_proxy": "a, b,127.0.0.1"}, "a, b,127.0.0.1"),
    ],
)
def test_no_proxy_stands_between_a_client_and_the_sandbox(
    environment: dict[str, str], wanted: str
) -> None:
    assert proxy_environment(environment) == (
        {"NO_PROXY": wanted, "no_proxy": wanted} if wanted else {}
    )
