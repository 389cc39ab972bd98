"""The working folder of one file of remediations, where terraform works: `.ssmflow/NAME/…`.

It lies beside the user's file and is ignored by git. It keeps the module as it was emitted last,
terraform's lock file and, without a backend, its state; so no command ever deletes it. Each
account and Region has a folder of its own, and so has the sandbox: no two of them share a state.
"""

import hashlib
import json
import os
import re
import shutil
from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path

from ssmdsl.errors import SsmflowError
from ssmdsl.sandbox import ACCOUNT_ID, REGION
from ssmflow_terraform.account import Place
from ssmflow_terraform.begun import Begun
from ssmflow_terraform.binary import Binary
from ssmflow_terraform.command_line import LOCK_SECONDS
from ssmflow_terraform.driver import LOG_FOLDER, UNSAVED_STATE_FILE, Driver
from ssmflow_terraform.errors import (
    BackendChangedError,
    FolderInUseError,
    ForeignProviderError,
    NoSpaceError,
    OutsideState,
    StateElsewhereError,
    StateNotSavedError,
    TerraformError,
)
from ssmflow_terraform.hcl import Block, Expression, Value, print_hcl, quote
from ssmflow_terraform.module_folder import write_module
from ssmflow_terraform.provider_mirror import ProviderSource, cli_configuration
from ssmflow_terraform.state import State
from ssmflow_terraform.state_file import read_state_file

ROOT = ".ssmflow"
"""The folder beside the user's file that holds the working folders."""
IN_SANDBOX = Place(ACCOUNT_ID, REGION)
"""The account and the Region that clients of the local AWS find themselves in."""
SANDBOX = "sandbox"
"""The folder of what is made in the local AWS."""
STATE_FILE = "terraform.tfstate"
"""Where terraform keeps the state, unless a backend does."""
NEEDED_BYTES = 16 * 1024**2
"""What must be free: a state of hundreds of resources, twice, and what terraform says."""

PLAN_FILE = "ssmflow.tfplan"
# With a hyphen, which no emitted file has in its name.
_BACKEND_BLOCK = "ssmflow-backend.tf"
_BACKEND_SETTINGS = "ssmflow-backend.tfbackend"
_CLI_CONFIGURATION = "ssmflow-terraform.tfrc"
_PROVIDER = re.compile(r'^ *provider +"?aws"? *\{', re.MULTILINE)
_PROVIDER_BLOCK = "ssmflow-provider.tf"
_BEGUN = "ssmflow-begun.json"
_IMPORT_BLOCKS = "ssmflow-import.tf"
_READY = "ssmflow-ready.json"


