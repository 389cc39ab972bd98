"""The working folder of one file of remediations, where terraform works: `.ssmflow/NAME/…`.

It lies beside the user's file and is ignored by git. It keeps the module as it was emitted last,
terraform's lock file and, without a backend, its state; so no command ever deletes it. What is
made in the sandbox has a folder of its own: its state never meets an account's.
"""

import hashlib
import json
import os
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Literal

from ssmdsl.errors import SsmflowError
from ssmflow_terraform.binary import Binary
from ssmflow_terraform.driver import Driver
from ssmflow_terraform.errors import FolderInUseError, TerraformError
from ssmflow_terraform.hcl import Block, print_hcl, quote
from ssmflow_terraform.module_folder import write_module
from ssmflow_terraform.provider_mirror import ProviderSource, cli_configuration

ROOT = ".ssmflow"
"""The folder beside the user's file that holds the working folders."""
Target = Literal["account", "sandbox"]
"""What is worked on: the AWS account of the caller, or the local AWS."""

PLAN_FILE = "ssmflow.tfplan"
# With a hyphen, which no emitted file has in its name.
_BACKEND_BLOCK = "ssmflow-backend.tf"
_BACKEND_SETTINGS = "ssmflow-backend.tfbackend"
_CLI_CONFIGURATION = "ssmflow-terraform.tfrc"
_READY = "ssmflow-ready.json"


class Workspace:
    """The working folder of one file and one target."""

    def __init__(self, source: Path, target: Target) -> None:
        """Name the folder; nothing is made yet.

        Args:
            source: the user's file.
            target: what is worked on.
        """
        self.root = source.absolute().parent / ROOT
        self.folder = self.root / source.name / target

    @property
    def plan_file(self) -> Path:
        """Where a plan is kept until it is applied."""
        return self.folder / PLAN_FILE

    @property
    def is_new(self) -> bool:
        """Whether terraform has never worked here."""
        return not (self.folder / _READY).exists()

    @contextmanager
    def held(self) -> Iterator[None]:
        """Keep other ssmflows out of the folder meanwhile.

        Raises:
            FolderInUseError: another one is in it.
            SsmflowError: the folder cannot be made.
        """
        import fcntl

        try:
            self.root.mkdir(mode=0o700, exist_ok=True)  # state and plans may hold secrets
            self.folder.mkdir(parents=True, exist_ok=True)
            ignore = self.root / ".gitignore"
            if not ignore.exists():
                ignore.write_text("*\n", encoding="utf-8")
            lock = (self.folder / "ssmflow.lock").open("a+", encoding="utf-8")
        except OSError as error:
            message = f"{self.folder}: the working folder cannot be made: {error.strerror}"
            raise SsmflowError(message) from None
        with lock:
            try:
                fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                lock.seek(0)
                raise FolderInUseError(folder=self.folder, process=lock.read().strip()) from None
            self.plan_file.unlink(missing_ok=True)  # of a command that was killed at its question
            lock.truncate(0)
            lock.write(str(os.getpid()))
            lock.flush()
            yield

    def write(self, files: Mapping[str, str]) -> None:
        """Put the emitted module here; all files of its names are ours."""
        write_module(self.folder, files, force=True)

    def cli_configuration_file(self, source: ProviderSource) -> Path | None:
        """Return the file that leads terraform to its provider; `None` where none is needed."""
        if source.kind == "configuration":
            return source.path
        if source.kind != "mirror":
            return None
        path = self.folder / _CLI_CONFIGURATION
        path.write_text(cli_configuration(source), encoding="utf-8")
        return path

    @property
    def has_backend(self) -> bool:
        """Whether the state is kept elsewhere."""
        return (self.folder / _BACKEND_BLOCK).exists()

    def make_ready(
        self, driver: Driver, *, backend: str | None = None, settings: Sequence[str] = ()
    ) -> bool:
        """Run terraform's init where it is needed, and return whether it was.

        Backend and settings are remembered: a later call without them keeps those it has.

        Args:
            driver: terraform, in this folder.
            backend: the backend's type, `s3`; `None` means as before.
            settings: all of its settings, `KEY=VALUE` or the path of a file with such lines.

        Raises:
            SsmflowError: terraform says no; the folder's backend is as it was before.
        """
        block, file = self.folder / _BACKEND_BLOCK, self.folder / _BACKEND_SETTINGS
        before = {
            path: path.read_text("utf-8") if path.exists() else None for path in (block, file)
        }
        if backend or settings:
            kept = _kept_type(before[block])
            kind = backend or kept or "s3"
            if settings or kind != kept:
                _write_private(file, "".join(map(_setting, settings)))
            text = print_hcl([Block("terraform", (), [Block("backend", (kind,), [])])])
            block.write_text(text, encoding="utf-8")
        inputs = _init_inputs(driver.binary, self.folder)
        if _read_json(self.folder / _READY) == inputs:
            return False
        try:
            driver.init(backend_file=file if file.exists() else None)
        except BaseException as error:
            for path, content in before.items():
                _restore(path, content)
            if isinstance(error, TerraformError):
                raise _with_advice(error, self.folder) from None
            raise
        ready = json.dumps(_init_inputs(driver.binary, self.folder))
        (self.folder / _READY).write_text(ready, encoding="utf-8")
        return True


