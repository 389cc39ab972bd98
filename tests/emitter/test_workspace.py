import fcntl
import json
import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from ssmdsl import SsmflowError
from ssmflow_terraform.account import Place
from ssmflow_terraform.binary import Binary
from ssmflow_terraform.errors import (
    BackendChangedError,
    FolderInUseError,
    ForeignProviderError,
    NoSpaceError,
    OutsideState,
    ProviderNotFoundError,
    StateDamagedError,
    StateElsewhereError,
    StateLockedError,
    StateNotSavedError,
    TerraformError,
)
from ssmflow_terraform.provider_mirror import ProviderSource
from ssmflow_terraform.state import EMPTY, State
from ssmflow_terraform.workspace import Workspace

PLACE = Place("123456789012", "eu-central-1")


class Recorder:
    """Stands for the driver: notes what init is given."""

    def __init__(self, folder: Path, *, fails: str = "") -> None:
        self.binary = Binary(Path("/bin/terraform"), "1.9.0", is_tofu=False)
        self.settings: list[str | None] = []
        self.provider = folder / ".terraform/providers/host/org/aws/5.1/os/terraform-provider-aws"
        self._fails = fails

    def state(self) -> State:
        return EMPTY

    def init(self, *, backend_file: Path | None = None) -> None:
        self.settings.append(backend_file.read_text() if backend_file else None)
        if self._fails:
            raise TerraformError(command=["terraform"], exit_status=1, last_lines=self._fails)
        self.provider.parent.mkdir(parents=True, exist_ok=True)
        self.provider.touch()


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    workspace = Workspace(tmp_path / "mine.py", None)
    workspace.folder.mkdir(parents=True)
    return workspace


def driver(workspace: Workspace, **more: Any) -> Any:
    return Recorder(workspace.folder, **more)


def test_it_lies_beside_the_users_file_and_git_ignores_it(tmp_path: Path) -> None:
    workspace = Workspace(tmp_path / "mine.py", PLACE)

    with workspace.held():
        assert workspace.folder == tmp_path / ".ssmflow/mine.py/123456789012/eu-central-1"
        assert workspace.is_new
    assert (tmp_path / ".ssmflow" / ".gitignore").read_text() == "*\n"


def test_two_at_once_are_kept_apart(workspace: Workspace) -> None:
    with workspace.held(), pytest.raises(FolderInUseError) as caught, workspace.held():
        pass

    assert str(caught.value) == (
        f"{workspace.folder}: another ssmflow (process {os.getpid()}) is at work here."
        " Wait until it has ended."
    )
    with workspace.held():
        pass


def test_a_lock_that_a_crash_left_behind_is_none(workspace: Workspace) -> None:
    (workspace.folder / "ssmflow.lock").write_text("99999999")

    with workspace.held(), (workspace.folder / "ssmflow.lock").open() as lock:
        with pytest.raises(BlockingIOError):
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        assert lock.read() == str(os.getpid())


def test_a_folder_that_cannot_be_made_is_told(tmp_path: Path) -> None:
    (tmp_path / ".ssmflow").write_text("")
    workspace = Workspace(tmp_path / "mine.py", PLACE)

    with pytest.raises(SsmflowError) as caught, workspace.held():
        pass

    assert str(caught.value) == (
        f"{workspace.folder}: the working folder cannot be made: File exists"
    )


def test_init_runs_when_what_it_depends_on_has_changed(workspace: Workspace) -> None:
    recorder = driver(workspace)
    (workspace.folder / "versions.tf").write_text("a")

    workspace.make_ready(recorder)
    workspace.make_ready(recorder)
    assert len(recorder.settings) == 1
    (workspace.folder / "versions.tf").write_text("b")
    workspace.make_ready(recorder)
    assert len(recorder.settings) == 2
    recorder.provider.unlink()
    workspace.make_ready(recorder)
    assert recorder.settings == [None, None, None]


def test_a_backend_is_remembered(workspace: Workspace, tmp_path: Path) -> None:
    more = tmp_path / "more.tfbackend"
    more.write_text("encrypt = true")
    recorder = driver(workspace)

    workspace.make_ready(recorder, settings=["bucket=b", f"{more}", 'key=a=${"b'])
    assert (workspace.folder / "ssmflow-backend.tf").read_text() == (
        'terraform {\n  backend "s3" {}\n}\n'
    )
    recorder.provider.unlink()
    workspace.make_ready(recorder)
    assert recorder.settings == ['bucket = "b"\nencrypt = true\nkey = "a=$${\\"b"\n'] * 2
    settings = workspace.folder / "ssmflow-backend.tfbackend"
    assert settings.stat().st_mode & 0o777 == 0o600

    workspace.make_ready(recorder, backend="gcs", settings=["bucket=c"])
    assert 'backend "gcs"' in (workspace.folder / "ssmflow-backend.tf").read_text()


