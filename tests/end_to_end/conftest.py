import http.client
import json
import os
import shutil
import subprocess
import sys
import threading
import urllib.request
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs

import boto3
import pytest

from ssmdsl.sandbox import sandbox_environment

ROOT = Path(__file__).parents[2]
EXAMPLE = ROOT / "examples" / "vpc_flow_logs.py"
SSMFLOW = Path(sys.executable).parent / "ssmflow"


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    here = Path(__file__).parent
    for item in items:
        if item.path.is_relative_to(here):
            item.add_marker(pytest.mark.terraform)


@dataclass
class Machine:
    """What a user sits at: a home, a folder with the example, and the command."""

    home: Path
    folder: Path
    state: Path
    extra: dict[str, str] = field(default_factory=dict)
    attached: dict[str, str] = field(default_factory=dict)
    """What leads terraform to a provider that runs already; a test may empty it."""

    @property
    def environment(self) -> dict[str, str]:
        kept = {
            name: value
            for name, value in os.environ.items()
            if not name.upper().startswith(("AWS_", "TF_", "SSMFLOW_", "XDG_"))
        }
        own = {"HOME": str(self.home), "SSMFLOW_STATE_DIR": str(self.state)}
        own["AWS_EC2_METADATA_DISABLED"] = "true"
        return {**kept, **own, **self.attached, **self.extra}

    @property
    def file(self) -> Path:
        return self.folder / "vpc_flow_logs.py"

    @property
    def working_folder(self) -> Path:
        return self.folder / ".ssmflow" / "vpc_flow_logs.py" / "sandbox"

    def start(self, *arguments: str, answers: bool = False, **more: str) -> "subprocess.Popen[str]":
        return subprocess.Popen(
            [str(SSMFLOW), *arguments],
            cwd=self.folder,
            env={**self.environment, **more},
            stdin=subprocess.PIPE if answers else subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )

    def run(
        self, *arguments: str, answer: str = "", **more: str
    ) -> "subprocess.CompletedProcess[str]":
        return subprocess.run(
            [str(SSMFLOW), *arguments],
            cwd=self.folder,
            env={**self.environment, **more},
            input=answer,
            capture_output=True,
            text=True,
            timeout=300,
            check=False,
        )

    def succeed(self, *arguments: str, answer: str = "", **more: str) -> str:
        done = self.run(*arguments, answer=answer, **more)
        assert done.returncode == 0, f"{arguments}\n{done.stdout}\n{done.stderr}"
        return done.stdout


