"""What can go wrong between a module and what terraform makes of it.

```
SsmflowError
├── TerraformError              terraform ran, and said no
│   ├── OutsideStateError       it met resources that exist, and that its state does not know
│   ├── StateDamagedError       the state file cannot be read
│   ├── StateLockedError        another terraform holds the state
│   └── InterruptedRunError     it was told to stop, and stopped in good order
├── FolderInUseError            another ssmflow is at work in the same folder
├── ForeignFilesError           files are in the way that ssmflow did not write
└── MissingRequirementError
    ├── TerraformNotFoundError  there is no terraform on this machine
    ├── TerraformTooOldError    there is one, which cannot do what is needed
    ├── ProviderNotFoundError   terraform cannot get the aws provider
    └── CredentialsNotFoundError  there is nothing to call AWS with, or no Region to call
```
"""

import shlex
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from ssmdsl.errors import MissingRequirementError, SsmflowError
from ssmflow_terraform.diagnostic import Diagnostic


class TerraformError(SsmflowError):
    """Terraform ran, and said no."""

    def __init__(
        self,
        *,
        command: Sequence[str],
        exit_status: int,
        diagnostics: Sequence[Diagnostic] = (),
        last_lines: str = "",
        log: Path | None = None,
        advice: str = "",
    ) -> None:
        """Keep what was run and what it said; the message retells it."""
        self.command = tuple(command)
        self.exit_status = exit_status
        self.diagnostics = tuple(diagnostics)
        self.last_lines = last_lines
        self.log = log
        self.advice = advice
        super().__init__("\n".join(filter(None, self._lines())))

    @property
    def _end(self) -> str:
        """How the command ended, behind its name."""
        if self.exit_status < 0:
            return f"was ended by signal {-self.exit_status}"
        return f"failed with exit status {self.exit_status}"

    def _lines(self) -> list[str]:
        return [
            f"{shlex.join(self.command)} {self._end}",
            *map(str, self.diagnostics),
            self.last_lines,
            self.advice,
            f"What it said is in {self.log}." if self.log else "",
        ]


@dataclass(frozen=True)
class OutsideState:
    """A resource that exists, and that the state does not know."""

    address: str
    """Its address in the module: `aws_iam_role.x`."""
    name: str
    """Its name in AWS."""


class OutsideStateError(TerraformError):
    """An apply met resources that exist already: left by one that was cut off, or somebody's."""

    def __init__(
        self,
        *,
        resources: Sequence[OutsideState],
        command: Sequence[str],
        exit_status: int,
        diagnostics: Sequence[Diagnostic],
        log: Path | None = None,
    ) -> None:
        """Keep which resources these are."""
        self.resources = tuple(resources)
        found = "\n".join(f"  {item.address} is {item.name}" for item in resources)
        super().__init__(
            command=command,
            exit_status=exit_status,
            diagnostics=diagnostics,
            log=log,
            advice=(
                f"These exist, but outside the state:\n{found}\n"
                "If an apply that was cut off left them, or they are yours to manage, take them"
                " in: ssmflow apply --import-existing. If they are somebody else's, set"
                " another prefix: --var name_prefix=…"
            ),
        )


class StateDamagedError(TerraformError):
    """The state file cannot be read."""


class StateLockedError(TerraformError):
    """Another terraform holds the state."""


class InterruptedRunError(TerraformError):
    """Terraform was told to stop, and stopped in good order: its state is kept."""

    _end = "was interrupted, and stopped in good order: its state is kept"


class FolderInUseError(SsmflowError):
    """Another ssmflow is at work in the folder."""

    def __init__(self, *, folder: Path, process: str) -> None:
        """Keep the folder and who is at work in it."""
        super().__init__(
            f"{folder}: another ssmflow{f' (process {process})' if process else ''} is at work"
            " here. Wait until it has ended."
        )
        self.folder = folder
        self.process = process


class ForeignFilesError(SsmflowError):
    """Files are in the way that ssmflow did not write, or that were changed since."""

    def __init__(self, *, folder: Path, files: Sequence[str]) -> None:
        """Keep the folder and the files."""
        listed = "\n".join(f"  {name}" for name in files)
        super().__init__(
            f"{folder}: these files would be overwritten, and ssmflow did not write them as they"
            f" are now:\n{listed}\nChoose another folder, or overwrite them with --force."
        )
        self.folder = folder
        self.files = tuple(files)


class TerraformNotFoundError(MissingRequirementError):
    """There is no terraform on this machine."""


class TerraformTooOldError(MissingRequirementError):
    """The terraform on this machine cannot do what is needed."""


class ProviderNotFoundError(MissingRequirementError):
    """Terraform cannot get the aws provider."""


class CredentialsNotFoundError(MissingRequirementError):
    """There is nothing to call AWS with, or no Region to call."""