def test_a_backend_that_terraform_refuses_is_not_remembered(workspace: Workspace) -> None:
    workspace.make_ready(driver(workspace), settings=["bucket=b"])

    with pytest.raises(BackendChangedError) as caught:
        workspace.make_ready(driver(workspace, fails="use -migrate-state"), settings=["bucket=c"])

    assert (workspace.folder / "ssmflow-backend.tfbackend").read_text() == 'bucket = "b"\n'
    folder = workspace.folder
    assert str(caught.value) == (
        "this deployment has its state elsewhere than the backend options say, and ssmflow moves no"
        " state: nothing was changed. Leave the options out to go on with the state that there is."
        " To move it:\n"
        f"  terraform -chdir={folder} state pull > moved.tfstate\n"
        f"  rm -f {folder}/.terraform/terraform.tfstate {folder}/terraform.tfstate\n"
        "  ssmflow plan with the new backend options, which finds all outside their state\n"
        f'  terraform -chdir={folder} state push "$PWD/moved.tfstate"'
    )


def test_a_first_backend_that_terraform_refuses_leaves_nothing(workspace: Workspace) -> None:
    with pytest.raises(TerraformError):
        workspace.make_ready(driver(workspace, fails="no"), backend="s3")

    assert not (workspace.folder / "ssmflow-backend.tf").exists()
    assert not (workspace.folder / "ssmflow-backend.tfbackend").exists()


def test_a_setting_that_is_neither_is_told(workspace: Workspace) -> None:
    with pytest.raises(SsmflowError) as caught:
        workspace.make_ready(driver(workspace), settings=["nowhere"])

    assert str(caught.value) == (
        '--backend-config "nowhere": it is neither KEY=VALUE nor a file to be read:'
        " No such file or directory"
    )
    assert not (workspace.folder / "ssmflow-backend.tf").exists()


def test_terraform_is_led_to_its_provider(workspace: Workspace) -> None:
    own = ProviderSource("configuration", Path("/own.tfrc"))
    mirror = ProviderSource("mirror", Path("/mirror"))

    assert workspace.cli_configuration_file(own) == Path("/own.tfrc")
    assert workspace.cli_configuration_file(ProviderSource("registry", None)) is None
    led = workspace.cli_configuration_file(mirror)
    assert led is not None
    assert '"/mirror"' in led.read_text()


@pytest.mark.parametrize("error", [KeyboardInterrupt(), ProviderNotFoundError(what="", remedy="")])
def test_whatever_ends_init_a_new_backend_is_not_remembered(
    workspace: Workspace, error: BaseException
) -> None:
    recorder = driver(workspace)

    def end(**settings: Any) -> None:
        raise error

    recorder.init = end
    with pytest.raises(type(error)):
        workspace.make_ready(recorder, settings=["bucket=typo"])

    assert not workspace.has_backend


def test_a_backend_named_again_keeps_its_settings(workspace: Workspace) -> None:
    recorder = driver(workspace)
    workspace.make_ready(recorder, settings=["bucket=b"])

    workspace.make_ready(recorder, backend="s3")
    workspace.make_ready(recorder, backend="gcs")

    assert recorder.settings == ['bucket = "b"\n', ""]


def test_state_and_plans_are_their_owners_alone(tmp_path: Path) -> None:
    workspace = Workspace(tmp_path / "mine.py", PLACE)
    with workspace.held():
        workspace.plan_file.write_text("left behind by a command that was killed")
    with workspace.held():
        assert not workspace.plan_file.exists()

    assert workspace.root.stat().st_mode & 0o777 == 0o700


def test_each_account_and_region_has_a_state_of_its_own(tmp_path: Path) -> None:
    places = [None, PLACE, Place("123456789012", "us-east-1"), Place("210987654321", "us-east-1")]

    folders = {Workspace(tmp_path / "mine.py", place).folder for place in places}

    assert len(folders) == len(places)


def state_file(region: str) -> str:
    data = [("aws_caller_identity", {"account_id": "123456789012"}), ("aws_region", {"id": region})]
    resources: list[dict[str, object]] = [
        {"mode": "data", "type": kind, "name": "current", "instances": [{"attributes": given}]}
        for kind, given in data
    ]
    rule = {"mode": "managed", "type": "a", "name": "b", "instances": [{"attributes": {}}]}
    return json.dumps({"version": 4, "resources": [*resources, rule]})


