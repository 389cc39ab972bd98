"""Where the sandbox runs, kept in a file and believed only with a lock.

The folder is `$SSMFLOW_STATE_DIR`, else `$XDG_STATE_HOME/ssmflow`, else `~/.local/state/ssmflow`.
The server holds a lock on its log from its first moment to its last, by whatever way it ends: a
file that a crash, a reboot or a reused process number has made stale is never taken for true.
"""

import contextlib
import json
import os
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from ssmdsl.errors import MissingRequirementError
from ssmdsl.sandbox.environment import endpoint
from ssmdsl.sandbox.errors import SandboxStateError


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


def state_folder() -> Path:
    """Return the folder that keeps where the sandbox runs; it need not exist."""
    own = os.environ.get("SSMFLOW_STATE_DIR")
    try:
        if own:
            return Path(own).expanduser().absolute()
        base = os.environ.get("XDG_STATE_HOME")
        return (Path(base) if base else Path.home() / ".local" / "state").absolute() / "ssmflow"
    except RuntimeError:  # pathlib's word for a user without a home
        raise MissingRequirementError(
            what="the sandbox needs a folder for where it runs, and this user has no home.",
            remedy="Name a folder in SSMFLOW_STATE_DIR.",
        ) from None


def record_file() -> Path:
    """Return the file that names the running sandbox."""
    return state_folder() / "sandbox.json"


def record(sandbox: Sandbox) -> None:
    """Write down where the sandbox runs.

    Raises:
        SandboxStateError: it cannot be written.
    """
    state = {"port": sandbox.port, "pid": sandbox.pid, "log": str(sandbox.log)}
    with _written(state_folder()):
        partial = record_file().with_suffix(".partial")
        partial.write_text(json.dumps(state), encoding="utf-8")
        partial.replace(record_file())


def recorded() -> Sandbox | None:
    """Return the sandbox that was written down last, if its process lives."""
    try:
        state = json.loads(record_file().read_text(encoding="utf-8"))
        sandbox = Sandbox(port=int(state["port"]), pid=int(state["pid"]), log=Path(state["log"]))
    except (OSError, ValueError, KeyError, TypeError):
        return None  # no file, or one that a crash cut short: nothing is known to run
    return sandbox if is_alive(sandbox) else None


def forget() -> None:
    """Write down that none runs."""
    record_file().unlink(missing_ok=True)


def log_file(folder: Path, port: int) -> Path:
    """Return the log of the sandbox at a port."""
    return folder / f"sandbox-{port}.log"


def ports_of_locked_logs() -> Iterator[int]:
    """Yield the ports of the sandboxes of this folder that run, whatever its record says."""
    for log in sorted(state_folder().glob("sandbox-*.log")):
        port = log.stem.removeprefix("sandbox-")
        if port.isdigit() and is_locked(log):
            yield int(port)


def is_own(sandbox: Sandbox) -> bool:
    """Return whether a sandbox that says where its log is belongs to this folder, and lives."""
    try:
        own = sandbox.log.samefile(log_file(state_folder(), sandbox.port))
    except OSError:  # another user's, or one whose folder is gone
        return False
    return own and is_alive(sandbox)


def open_log(folder: Path, port: int) -> BinaryIO:
    """Return an empty log, locked; whoever inherits it keeps the lock for as long as it lives.

    Raises:
        SandboxStateError: it cannot be written.
    """
    import fcntl  # only where there are such locks can the sandbox run

    with _written(folder):
        log = log_file(folder, port).open("wb")
        fcntl.flock(log, fcntl.LOCK_EX)
        return log


def is_alive(sandbox: Sandbox) -> bool:
    """Return whether the sandbox's process lives: whether its log is locked."""
    return is_locked(sandbox.log)


def is_locked(log: Path) -> bool:
    """Return whether a process holds the lock on a log."""
    import fcntl

    try:
        with log.open("rb") as opened:
            fcntl.flock(opened, fcntl.LOCK_SH | fcntl.LOCK_NB)
    except BlockingIOError:
        return True
    except OSError:
        return False
    return False


def keep_log(log: Path, descriptors: Sequence[int]) -> None:
    """Write to a new log where somebody removed the one that these file descriptors write to.

    Without it, its lock and its folder nobody would find the process again.
    """
    if log.exists():
        return
    with contextlib.suppress(OSError, SandboxStateError):  # then it stays as lost as it was
        log.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        os.chdir(log.parent)
        with open_log(log.parent, int(log.stem.removeprefix("sandbox-"))) as opened:
            for descriptor in descriptors:
                os.dup2(opened.fileno(), descriptor)


@contextlib.contextmanager
def one_at_a_time() -> Iterator[Path]:
    """Hold a lock among processes, so that two that start at once start one sandbox.

    Gives the folder, made if it was missing.

    Raises:
        SandboxStateError: it cannot be made or written.
    """
    import fcntl

    folder = state_folder()
    with contextlib.ExitStack() as stack:
        with _written(folder):
            folder.mkdir(parents=True, exist_ok=True, mode=0o700)
            lock = stack.enter_context((folder / "sandbox.lock").open("w"))
            fcntl.flock(lock, fcntl.LOCK_EX)
        yield folder


@contextlib.contextmanager
def _written(folder: Path) -> Iterator[None]:
    """Retell what the system says when the folder cannot be written."""
    try:
        yield
    except OSError as error:
        raise SandboxStateError(folder=folder, reason=error.strerror or str(error)) from error