class Workspace:
    """The working folder of one file and one place."""

    def __init__(self, source: Path, place: Place | None) -> None:
        """Name the folder; nothing is made yet.

        Args:
            source: the user's file.
            place: the account and Region that is worked on; `None` for the sandbox.
        """
        self.root = source.absolute().parent / ROOT
        own = self.root / source.name
        self.place = place
        self.folder = own / place.account_id / place.region if place else own / SANDBOX

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
            with _told(self.folder):
                try:
                    fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
                except BlockingIOError:
                    lock.seek(0)
                    process = lock.read().strip()
                    raise FolderInUseError(folder=self.folder, process=process) from None
                for left in (self.plan_file, self.folder / _IMPORT_BLOCKS):
                    left.unlink(missing_ok=True)  # of a command that was killed
                lock.truncate(0)
                lock.write(str(os.getpid()))
                lock.flush()
            yield

    def require_room_for_state(self) -> None:
        """Make sure that the last command has saved its state, and that the next one can.

        Raises:
            StateNotSavedError: it could not, and nobody has mended that yet.
            NoSpaceError: the disk is full, or nearly.
        """
        file = self.folder / UNSAVED_STATE_FILE
        if file.exists():
            raise StateNotSavedError(file=file)
        free = shutil.disk_usage(self.folder).free
        if free < NEEDED_BYTES:
            raise NoSpaceError(folder=self.folder, free=free, needed=NEEDED_BYTES)

    def state(self, driver: Driver, *, lock_seconds: float = LOCK_SECONDS) -> State:
        """Return what the state knows.

        A state in the working folder is read once no terraform is at work on it any more. One in
        a backend is read as it is: only what changes it takes the backend's lock.

        Args:
            driver: terraform, in this folder.
            lock_seconds: how long a terraform that is at work is waited for.

        Raises:
            StateLockedError: one still is, after a minute.
            StateDamagedError: it cannot be read.
            StateElsewhereError: it is of another account or Region.
        """
        if self.has_backend:
            state = driver.state()
        else:
            state = read_state_file(self.folder / STATE_FILE, lock_seconds=lock_seconds)
        reached = self.place or IN_SANDBOX
        if state.names and state.place and state.place != reached:
            raise StateElsewhereError(deployed=str(state.place), reached=str(reached))
        return state

    @property
    def begun(self) -> Begun:
        """What an apply had begun when it was cut off."""
        return Begun(self.folder / _BEGUN, self.folder / LOG_FOLDER / "apply.jsonl")

    @contextmanager
    def taking_in(self, resources: Sequence[OutsideState]) -> Iterator[None]:
        """Let what is planned meanwhile take resources into the state that exist already.

        Source: https://developer.hashicorp.com/terraform/language/import
        """
        file = self.folder / _IMPORT_BLOCKS
        if resources:
            blocks = [
                Block("import", (), [("to", Expression(item.address)), ("id", item.name)])
                for item in resources
            ]
            with _told(file):
                file.write_text(print_hcl(blocks), encoding="utf-8")
        try:
            yield
        finally:
            file.unlink(missing_ok=True)

    def has_foreign_files(self, files: Collection[str]) -> bool:
        """Return whether terraform reads more here than the module and what ssmflow adds to it.

        Args:
            files: the names of the module's files.
        """
        found = {
            path.name for pattern in ("*.tf*", "*.tofu*") for path in self.folder.glob(pattern)
        }
        return any(
            name not in files and not name.startswith((".", "ssmflow", STATE_FILE))
            for name in found
        )

    def module_texts(self) -> list[str] | None:
        """Return the files of the module as it lies here; `None` where some are not HCL."""
        if [*self.folder.glob("*.tf.json"), *self.folder.glob("*.tofu*")]:
            return None
        with _told(self.folder):
            return [
                path.read_text(encoding="utf-8", errors="replace")
                for path in self.folder.glob("*.tf")
                if path.is_file()
            ]

    def write(self, files: Mapping[str, str]) -> None:
        """Put the emitted module here; all files of its names are ours."""
        write_module(self.folder, files, force=True)

    def pin(self) -> None:
        """Bind the provider to the account and the Region of this folder, whatever it finds.

        The sandbox needs none: the environment there leads nowhere else.

        Raises:
            ForeignProviderError: somebody has set it up to lead elsewhere.

        Source: https://registry.terraform.io/providers/hashicorp/aws/latest/docs#allowed_account_ids
        """
        file = self.folder / _PROVIDER_BLOCK
        with _told(self.folder):
            file.unlink(missing_ok=True)
            foreign = [path for path in self.folder.glob("*.t*f*") if _sets_provider(path)]
        if foreign:
            raise ForeignProviderError(files=sorted(foreign))
        if self.place is None:
            return
        accounts: list[Value] = [self.place.account_id]
        provider = Block(
            "provider", ("aws",), [("region", self.place.region), ("allowed_account_ids", accounts)]
        )
        with _told(self.folder):
            file.write_text(print_hcl([provider]), encoding="utf-8")

    def cli_configuration_file(self, source: ProviderSource) -> Path | None:
        """Return the file that leads terraform to its provider; `None` where none is needed."""
        if source.kind == "configuration":
            return source.path
        if source.kind != "mirror":
            return None
        path = self.folder / _CLI_CONFIGURATION
        with _told(path):
            path.write_text(cli_configuration(source), encoding="utf-8")
        return path

    @property
    def has_backend(self) -> bool:
        """Whether the state is kept elsewhere."""
        return (self.folder / _BACKEND_BLOCK).exists()

    def make_ready(
        self, driver: Driver, *, backend: str | None = None, settings: Sequence[str] = ()
    ) -> None:
        """Run terraform's init where it is needed.

        Backend and settings are remembered: a later call without them keeps those it has.

        Args:
            driver: terraform, in this folder.
            backend: the backend's type, `s3`; `None` means as before.
            settings: all of its settings, `KEY=VALUE` or the path of a file with such lines.

        Raises:
            BackendChangedError: the state is kept elsewhere already.
            SsmflowError: terraform says no; the folder's backend is as it was before.
        """
        block, file = self.folder / _BACKEND_BLOCK, self.folder / _BACKEND_SETTINGS
        with _told(self.folder):
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
            if _read_json(self.folder / _READY) == _init_inputs(driver.binary, self.folder):
                return
            is_changed = before != {
                path: path.read_text("utf-8") if path.exists() else None for path in (block, file)
            }
            was_inited = (self.folder / ".terraform" / STATE_FILE).exists()
            try:
                driver.init(backend_file=file if file.exists() else None)
                if is_changed:
                    self.state(driver)  # else another Region's would be remembered as this one's
            except BaseException as error:
                if not was_inited:
                    (self.folder / ".terraform" / STATE_FILE).unlink(missing_ok=True)
                for path, content in before.items():
                    _restore(path, content)
                if isinstance(error, TerraformError) and _is_move(f"{error}"):
                    raise BackendChangedError(folder=self.folder) from None
                raise
            ready = json.dumps(_init_inputs(driver.binary, self.folder))
            (self.folder / _READY).write_text(ready, encoding="utf-8")


def _sets_provider(path: Path) -> bool:
    """Return whether a file that terraform reads, in either of its forms, has a provider block."""
    if path.suffix not in (".tf", ".tofu", ".json") or not path.is_file():
        return False
    text = path.read_text(encoding="utf-8", errors="replace")
    return '"provider"' in text if path.suffix == ".json" else bool(_PROVIDER.search(text))


@contextmanager
def _told(path: Path) -> Iterator[None]:
    """Retell what the system says of a file or folder of ours."""
    try:
        yield
    except OSError as error:
        where = error.filename or path
        message = f"{where}: the working folder cannot be used: {error.strerror}"
        raise SsmflowError(message) from None


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


def _is_move(said: str) -> bool:
    """Return whether terraform asks for the state to be moved to another backend."""
    return "migrate-state" in said or "state migration" in said


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