def test_the_state_is_read_where_it_lies(tmp_path: Path) -> None:
    workspace = Workspace(tmp_path / "mine.py", PLACE)
    with workspace.held():
        assert workspace.state(driver(workspace)) == EMPTY
        file = workspace.folder / "terraform.tfstate"
        file.write_text(state_file("eu-central-1"))
        assert workspace.state(driver(workspace)).place == PLACE
        file.write_text(state_file("us-east-1"))
        with pytest.raises(StateElsewhereError) as caught:
            workspace.state(driver(workspace))

    assert str(caught.value) == (
        "nothing was changed: this state is of what is deployed in account 123456789012, us-east-1,"
        " and the credentials lead to account 123456789012, eu-central-1. Go there with AWS_PROFILE"
        " and AWS_REGION, or give this deployment a state of its own, with other backend settings."
    )


def test_a_state_that_is_held_is_waited_for(workspace: Workspace) -> None:
    file = workspace.folder / "terraform.tfstate"
    file.write_text("{}")
    text = (
        "import fcntl, sys\n"
        "file = open(sys.argv[1], 'r+')\n"
        "fcntl.lockf(file, fcntl.LOCK_EX)\n"
        "print(flush=True)\n"
        "sys.stdin.read()\n"
    )
    holder = subprocess.Popen(
        [sys.executable, "-c", text, file], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    )
    with holder:
        assert holder.stdout is not None
        holder.stdout.readline()
        with pytest.raises(StateLockedError) as caught:
            workspace.state(driver(workspace), lock_seconds=0)
        assert holder.stdin is not None
        holder.stdin.close()

    assert workspace.state(driver(workspace)) == EMPTY
    assert str(caught.value) == (
        f"{workspace.folder}: another terraform holds the state: wait until it has ended. If you"
        " are sure that none runs any more, free it in that folder: terraform force-unlock ID."
    )


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ('{"version": 4, "resou', "Unterminated string starting at: line 1 column 16 (char 15)"),
        ("[]", "it has not the form of a state"),
        ('{"version": 99}', "it is of version 99, which this terraform does not know"),
        (None, "Is a directory"),
    ],
)
def test_a_state_that_cannot_be_read_is_told(
    workspace: Workspace, text: str | None, reason: str
) -> None:
    file = workspace.folder / "terraform.tfstate"
    if text is None:
        file.mkdir()
    else:
        file.write_text(text)

    with pytest.raises(StateDamagedError) as caught:
        workspace.state(driver(workspace))

    assert str(caught.value) == (
        f"{file}: the state cannot be read: {reason}. There is no copy of it here. Without the"
        " file, the next apply names what exists, and --import-existing takes it in."
    )


def test_a_state_that_was_emptied_is_told_with_the_one_before(workspace: Workspace) -> None:
    file = workspace.folder / "terraform.tfstate"
    file.touch()
    assert workspace.state(driver(workspace)) == EMPTY  # as terraform leaves it at its start
    file.with_name("terraform.tfstate.backup").write_text("{}")

    with pytest.raises(StateDamagedError) as caught:
        workspace.state(driver(workspace))

    assert str(caught.value) == (
        f"{file}: the state cannot be read: it is empty, and was not before. Beside it lies"
        " terraform.tfstate.backup, the state before the last command: copy it over"
        " terraform.tfstate and run the same command again. What was made since is named then, and"
        " --import-existing takes it in."
    )


def test_a_backend_with_the_state_of_another_place_is_not_remembered(tmp_path: Path) -> None:
    workspace = Workspace(tmp_path / "mine.py", PLACE)
    workspace.folder.mkdir(parents=True)
    recorder = driver(workspace)
    recorder.state = lambda: State({"a.b": "c"}, place=Place("123456789012", "us-east-1"))

    with pytest.raises(StateElsewhereError):
        workspace.make_ready(recorder, settings=["key=k"])

    assert not workspace.has_backend
    assert workspace.is_new