def _init_inputs(binary: Binary, folder: Path) -> dict[str, str]:
    """Return what init depends on: as long as it stays, there is nothing to do again."""
    names = ("versions.tf", ".terraform.lock.hcl", _BACKEND_BLOCK, _BACKEND_SETTINGS)
    paths = (*(folder / name for name in names), folder / _CLI_CONFIGURATION)
    digests = {
        path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in paths if path.exists()
    }
    providers = (folder / ".terraform").glob("providers/*/*/*/*/*/terraform-provider-*")
    return {
        **digests,
        "binary": f"{binary.path} {binary.version}",
        "providers": " ".join(sorted(str(path.resolve()) for path in providers)),
    }


def _setting(given: str) -> str:
    """Return one setting of a backend as a line of a settings file."""
    name, equals, value = given.partition("=")
    if equals:
        return f"{name.strip()} = {quote(value)}\n"
    try:
        return Path(given).read_text(encoding="utf-8").rstrip("\n") + "\n"
    except (OSError, UnicodeDecodeError) as error:
        reason = error.strerror if isinstance(error, OSError) else "it is not UTF-8 text"
        message = (
            f'--backend-config "{given}": it is neither KEY=VALUE nor a file to be read: {reason}'
        )
        raise SsmflowError(message) from None


def _kept_type(block: str | None) -> str | None:
    """Return the type of the backend that a block of ours names."""
    return block.split('"')[1] if block and block.count('"') >= 2 else None


def _with_advice(error: TerraformError, folder: Path) -> TerraformError:
    said = f"{error}"
    if "migrate-state" not in said and "state migration" not in said:
        return error
    return TerraformError(
        command=error.command,
        exit_status=error.exit_status,
        diagnostics=error.diagnostics,
        last_lines=error.last_lines,
        log=error.log,
        advice=(
            "This deployment has its state elsewhere, and ssmflow moves no state: nothing was"
            f" changed. The folder is a plain root module: {folder}; move the state there with"
            " terraform init -migrate-state, or leave the backend options out."
        ),
    )


def _restore(path: Path, text: str | None) -> None:
    if text is None:
        path.unlink(missing_ok=True)
    else:
        _write_private(path, text)


def _write_private(path: Path, text: str) -> None:
    """Write a file that its owner alone can read: settings may hold secrets."""
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(descriptor, "w", encoding="utf-8") as file:
        file.write(text)


def _read_json(path: Path) -> object:
    try:
        return json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return None
