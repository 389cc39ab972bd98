"""The file in which terraform keeps the state without a backend, and terraform's lock on it.

Source: https://developer.hashicorp.com/terraform/language/backend/local
"""

import time
from pathlib import Path

from ssmflow_terraform.errors import StateDamagedError, StateLockedError
from ssmflow_terraform.run import POLL_SECONDS
from ssmflow_terraform.state import EMPTY, State


def read_state_file(file: Path, *, lock_seconds: float) -> State:
    """Return what a state file says, once no terraform is at work on it any more.

    Args:
        file: the file; nothing is deployed where there is none.
        lock_seconds: how long a terraform that is at work is waited for.

    Raises:
        StateLockedError: one still is.
        StateDamagedError: it cannot be read.
    """
    try:
        _wait_for_lock(file, lock_seconds)
        return _read(file)
    except (OSError, ValueError) as error:
        reason = (error.strerror if isinstance(error, OSError) else None) or str(error)
        raise StateDamagedError(place=file, reason=reason) from None


def _wait_for_lock(file: Path, seconds: float) -> None:
    """Wait while a terraform whose ssmflow was killed ends its work; its lock is the system's."""
    import fcntl

    deadline = time.monotonic() + seconds
    while file.exists():
        with file.open("r+b") as state:
            try:
                fcntl.lockf(state, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except (BlockingIOError, PermissionError):  # POSIX allows for both
                if time.monotonic() > deadline:
                    raise StateLockedError(folder=file.parent) from None
            else:
                return
        time.sleep(POLL_SECONDS)


def _read(file: Path) -> State:
    if not file.exists():
        return EMPTY
    text = file.read_text(encoding="utf-8")
    backup = file.with_name(f"{file.name}.backup")
    if not text and backup.exists() and backup.stat().st_size:
        message = "it is empty, and was not before"  # terraform leaves an empty one at its start
        raise ValueError(message)
    return State.of(text)
