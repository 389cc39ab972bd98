"""Starts, finds and stops the sandbox, which is a process of its own.

Where it runs is kept in a file, in `$SSMFLOW_STATE_DIR`, else `$XDG_STATE_HOME/ssmflow`, else
`~/.local/state/ssmflow`. The file is believed only when the server at its port says that it is
the process the file names, so a foreign server or process is never taken for ours.
"""

import contextlib
import json
import os
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path

from ssmdsl.errors import MissingRequirementError, SsmflowError
from ssmdsl.sandbox.environment import DEFAULT_PORT, endpoint, is_aws_variable, sandbox_environment

START_SECONDS = 60
"""Longest that a start is waited for."""
STOP_SECONDS = 10
"""Longest that a stop is waited for before the process is killed."""
POLL_SECONDS = 0.02
"""How often the process is asked whether it is up or gone."""
STATUS_PATH = "/ssmflow/status"
"""Where our server says who it is."""


@dataclass(frozen=True)
class Sandbox:
    """A sandbox that runs."""

    port: int
    """The port of the loopback address that it listens on."""
    pid: int
    """Its process."""
    log: Path
    """What it writes: every call that failed, and why."""

    @property
    def endpoint(self) -> str:
        """The address that clients call."""
        return endpoint(self.port)


class SandboxPortInUseError(SsmflowError):
    """Another program listens where the sandbox was to."""

    def __init__(self, *, port: int) -> None:
        """Keep the port."""
        super().__init__(
            f"port {port} of 127.0.0.1 is in use by another program."
            " Choose another: ssmflow sandbox start --port NUMBER."
        )
        self.port = port


class SandboxStartError(SsmflowError):
    """The sandbox's process ended, or said nothing, before it was up."""

    def __init__(self, *, log: Path, last_lines: str) -> None:
        """Keep where the log lies and how it ends."""
        super().__init__(f"the sandbox did not start; its log {log} ends with:\n{last_lines}")
        self.log = log
        self.last_lines = last_lines


def state_folder() -> Path:
    """Return the folder that keeps where the sandbox runs."""
    own = os.environ.get("SSMFLOW_STATE_DIR")
    if own:
        return Path(own)
    base = os.environ.get("XDG_STATE_HOME")
    return (Path(base) if base else Path.home() / ".local" / "state") / "ssmflow"


def find_sandbox() -> Sandbox | None:
    """Return the sandbox that runs, if one does."""
    sandbox = _recorded()
    return sandbox if sandbox is not None and _answers(sandbox) else None


def start_sandbox(port: int | None = None, *, wait: bool = True) -> Sandbox:
    """Return the sandbox that runs, started if there is none.

    Args:
        port: the port to listen on; 0 takes a free one, `None` the running one's or the default.
        wait: whether to return only when it answers; see `wait_for_sandbox`.

    Raises:
        MissingRequirementError: the extra that the server needs is not installed.
        SandboxPortInUseError: another program listens there, or our own sandbox on another port.
        SandboxStartError: the process ended before it was up.
    """
    if find_spec("moto") is None or find_spec("flask") is None:
        raise MissingRequirementError(
            what="the sandbox needs moto, which is not installed.",
            remedy="Install it with: pip install 'ssmflow[sandbox]'.",
        )
    folder = state_folder()
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    with _locked(folder / "sandbox.lock"):
        running = _recorded()
        if running is not None and (_answers(running) or _is_starting(running)):
            if port in (None, 0, running.port):
                if wait:
                    wait_for_sandbox(running)
                return running
            message = (
                f"a sandbox runs on port {running.port} already."
                " Stop it first: ssmflow sandbox stop."
            )
            raise SsmflowError(message)
        sandbox = _spawn(folder, _free_port(DEFAULT_PORT if port is None else port))
        _record(folder, sandbox)
    if wait:
        wait_for_sandbox(sandbox)
    return sandbox


def wait_for_sandbox(sandbox: Sandbox) -> None:
    """Return when the sandbox answers.

    Raises:
        SandboxStartError: its process ended first, or it took too long.
    """
    deadline = time.monotonic() + START_SECONDS
    while not _answers(sandbox):
        if not _is_alive(sandbox.pid) or time.monotonic() > deadline:
            lines = sandbox.log.read_text(errors="replace").splitlines()[-15:]
            raise SandboxStartError(log=sandbox.log, last_lines="\n".join(lines))
        time.sleep(POLL_SECONDS)


def stop_sandbox() -> Sandbox | None:
    """Stop the sandbox and return what ran; `None` where none did. All it held is gone."""
    sandbox = find_sandbox()
    if sandbox is not None:
        os.kill(sandbox.pid, signal.SIGTERM)
        deadline = time.monotonic() + STOP_SECONDS
        while _is_alive(sandbox.pid):
            if time.monotonic() > deadline:
                os.kill(sandbox.pid, signal.SIGKILL)
            time.sleep(POLL_SECONDS)
    _state_file().unlink(missing_ok=True)
    return sandbox


def _state_file() -> Path:
    return state_folder() / "sandbox.json"


def _record(folder: Path, sandbox: Sandbox) -> None:
    state = {"port": sandbox.port, "pid": sandbox.pid, "log": str(sandbox.log)}
    partial = folder / "sandbox.json.partial"
    partial.write_text(json.dumps(state), encoding="utf-8")
    partial.replace(_state_file())


def _recorded() -> Sandbox | None:
    try:
        state = json.loads(_state_file().read_text(encoding="utf-8"))
        return Sandbox(port=int(state["port"]), pid=int(state["pid"]), log=Path(state["log"]))
    except (OSError, ValueError, KeyError, TypeError):
        return None  # no file, or one that a crash cut short: nothing is known to run


def _answers(sandbox: Sandbox) -> bool:
    """Return whether the server at the port says that it is this process."""
    opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
    try:
        with opener.open(f"{sandbox.endpoint}{STATUS_PATH}", timeout=2) as answer:
            return bool(json.load(answer)["pid"] == sandbox.pid)
    except (OSError, ValueError, KeyError, TypeError):
        return False


def _is_starting(sandbox: Sandbox) -> bool:
    """Return whether the process lives and nothing listens yet."""
    if not _is_alive(sandbox.pid):
        return False
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", sandbox.port)) != 0


def _is_alive(pid: int) -> bool:
    with contextlib.suppress(ChildProcessError):
        if os.waitpid(pid, os.WNOHANG)[0] == pid:  # our own child, ended
            return False
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True


def _free_port(port: int) -> int:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except OSError:
            raise SandboxPortInUseError(port=port) from None
        return int(probe.getsockname()[1])


def _spawn(folder: Path, port: int) -> Sandbox:
    log = folder / f"sandbox-{port}.log"
    environment = {name: value for name, value in os.environ.items() if not is_aws_variable(name)}
    environment |= sandbox_environment(endpoint(port))
    # AWS's managed policies exist in every real account; a role can attach them here as well.
    environment |= {"MOTO_IAM_LOAD_MANAGED_POLICIES": "true", "PYTHONUNBUFFERED": "1"}
    command = [sys.executable, "-m", "ssmdsl.sandbox.server", "--port", str(port)]
    with log.open("wb") as output:
        process = subprocess.Popen(  # noqa: S603 - our own interpreter and module
            command,
            env=environment,
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )
    process.returncode = 0  # it outlives us on purpose; nothing waits for it through this object
    return Sandbox(port=port, pid=process.pid, log=log)


@contextlib.contextmanager
def _locked(path: Path) -> Iterator[None]:
    """Hold a lock among processes, so that two that start at once start one sandbox."""
    import fcntl

    with path.open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield
