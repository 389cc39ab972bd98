"""With --sandbox, nothing of the user's own AWS is used, whatever their machine is set to."""

import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.end_to_end.conftest import Gate, Local, Machine


class Trap:
    """Stands for AWS itself: nobody may come here."""

    def __init__(self) -> None:
        trap = self
        self.visits: list[str] = []

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                trap.visits.append(f"{self.command} {self.path}")
                self.send_error(400)

            do_GET = do_PUT = do_DELETE = do_HEAD = do_CONNECT = do_POST

            def log_message(self, format: str, *arguments: object) -> None:
                pass

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.server.daemon_threads = True
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.server.server_address[1]}"


@pytest.fixture
def trap() -> Iterator[Trap]:
    trap = Trap()
    yield trap
    trap.server.shutdown()
    trap.server.server_close()


def test_profiles_tokens_and_endpoints_stay_outside(
    machine: "Machine", gate: "Gate", local: "Local", trap: Trap
) -> None:
    machine.attached = {}
    folder = machine.home / ".aws"
    folder.mkdir()
    secrets = "aws_access_key_id = AKIAREAL\naws_secret_access_key = real\n"
    profile = f"{secrets}aws_session_token = real\nendpoint_url = {trap.address}\n"
    (folder / "credentials").write_text(f"[default]\n{secrets}[prod]\n{secrets}")
    (folder / "config").write_text(
        f"[default]\nregion = eu-west-3\n{profile}services = all\n"
        f"[profile prod]\nregion = eu-west-3\n{profile}services = all\n"
        f"[services all]\niam =\n  endpoint_url = {trap.address}\n"
    )
    machine.extra = {
        "AWS_PROFILE": "prod",
        "AWS_ACCESS_KEY_ID": "AKIAREAL",
        "AWS_SECRET_ACCESS_KEY": "real",
        "AWS_SESSION_TOKEN": "real",
        "AWS_REGION": "eu-west-3",
        "AWS_ENDPOINT_URL": trap.address,
        "AWS_ENDPOINT_URL_IAM": trap.address,
        "AWS_ENDPOINT_URL_SSM": trap.address,
        "AWS_IGNORE_CONFIGURED_ENDPOINT_URLS": "true",
        "AWS_CONTAINER_CREDENTIALS_FULL_URI": f"{trap.address}/credentials",
        "AWS_WEB_IDENTITY_TOKEN_FILE": "/nowhere",
        "AWS_ROLE_ARN": "arn:aws:iam::111122223333:role/real",
        "TF_CLI_ARGS": "-destroy",
        "TF_DATA_DIR": str(machine.home / "elsewhere"),
    }

    machine.succeed("apply", "vpc_flow_logs.py", "--sandbox", "--auto-approve")

    assert trap.visits == []
    assert local.made()["documents"] == ["CreateFlowLogs"]
    signed = [authorization for name, authorization in gate.calls if authorization]
    assert len(signed) >= 18
    assert all("Credential=sandbox/" in authorization for authorization in signed)
    assert not (machine.home / "elsewhere").exists()
