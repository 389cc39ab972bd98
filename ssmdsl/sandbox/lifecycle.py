"""Starts, finds and stops the sandbox, which is a process of its own.

Its socket listens before its process begins: a client may call at once and waits until the
server is up, and no other program can take the port in between. The process is nobody's child,
so that it outlives the command that started it and leaves nothing behind when it ends.
"""

import contextlib
import errno
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
    is_own,
    log_file,
    one_at_a_time,
    open_log,
    ports_of_locked_logs,
    record,
    record_file,
    recorded,
)
from ssmdsl.sandbox.status import ask

START_SECONDS = 60
"""Longest that a start is waited for."""
STOP_SECONDS = 10
"""Longest that a stop is waited for before the process is killed."""
ANSWER_SECONDS = 5
"""Longest that one answer is waited for; a server that has just begun is mostly up by then."""
STRANGER_SECONDS = 2
"""Longest that whatever holds a port is waited for, to say whether it is a sandbox."""
POLL_SECONDS = 0.02
"""How often a process is asked whether it is up or gone."""
DETACHED = 'exec 3<&0; "$@" <&3 3<&- >&2 & echo $!'
"""Runs a command as nobody's child, on the standard input given, and prints its process."""


def find_sandbox() -> Sandbox | None:
    """Return the sandbox that runs, if one does."""
    sandbox = recorded()
    if sandbox is None:
        return _unrecorded()
    return sandbox if _answers(sandbox) else None


def _unrecorded() -> Sandbox | None:
    """Return the sandbox that runs though its record is lost.

    Its log tells its port; where that is lost too, it can only be at the default one.
    """
    seconds = {DEFAULT_PORT: STRANGER_SECONDS} | dict.fromkeys(
        ports_of_locked_logs(), ANSWER_SECONDS
    )
    for port, longest in seconds.items():
        sandbox = ask(port, seconds=longest)
        if sandbox is not None and is_own(sandbox):
            return sandbox
    return None


def start_sandbox(port: int | None = None, *, wait: bool = True) -> Sandbox:
    """Return the sandbox that runs, started if there is none.

    Args:
        port: the port to listen on; 0 takes a free one, `None` the running one's or the default.
        wait: whether to return only when it answers; see `wait_for_sandbox`. Clients may call
            it in any case: it answers them when it is up.

    Raises:
        MissingRequirementError: what the server needs is not there.
        SandboxPortError: another program or another's sandbox listens there, or nobody may.
        SandboxRunningError: our own sandbox runs on another port.
        SandboxStartError: the process ended before it was up.
        SandboxStateError: where it runs cannot be written down.
    """
    require_server()
    while True:
        with one_at_a_time() as folder:
            running = recorded()
            lost = None if running else _unrecorded()
            if lost is not None:
                record(lost)
                running = lost
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
    if not record_file().is_file() and _unrecorded() is None:
        return None
    with one_at_a_time():
        sandbox = recorded() or _unrecorded()
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
    told = ask(sandbox.port, seconds=seconds)
    return told is not None and told.pid == sandbox.pid


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
                ["/bin/sh", "-c", DETACHED, "sh", *server, str(log_file(folder, port))],
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
            holder = ask(port, seconds=STRANGER_SECONDS)
            raise SandboxPortInUseError(
                port=port,
                pid=holder.pid if holder else None,
                folder=holder.log.parent if holder and holder.log.name else None,
            ) from None
        reason = f"cannot be listened on: {error.strerror}"
        raise SandboxPortError(port=port, reason=reason) from None
    return listener


def _last_lines(log: Path) -> str:
    try:
        return "\n".join(log.read_text(errors="replace").splitlines()[-15:])
    except OSError as error:
        return f"(it cannot be read: {error.strerror})"
