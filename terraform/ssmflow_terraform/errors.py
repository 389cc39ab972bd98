"""What can go wrong between a module and what terraform makes of it.

```
SsmflowError
├── TerraformError              terraform ran, and said no
│   └── InterruptedRunError     it was told to stop, and stopped in good order
├── OutsideStateError           resources are in the way that the state does not know
├── UnknownVariableError        a file gives a variable that the module does not have
├── StateLockedError            another terraform holds the state
├── StateDamagedError           the state cannot be read
├── StateElsewhereError         the state is of another account or Region
├── StateNotSavedError          an apply could not save its state where it belongs
├── NoSpaceError                there is too little room for a state
├── BackendChangedError         the state is kept elsewhere than the options say
├── RecorderExistsError         a configuration recorder is to be made, and there is one
├── ReplacedImportError         what exists could be taken in only by destroying it
├── UnfinishedApplyError        a destroy would leave behind what a cut-off apply has made
├── AccountError                AWS cannot be asked what is there
├── ForeignProviderError        a file in the working folder sets the provider up
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
        if not self.exit_status:
            return "ended without saying what terraform says at the end of that"
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


class OutsideStateError(SsmflowError):
    """Resources exist already that the state does not know."""

    def __init__(self, *, resources: Sequence[OutsideState], failed: str = "") -> None:
        """Keep which resources these are.

        Args:
            resources: what is there.
            failed: what terraform said when it met them; empty where they were found before.
        """
        self.resources = tuple(resources)
        self.was_met = bool(failed)
        found = "\n".join(f"  {item.address} is {item.name}" for item in resources)
        head = failed or "nothing was changed, since terraform would overwrite what is not its own."
        super().__init__(
            f"{head}\nThese exist, but outside the state:\n{found}\n"
            "If they are yours to manage, take them in: the same ssmflow apply with"
            f" --import-existing. {self._else}"
        )

    @property
    def _else(self) -> str:
        """What to do if they are not."""
        if any(item.address.startswith("aws_config_configuration_") for item in self.resources):
            return (
                "An account has one configuration recorder in a Region: to leave that as it is,"
                " leave create_configuration_recorder out."
            )
        return (
            "If they are somebody else's, set another prefix, for every command from then on:"
            " --var name_prefix=…"
        )


class UnknownVariableError(SsmflowError):
    """A file of variables gives one that the module does not have."""

    def __init__(self, *, findings: Sequence[str]) -> None:
        """Keep what terraform says of them, a sentence each."""
        found = "\n".join(f"  {finding}" for finding in findings)
        super().__init__(
            f"nothing was changed, since a value would have no effect:\n{found}\n"
            "The module's README.md lists those that it has; take the others out."
        )
        self.findings = tuple(findings)


class StateLockedError(SsmflowError):
    """Another terraform holds the state."""

    def __init__(self, *, folder: Path, failed: str = "") -> None:
        """Keep the folder.

        Args:
            folder: where that terraform works, or the one that waited for it.
            failed: what terraform said of it; empty where it was not run.
        """
        super().__init__(
            (f"{failed}\n" if failed else f"{folder}: ")
            + "another terraform holds the state: wait until it has ended. If you are sure that"
            " none runs any more, free it in that folder: terraform force-unlock ID."
        )
        self.folder = folder


class StateDamagedError(SsmflowError):
    """The state cannot be read."""

    def __init__(self, *, place: Path, reason: str, is_local: bool = True) -> None:
        """Keep where the state is, and why it cannot be read.

        Args:
            place: its file; the working folder, if a backend keeps it.
            reason: why it cannot be read.
            is_local: whether it is a file in the working folder.
        """
        backup = place.with_name(f"{place.name}.backup")
        if not is_local:
            remedy = "Bring an older version of it back, where the backend keeps those."
        elif backup.exists():
            remedy = (
                f"Beside it lies {backup.name}, the state before the last command: copy it over"
                f" {place.name} and run the same command again. What was made since is named then,"
                " and --import-existing takes it in."
            )
        else:
            remedy = (
                "There is no copy of it here. Without the file, the next apply names what exists,"
                " and --import-existing takes it in."
            )
        super().__init__(f"{place}: the state cannot be read: {reason.rstrip('.')}. {remedy}")
        self.place = place
        self.reason = reason


class StateElsewhereError(SsmflowError):
    """The state is of another account or Region than the credentials lead to."""

    def __init__(self, *, deployed: str, reached: str) -> None:
        """Keep where the state's resources are, and where the credentials lead."""
        super().__init__(
            f"nothing was changed: this state is of what is deployed in {deployed}, and the"
            f" credentials lead to {reached}. Go there with AWS_PROFILE and AWS_REGION, or"
            " give this deployment a state of its own, with other backend settings."
        )
        self.deployed = deployed
        self.reached = reached


class StateNotSavedError(SsmflowError):
    """An apply could not save its state where it belongs."""

    def __init__(self, *, file: Path) -> None:
        """Keep the file that terraform left the state in, or had no room to."""
        where = f"terraform -chdir={shlex.quote(str(file.parent))} state push {file.name}"
        remedy = (
            f"and left it here. Make room, then: {where}, and delete the file."
            if file.exists() and file.stat().st_size
            else "nor here, where it is empty. Make room, and delete the file: the next apply names"
            " what exists outside the state, and --import-existing takes it in."
        )
        super().__init__(
            f"{file}: terraform could not save the state where it belongs, {remedy}"
            " Until then nothing more is changed."
        )
        self.file = file


