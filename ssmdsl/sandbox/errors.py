"""What can go wrong around the sandbox's process.

```
SandboxError               what the sandbox's process says no to
├── SandboxPortError       it cannot listen where it was to
│   └── SandboxPortInUseError
├── SandboxRunningError    it runs already, elsewhere than asked for
├── SandboxSilentError     it runs and does not answer
├── SandboxStartError      it ended before it was up
└── SandboxStateError      where it runs cannot be written down
```
"""

from pathlib import Path

from ssmdsl.errors import SsmflowError


class SandboxError(SsmflowError):
    """The base of the sandbox's errors."""


class SandboxPortError(SandboxError):
    """The sandbox cannot listen where it was to."""

    def __init__(self, *, port: int, reason: str) -> None:
        """Keep the port and the system's word for why."""
        super().__init__(
            f"port {port} of 127.0.0.1 {reason}."
            " Choose another: ssmflow sandbox start --port NUMBER."
        )
        self.port = port


class SandboxPortInUseError(SandboxPortError):
    """Another program listens where the sandbox was to, or the sandbox of another folder."""

    def __init__(self, *, port: int, pid: int | None = None, folder: Path | None = None) -> None:
        """Keep the port and, of another sandbox, its process and where it keeps that it runs."""
        holder = "another program"
        if pid is not None:
            where = f", whose state is in {folder}" if folder else ""
            holder = f"another ssmflow sandbox: process {pid}{where}"
        super().__init__(port=port, reason=f"is in use by {holder}")
        self.pid = pid
        self.folder = folder


class SandboxRunningError(SandboxError):
    """A sandbox runs already, on another port than asked for."""

    def __init__(self, *, port: int) -> None:
        """Keep the port that it listens on."""
        super().__init__(
            f"a sandbox runs on port {port} already. Stop it first: ssmflow sandbox stop."
        )
        self.port = port


class SandboxSilentError(SandboxError):
    """A sandbox runs, as far as its lock tells, and does not say that it is the one looked for."""

    def __init__(self, *, port: int, pid: int, record: Path) -> None:
        """Keep where it should answer, its process, and the file that says so."""
        super().__init__(
            f"the sandbox that {record} names does not answer on port {port} of 127.0.0.1."
            f" End its process, {pid}, where it runs: on this machine,"
            " or on another one that shares the folder."
        )
        self.port = port
        self.pid = pid
        self.record = record


class SandboxStartError(SandboxError):
    """The sandbox's process ended, or said nothing, before it was up."""

    def __init__(self, *, log: Path, last_lines: str) -> None:
        """Keep where the log lies and how it ends."""
        super().__init__(f"the sandbox did not start; its log {log} ends with:\n{last_lines}")
        self.log = log
        self.last_lines = last_lines


class SandboxStateError(SandboxError):
    """Where the sandbox runs cannot be written down."""

    def __init__(self, *, folder: Path, reason: str) -> None:
        """Keep the folder and the system's word for why."""
        super().__init__(
            f"the sandbox keeps where it runs in {folder}, which cannot be written: {reason}."
            " Name another folder in SSMFLOW_STATE_DIR."
        )
        self.folder = folder
        self.reason = reason
