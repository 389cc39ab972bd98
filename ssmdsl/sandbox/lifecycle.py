"""Starts, finds and stops the sandbox, which is a process of its own.

Its socket listens before its process begins: a client may call at once and waits until the
server is up, and no other program can take the port in between. The process is nobody's child,
so that it outlives the command that started it and leaves nothing behind when it ends.
"""

import contextlib
import errno
import json
import os
import signal
import socket
import subprocess
import sys
import time
from importlib.util import find_spec
from pathlib import Path

from ssmdsl.errors import MissingRequirementError
from ssmdsl.sandbox.environment import DEFAULT_PORT, endpoint, server_environment
from ssmdsl.sandbox.errors import (
    SandboxPortError,
    SandboxPortInUseError,
    SandboxRunningError,
    SandboxSilentError,
    SandboxStartError,
    SandboxStateError,
)
from ssmdsl.sandbox.state import (
    Sandbox,
    forget,
    is_alive,
    one_at_a_time,
    open_log,
    record,
    record_file,
    recorded,
)

START_SECONDS = 60
"""Longest that a start is waited for."""
STOP_SECONDS = 10
"""Longest that a stop is waited for before the process is killed."""
ANSWER_SECONDS = 5
"""Longest that one answer is waited for; a server that has just begun is mostly up by then."""
POLL_SECONDS = 0.02
"""How often a process is asked whether it is up or gone."""
STATUS_PATH = "/ssmflow/status"
"""Where our server says who it is."""
DETACHED = 'exec 3<&0; "$@" <&3 3<&- >&2 & echo $!'
"""Runs a command as nobody's child, on the standard input given, and prints its process."""


def find_sandbox() -> Sandbox | None:
    """Return the sandbox that runs, if one does."""
    sandbox = recorded()
    return sandbox if sandbox is not None and _answers(sandbox) else None


def start_sandbox(port: int | None = None, *, wait: bool = True) -> Sandbox:
    """Return the sandbox that runs, started if there is none.

    Args:
        port: the port to listen on; 0 takes a free one, `None` the running one's or the default.
        wait: whether to return only when it answers; see `wait_for_sandbox`. Clients may call
            it in any case: it answers them when it is up.

    Raises:
        MissingRequirementError: what the server needs is not there.
        SandboxPortError: another program listens there, or nobody may.
        SandboxRunningError: our own sandbox runs on another port.
        SandboxStartError: the process ended before it was up.
        SandboxStateError: where it runs cannot be written down.
    """
    require_server()
    while True:
        with one_at_a_time() as folder:
            running = recorded()
            if running is not None and port not in (None, 0, running.port):
                raise SandboxRunningError(port=running.port)
            sandbox = running or _spawn(folder, DEFAULT_PORT if port is None else port)
        try:
            if wait:
                wait_for_sandbox(sandbox)
        except SandboxStartError:
            if running is not None and not is_alive(running):
                continue  # it was about to end when it was found
            raise
        return sandbox


def wait_for_sandbox(sandbox: Sandbox) -> None:
    """Return when the sandbox answers.

    Raises:
        SandboxStartError: its process ended first, or it took too long.
    """
    deadline = time.monotonic() + START_SECONDS
    while not _answers(sandbox):
        if not is_alive(sandbox) or time.monotonic() > deadline:
            raise SandboxStartError(log=sandbox.log, last_lines=_last_lines(sandbox.log))
        time.sleep(POLL_SECONDS)


def stop_sandbox() -> Sandbox | None:
    """Stop the sandbox and return what ran; `None` where none did. All it held is gone.

    Raises:
        SandboxSilentError: one runs, but does not say that it is ours to stop.
        SandboxStateError: where it runs cannot be written down.
    """
    if not record_file().is_file():
        return None
    with one_at_a_time():
        sandbox = recorded()
        if sandbox is not None:
            _end(sandbox)
        forget()
    return sandbox


def _end(sandbox: Sandbox) -> None:
    """End the sandbox's process, after it has said that it is the process that we know."""
    if not _answers(sandbox, seconds=STOP_SECONDS):
        if not is_alive(sandbox):
            return
        raise SandboxSilentError(port=sandbox.port, pid=sandbox.pid, record=record_file())
    for sign in (signal.SIGTERM, signal.SIGKILL):
        with contextlib.suppress(ProcessLookupError):
            os.kill(sandbox.pid, sign)
        deadline = time.monotonic() + STOP_SECONDS
        while is_alive(sandbox) and time.monotonic() < deadline:
            time.sleep(POLL_SECONDS)


def _answers(sandbox: Sandbox, *, seconds: float = ANSWER_SECONDS) -> bool:
    """Return whether the server at the port says that it is this process."""
    import http.client  # it brings ssl and email: only who asks pays for them

    connection = http.client.HTTPConnection("127.0.0.1", sandbox.port, timeout=seconds)
    try:
        connection.request("GET", STATUS_PATH)
        return bool(json.loads(connection.getresponse().read(1024))["pid"] == sandbox.pid)
    except (OSError, http.client.HTTPException, ValueError, KeyError, TypeError):
        return False
    finally:
        connection.close()


def require_server() -> None:
    """Make sure that a sandbox could run on this machine.

    Raises:
        MissingRequirementError: it could not, and why.
    """
    if sys.platform == "win32":
        raise MissingRequirementError(
            what="the sandbox needs a POSIX system, as Linux and macOS are.",
            remedy="Run ssmflow in the Windows Subsystem for Linux.",
        )
    if find_spec("moto") is None or find_spec("flask") is None:
        raise MissingRequirementError(
            what="the sandbox needs moto, which is not installed.",
            remedy="Install it with: pip install 'ssmflow[sandbox]'.",
        )


def _spawn(folder: Path, port: int) -> Sandbox:
    """Begin a server on a port, and write down that it runs there."""
    server = [sys.executable, "-P", "-u", "-m", "ssmdsl.sandbox.server"]
    with _listen(port) as listener:
        port = int(listener.getsockname()[1])
        with open_log(folder, port) as log:
            shell = subprocess.run(  # noqa: S603 - our own interpreter and module
                ["/bin/sh", "-c", DETACHED, "sh", *server],
                cwd=folder,  # no folder of the user's is kept from being removed
                env=server_environment(os.environ, endpoint(port)),
                stdin=listener.fileno(),
                stdout=subprocess.PIPE,
                stderr=log,
                start_new_session=True,
                check=True,
            )
    sandbox = Sandbox(port=port, pid=int(shell.stdout), log=Path(log.name))
    try:
        record(sandbox)
    except SandboxStateError:  # nobody would find it again
        os.kill(sandbox.pid, signal.SIGTERM)
        raise
    return sandbox


def _listen(port: int) -> socket.socket:
    """Return a socket that listens on a port of the loopback address, and on no other address."""
    listener = socket.socket()
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listener.bind(("127.0.0.1", port))
        listener.listen(128)
    except OverflowError:
        listener.close()
        raise SandboxPortError(port=port, reason="is not a port: 0 to 65535") from None
    except OSError as error:
        listener.close()
        if error.errno == errno.EADDRINUSE:
            raise SandboxPortInUseError(port=port) from None
        reason = f"cannot be listened on: {error.strerror}"
        raise SandboxPortError(port=port, reason=reason) from None
    return listener


def _last_lines(log: Path) -> str:
    try:
        return "\n".join(log.read_text(errors="replace").splitlines()[-15:])
    except OSError as error:
        return f"(it cannot be read: {error.strerror})"