class NoSpaceError(SsmflowError):
    """There is too little room to keep what terraform will have made."""

    def __init__(self, *, folder: Path, free: int, needed: int) -> None:
        """Keep the folder, and its free and needed bytes."""
        super().__init__(
            f"{folder}: {free // 1024} KiB are free here, and {needed // 1024} are needed, so that"
            " the state of what is made is not lost. Make room on that disk."
        )
        self.folder = folder
        self.free = free
        self.needed = needed


class BackendChangedError(SsmflowError):
    """The state is kept elsewhere than the options say."""

    def __init__(self, *, folder: Path) -> None:
        """Keep the working folder."""
        where = shlex.quote(str(folder))
        super().__init__(
            "this deployment has its state elsewhere than the backend options say, and ssmflow"
            " moves no state: nothing was changed. Leave the options out to go on with the state"
            " that there is. To move it:\n"
            f"  terraform -chdir={where} state pull > moved.tfstate\n"
            f"  rm -f {where}/.terraform/terraform.tfstate {where}/terraform.tfstate\n"
            "  ssmflow plan with the new backend options, which finds all outside their state\n"
            f'  terraform -chdir={where} state push "$PWD/moved.tfstate"'
        )
        self.folder = folder


class AccountError(SsmflowError):
    """AWS cannot be asked what is there."""

    def __init__(self, *, said: str, denied: str = "") -> None:
        """Keep what was said.

        Args:
            said: what AWS said, or what stood in the way.
            denied: the action that the credentials may not do; empty if it is something else.
        """
        super().__init__(
            f"AWS cannot be asked what is there: {said}."
            + (
                f" Before it creates anything, ssmflow looks whether the name is free: that takes"
                f" the permission {denied}."
                if denied
                else " Check the network and the Region, and run the same command again."
            )
        )
        self.said = said
        self.denied = denied


class RecorderExistsError(SsmflowError):
    """A configuration recorder is to be made, and there is one."""

    def __init__(self, *, name: str) -> None:
        """Keep the name of the one that is there."""
        super().__init__(
            "nothing was changed: AWS Config is switched on here already, with the recorder"
            f" {name}, and an account has one in a Region. Leave create_configuration_recorder out."
        )
        self.name = name


class ReplacedImportError(SsmflowError):
    """What exists could be taken in only by destroying it and making it anew."""

    def __init__(self, *, resources: Sequence[OutsideState]) -> None:
        """Keep which resources these are, and what of each cannot be changed in place."""
        found = "\n".join(f"  {item.address}, with other {item.name}" for item in resources)
        super().__init__(
            "nothing was changed: these cannot be taken in, since terraform would destroy them and"
            f" make them anew:\n{found}\nLeave them, and set another prefix, for every command from"
            " then on: --var name_prefix=…"
        )
        self.resources = tuple(resources)


class UnfinishedApplyError(SsmflowError):
    """An apply that was cut off has made what a destroy would leave behind."""

    def __init__(self, *, resources: Sequence[OutsideState], file: Path) -> None:
        """Keep which resources these are, and the file that says so."""
        found = "\n".join(f"  {item.address} is {item.name}" for item in resources)
        super().__init__(
            "nothing was changed: an apply that was cut off had begun to make these, and they"
            f" exist without the state's knowing them:\n{found}\n"
            "Run the same ssmflow apply as then, which takes them in, and then destroy; or delete"
            f" them in AWS. If they are somebody else's by now, delete {file} instead."
        )
        self.resources = tuple(resources)
        self.file = file


class ForeignProviderError(SsmflowError):
    """A file in the working folder sets the provider up, and so says where everything goes."""

    def __init__(self, *, files: Sequence[Path]) -> None:
        """Keep the files."""
        named = "\n".join(f"  {file}" for file in files)
        super().__init__(
            f"nothing was changed: these set the aws provider up:\n{named}\nssmflow does that"
            " itself, so that all goes to the account and the Region that it asks about. Take the"
            " block out; for a provider of your own, call the module that ssmflow emit writes."
        )
        self.files = tuple(files)


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

    def __init__(
        self,
        *,
        folder: Path,
        overwritten: Sequence[str] = (),
        deleted: Sequence[str] = (),
        read_along: Sequence[str] = (),
    ) -> None:
        """Keep the folder and the files, by what would become of them."""
        fates = {
            "These would be overwritten:": overwritten,
            "These would be deleted:": deleted,
            "These would stay, and Terraform would read them as part of the module:": read_along,
        }
        lines = [
            f"{folder}: here are files that ssmflow did not write, or that were changed since.",
            *("\n  ".join((fate, *files)) for fate, files in fates.items() if files),
            "Choose another folder, or have it so with --force.",
        ]
        super().__init__("\n".join(lines))
        self.folder = folder
        self.overwritten = tuple(overwritten)
        self.deleted = tuple(deleted)
        self.read_along = tuple(read_along)


class TerraformNotFoundError(MissingRequirementError):
    """There is no terraform on this machine."""


class TerraformTooOldError(MissingRequirementError):
    """The terraform on this machine cannot do what is needed."""


class ProviderNotFoundError(MissingRequirementError):
    """Terraform cannot get the aws provider."""


class CredentialsNotFoundError(MissingRequirementError):
    """There is nothing to call AWS with, or no Region to call."""