@pytest.fixture(scope="session")
def sandbox_state(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """Run one sandbox for all of these tests; where it runs is kept in the folder given."""
    state = tmp_path_factory.mktemp("sandbox-state")
    machine = Machine(state, state, state)
    machine.succeed("sandbox", "start", "--port", "0")
    yield state
    machine.succeed("sandbox", "stop")


@pytest.fixture(scope="session")
def sandbox_port(sandbox_state: Path) -> int:
    """Give the port of that sandbox, which stays the same: a provider is attached to it."""
    return int(json.loads((sandbox_state / "sandbox.json").read_text())["port"])


@dataclass
class Local:
    """The sandbox, as any other client sees it."""

    endpoint: str

    @property
    def environment(self) -> dict[str, str]:
        return sandbox_environment(self.endpoint)

    def client(self, service: str) -> Any:
        return boto3.client(
            service,
            endpoint_url=self.endpoint,
            region_name="us-east-1",
            aws_access_key_id="sandbox",
            aws_secret_access_key="sandbox",
        )

    def made(self) -> dict[str, list[str]]:
        """Return the names of all that a remediation is made of."""
        rules = self.client("config").describe_config_rules()["ConfigRules"]
        names = [rule["ConfigRuleName"] for rule in rules]
        described = self.client("config").describe_remediation_configurations(
            ConfigRuleNames=sorted({*names, "vpc-flow-logs-enabled"})
        )["RemediationConfigurations"]
        owned = [{"Key": "Owner", "Values": ["Self"]}]
        documents = self.client("ssm").list_documents(Filters=owned)["DocumentIdentifiers"]
        roles = self.client("iam").list_roles()["Roles"]
        return {
            "rules": names,
            "remediations": [item["ConfigRuleName"] for item in described],
            "documents": [item["Name"] for item in documents],
            "roles": sorted(
                item["RoleName"] for item in roles if "/aws-service-role/" not in item["Path"]
            ),
        }


@pytest.fixture
def local(sandbox_state: Path, sandbox_port: int) -> Local:
    """Give the sandbox, with nothing in it; start it again if a test has lost it."""
    endpoint = f"http://127.0.0.1:{sandbox_port}"
    reset = urllib.request.Request(f"{endpoint}/moto-api/reset", method="POST")
    try:
        urllib.request.urlopen(reset, timeout=60)
    except OSError:
        machine = Machine(sandbox_state, sandbox_state, sandbox_state)
        machine.succeed("sandbox", "start", "--port", str(sandbox_port))
        urllib.request.urlopen(reset, timeout=60)
    return Local(endpoint)


@pytest.fixture(scope="session")
def attached(
    sandbox_state: Path, sandbox_port: int, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[dict[str, str]]:
    """Start the provider once, on the sandbox: half of each terraform's time is its start.

    Source: https://developer.hashicorp.com/terraform/plugin/debugging
    """
    folder = tmp_path_factory.mktemp("provider")
    shutil.copy(EXAMPLE, folder)
    Machine(folder, folder, sandbox_state).succeed("plan", EXAMPLE.name, "--sandbox")
    (binary,) = folder.glob(
        ".ssmflow/*/sandbox/.terraform/providers/*/*/*/*/*/terraform-provider-*"
    )
    environment = {"PATH": os.defpath, "HOME": str(folder)}
    provider = subprocess.Popen(
        [str(binary), "-debug"],
        env={**environment, **sandbox_environment(f"http://127.0.0.1:{sandbox_port}")},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    )
    assert provider.stdout is not None
    told = next(line for line in provider.stdout if "TF_REATTACH_PROVIDERS='" in line)
    yield {"TF_REATTACH_PROVIDERS": told.split("'")[1]}
    provider.terminate()
    provider.wait(30)
    provider.stdout.close()


@pytest.fixture
def machine(tmp_path: Path, sandbox_state: Path, local: Local, attached: dict[str, str]) -> Machine:
    """Give a user with an empty home, the example in a folder of theirs, and the sandbox up."""
    home, folder = tmp_path / "home", tmp_path / "work"
    home.mkdir()
    folder.mkdir()
    shutil.copy(EXAMPLE, folder)
    return Machine(home, folder, sandbox_state, attached=dict(attached))


class Server:
    """An HTTP server on a port of its own; each kind answers calls in its way."""

    def __init__(self) -> None:
        answer = self.answer

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do_POST(self) -> None:
                answer(self, self.rfile.read(int(self.headers.get("Content-Length", 0))))

            do_GET = do_PUT = do_DELETE = do_HEAD = do_CONNECT = do_POST

            def log_message(self, format: str, *arguments: object) -> None:
                pass

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self._server.daemon_threads = True
        threading.Thread(target=self._server.serve_forever, daemon=True).start()

    def answer(self, call: BaseHTTPRequestHandler, body: bytes) -> None:
        raise NotImplementedError

    @property
    def port(self) -> int:
        return int(self._server.server_address[1])

    def close(self) -> None:
        self._server.shutdown()
        self._server.server_close()


class Gate(Server):
    """Stands before the sandbox and can stop a call, before it takes effect or after."""

    def __init__(self, sandbox_port: int) -> None:
        self.before: Callable[[str], None] = lambda name: None
        self.after: Callable[[str], None] = lambda name: None
        self.calls: list[tuple[str, str]] = []
        self._sandbox_port = sandbox_port
        super().__init__()

    def answer(self, call: BaseHTTPRequestHandler, body: bytes) -> None:
        target = call.headers.get("X-Amz-Target", "").rpartition(".")[2]
        name = target or parse_qs(body.decode(errors="replace")).get("Action", [""])[0]
        self.calls.append((name, call.headers.get("Authorization", "")))
        self.before(name)
        connection = http.client.HTTPConnection("127.0.0.1", self._sandbox_port)
        connection.request(call.command, call.path, body, dict(call.headers))
        answer = connection.getresponse()
        content = answer.read()
        self.after(name)
        try:
            call.send_response(answer.status)
            for key, value in answer.getheaders():
                if key.lower() not in ("content-length", "connection", "date", "server"):
                    call.send_header(key, value)
            call.send_header("Content-Length", str(len(content)))
            call.end_headers()
            call.wfile.write(content)
        except OSError:
            call.close_connection = True  # whoever called is no more


class Trap(Server):
    """Stands for AWS itself: nobody may come here."""

    def __init__(self) -> None:
        self.visits: list[str] = []
        super().__init__()

    def answer(self, call: BaseHTTPRequestHandler, body: bytes) -> None:
        self.visits.append(f"{call.command} {call.path}")
        call.send_error(400)

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.port}"


@pytest.fixture
def gate(machine: Machine, sandbox_state: Path, tmp_path: Path) -> Iterator[Gate]:
    """Put a gate between the machine and the sandbox."""
    running = json.loads((sandbox_state / "sandbox.json").read_text())
    gate = Gate(running["port"])
    own = tmp_path / "gate-state"
    own.mkdir()
    (own / "sandbox.json").write_text(json.dumps({**running, "port": gate.port}))
    machine.state = own
    yield gate
    gate.close()


@pytest.fixture
def trap() -> Iterator[Trap]:
    trap = Trap()
    yield trap
    trap.close()