@pytest.mark.parametrize(
    ("text", "remedy"),
    [
        (
            "{}",
            "and left it here. Make room, then: terraform -chdir={folder} state push"
            " errored.tfstate, and delete the file.",
        ),
        (
            "",
            "nor here, where it is empty. Make room, and delete the file: the next apply names what"
            " exists outside the state, and --import-existing takes it in.",
        ),
    ],
    ids=["saved beside", "lost"],
)
def test_a_state_that_was_not_saved_stops_everything(
    workspace: Workspace, text: str, remedy: str
) -> None:
    workspace.require_room_for_state()
    file = workspace.folder / "errored.tfstate"
    file.write_text(text)

    with pytest.raises(StateNotSavedError) as caught:
        workspace.require_room_for_state()

    assert str(caught.value) == (
        f"{file}: terraform could not save the state where it belongs,"
        f" {remedy.format(folder=workspace.folder)} Until then nothing more is changed."
    )


def test_without_room_for_a_state_nothing_is_begun(
    workspace: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    usage = shutil.disk_usage(workspace.folder)._replace(free=2048)
    monkeypatch.setattr(shutil, "disk_usage", lambda folder: usage)

    with pytest.raises(NoSpaceError) as caught:
        workspace.require_room_for_state()

    assert str(caught.value) == (
        f"{workspace.folder}: 2 KiB are free here, and 16384 are needed, so that the state of what"
        " is made is not lost. Make room on that disk."
    )


def test_the_provider_is_bound_to_the_account_and_the_region(tmp_path: Path) -> None:
    workspace = Workspace(tmp_path / "mine.py", PLACE)
    with workspace.held():
        workspace.pin()

        assert (workspace.folder / "ssmflow-provider.tf").read_text() == (
            'provider "aws" {\n  region              = "eu-central-1"\n'
            '  allowed_account_ids = ["123456789012"]\n}\n'
        )


@pytest.mark.parametrize("place", [PLACE, None], ids=["account", "sandbox"])
@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("override.tf", "# mine\n  provider  aws {\n}\n"),
        ("own.tf.json", '{"provider": {"aws": {}}}'),
        ("own.tofu", 'provider "aws" {}'),
    ],
)
def test_nobody_else_says_where_all_of_it_goes(
    tmp_path: Path, place: Place | None, name: str, text: str
) -> None:
    workspace = Workspace(tmp_path / "mine.py", place)
    with workspace.held():
        (workspace.folder / "more.tf.json").write_text('{"locals": {}}')
        workspace.pin()
        (workspace.folder / name).write_text(text)
        with pytest.raises(ForeignProviderError) as caught:
            workspace.pin()

    assert str(caught.value) == (
        f"nothing was changed: these set the aws provider up:\n  {workspace.folder / name}\n"
        "ssmflow does that itself, so that all goes to the account and the Region that it asks"
        " about. Take the block out; for a provider of your own, call the module that ssmflow emit"
        " writes."
    )


def test_what_is_read_beside_the_module_is_seen(workspace: Workspace) -> None:
    for name in ("main.tf", "ssmflow-backend.tf", "terraform.tfstate", ".terraform.tfstate.lock"):
        (workspace.folder / name).touch()
    assert not workspace.has_foreign_files(["main.tf"])
    for name in ("override.tf", "terraform.tfvars", "more.tf.json", "more.tofu"):
        file = workspace.folder / name
        file.touch()
        assert workspace.has_foreign_files(["main.tf"])
        file.unlink()


def test_the_sandbox_binds_nothing(workspace: Workspace) -> None:
    workspace.pin()

    assert list(workspace.folder.iterdir()) == []


def test_an_accounts_state_is_none_of_the_sandboxs(workspace: Workspace) -> None:
    (workspace.folder / "terraform.tfstate").write_text(state_file("eu-central-1"))

    with pytest.raises(StateElsewhereError, match="lead to account 123456789012, us-east-1"):
        workspace.state(driver(workspace))


def test_what_exists_is_taken_in_by_import_blocks_and_only_meanwhile(workspace: Workspace) -> None:
    file = workspace.folder / "ssmflow-import.tf"
    with workspace.taking_in([]):
        assert not file.exists()
    with workspace.taking_in([OutsideState("aws_s3_bucket.x[0]", 'a${"')]):
        assert file.read_text() == ('import {\n  to = aws_s3_bucket.x[0]\n  id = "a$${\\""\n}\n')
    assert not file.exists()

    file.touch()  # left by a command that was killed
    with workspace.held():
        assert not file.exists()


def test_a_working_folder_that_cannot_be_used_is_told(workspace: Workspace) -> None:
    (workspace.folder / "ssmflow-terraform.tfrc").mkdir()

    with pytest.raises(SsmflowError) as caught:
        workspace.cli_configuration_file(ProviderSource("mirror", Path("/mirror")))

    assert str(caught.value) == (
        f"{workspace.folder}/ssmflow-terraform.tfrc: the working folder cannot be used:"
        " Is a directory"
    )
