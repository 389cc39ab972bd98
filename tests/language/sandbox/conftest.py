"""A sandbox of the tests' own, and clients that are pointed at it as a user's are."""

import os
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import boto3
import pytest
from botocore.config import Config
from botocore.exceptions import ClientError

from ssmdsl.sandbox import (
    Sandbox,
    is_aws_variable,
    sandbox_environment,
    start_sandbox,
    stop_sandbox,
)

Client = Callable[..., Any]
Refusal = Callable[[Callable[[], Any]], str]


@pytest.fixture(scope="session")
def sandbox(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Sandbox]:
    """The sandbox of the session."""
    state_folder = str(tmp_path_factory.mktemp("state"))
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("SSMFLOW_STATE_DIR", state_folder)
        sandbox = start_sandbox(0)
    yield sandbox
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("SSMFLOW_STATE_DIR", state_folder)
        stop_sandbox()


@pytest.fixture(scope="session")
def clients() -> Iterator[dict[tuple[str, str, str], Any]]:
    """The clients made so far."""
    made: dict[tuple[str, str, str], Any] = {}
    yield made
    for client in made.values():
        client.close()


@pytest.fixture
def client(
    sandbox: Sandbox,
    clients: dict[tuple[str, str, str], Any],
    monkeypatch: pytest.MonkeyPatch,
) -> Client:
    """Makes the client of a service, as the sandbox's environment alone makes it."""
    for name in filter(is_aws_variable, list(os.environ)):
        monkeypatch.delenv(name)
    for name, value in sandbox_environment(sandbox.endpoint).items():
        monkeypatch.setenv(name, value)

    def make(service: str, region: str = "us-east-1", account: str = "123456789012") -> Any:
        key = (service, region, account)
        if key not in clients:
            once = Config(retries={"total_max_attempts": 1}, proxies={})
            session = boto3.Session(region_name=region, **credentials(account))
            clients[key] = session.client(service, config=once)
        return clients[key]

    def credentials(account: str) -> dict[str, str]:
        if account == "123456789012":
            return {}
        role = f"arn:aws:iam::{account}:role/tests"
        answer = make("sts").assume_role(RoleArn=role, RoleSessionName="tests")["Credentials"]
        return {
            "aws_access_key_id": answer["AccessKeyId"],
            "aws_secret_access_key": answer["SecretAccessKey"],
            "aws_session_token": answer["SessionToken"],
        }

    return make


@pytest.fixture
def refusal() -> Refusal:
    """Makes a call that is refused, and returns `STATUS CODE: MESSAGE`."""

    def refuse(call: Callable[[], Any]) -> str:
        with pytest.raises(ClientError) as caught:
            call()
        error = caught.value.response["Error"]
        status = caught.value.response["ResponseMetadata"]["HTTPStatusCode"]
        return f"{status} {error['Code']}: {error['Message']}"

    return refuse


@pytest.fixture
def state_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A folder in which the test's own sandbox writes down where it runs; it ends with the test."""
    folder = tmp_path / "state"
    monkeypatch.setenv("SSMFLOW_STATE_DIR", str(folder))
    yield folder
    stop_sandbox()
