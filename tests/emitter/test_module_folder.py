import json
import os
import resource
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from ssmdsl import SsmflowError
from ssmflow_terraform.errors import ForeignFilesError
from ssmflow_terraform.module_folder import MANIFEST, write_module

MODULE = {"main.tf": "a\n", "documents/One.json": "{}\n"}


def files(folder: Path) -> dict[str, str]:
    return {
        str(path.relative_to(folder)): path.read_text()
        for path in folder.rglob("*")
        if path.is_file() and path.name != MANIFEST
    }


def test_a_module_is_written_and_written_again(tmp_path: Path) -> None:
    folder = tmp_path / "a" / "b"
    write_module(folder, MODULE)
    before = (folder / "main.tf").stat().st_mtime_ns

    write_module(folder, {**MODULE, "more.tf": "b\n"})

    assert files(folder) == {**MODULE, "more.tf": "b\n"}
    assert (folder / "main.tf").stat().st_mtime_ns == before  # what is right is left alone
    assert set(json.loads((folder / MANIFEST).read_text())["files"]) == {*MODULE, "more.tf"}


def test_what_is_no_longer_emitted_goes(tmp_path: Path) -> None:
    write_module(tmp_path, MODULE)
    (tmp_path / "users.txt").write_text("mine")

    write_module(tmp_path, {"main.tf": "b\n"})

    assert files(tmp_path) == {"main.tf": "b\n", "users.txt": "mine"}


def test_a_users_own_file_is_not_overwritten(tmp_path: Path) -> None:
    (tmp_path / "main.tf").write_text("mine\n")

    with pytest.raises(ForeignFilesError) as caught:
        write_module(tmp_path, MODULE)

    assert str(caught.value) == (
        f"{tmp_path}: here are files that ssmflow did not write, or that were changed since.\n"
        "These would be overwritten:\n  main.tf\n"
        "Choose another folder, or have it so with --force."
    )
    assert files(tmp_path) == {"main.tf": "mine\n"}
    write_module(tmp_path, MODULE, force=True)
    assert files(tmp_path) == MODULE


@pytest.mark.parametrize("name", ["other.tf", "other.tf.json", "other.tofu", "other.tofu.json"])
def test_a_users_own_configuration_does_not_become_part_of_the_module_unasked(
    tmp_path: Path, name: str
) -> None:
    (tmp_path / name).write_text("mine\n")

    with pytest.raises(ForeignFilesError) as caught:
        write_module(tmp_path, MODULE)

    assert str(caught.value) == (
        f"{tmp_path}: here are files that ssmflow did not write, or that were changed since.\n"
        f"These would stay, and Terraform would read them as part of the module:\n  {name}\n"
        "Choose another folder, or have it so with --force."
    )
    assert files(tmp_path) == {name: "mine\n"}
    write_module(tmp_path, MODULE, force=True)
    assert files(tmp_path) == {name: "mine\n", **MODULE}
    write_module(tmp_path, MODULE)  # it was said once


def test_nor_does_it_where_the_module_was_written_before(tmp_path: Path) -> None:
    write_module(tmp_path, MODULE)
    (tmp_path / "x.tf").write_text("mine\n")
    refused = (
        f"{tmp_path}: here are files that ssmflow did not write, or that were changed since.\n"
        "These would stay, and Terraform would read them as part of the module:\n  {name}\n"
        "Choose another folder, or have it so with --force."
    )

    with pytest.raises(ForeignFilesError) as caught:
        write_module(tmp_path, MODULE)

    assert str(caught.value) == refused.format(name="x.tf")
    write_module(tmp_path, MODULE, force=True)
    write_module(tmp_path, {"main.tf": "b\n"})  # what was accepted once may be changed
    assert files(tmp_path) == {"main.tf": "b\n", "x.tf": "mine\n"}
    (tmp_path / "y.tf").write_text("mine\n")
    with pytest.raises(ForeignFilesError) as caught:
        write_module(tmp_path, MODULE)
    assert str(caught.value) == refused.format(name="y.tf")


def test_what_terraform_does_not_read_is_in_nobodys_way(tmp_path: Path) -> None:
    (tmp_path / "folder.tf").mkdir()
    own = dict.fromkeys(("notes.txt", ".hidden.tf", "main.tf.partial"), "mine\n")
    for name, text in own.items():
        (tmp_path / name).write_text(text)

    write_module(tmp_path, MODULE)

    assert files(tmp_path) == {**own, **MODULE}


def test_a_file_that_was_changed_since_is_neither_overwritten_nor_deleted(tmp_path: Path) -> None:
    write_module(tmp_path, MODULE)
    (tmp_path / "main.tf").write_text("changed\n")
    (tmp_path / "documents" / "One.json").write_text("changed\n")

    with pytest.raises(ForeignFilesError) as caught:
        write_module(tmp_path, {"main.tf": "b\n"})

    assert str(caught.value) == (
        f"{tmp_path}: here are files that ssmflow did not write, or that were changed since.\n"
        "These would be overwritten:\n  main.tf\n"
        "These would be deleted:\n  documents/One.json\n"
        "Choose another folder, or have it so with --force."
    )
    assert files(tmp_path) == {"main.tf": "changed\n", "documents/One.json": "changed\n"}
    write_module(tmp_path, {"main.tf": "b\n"}, force=True)
    assert files(tmp_path) == {"main.tf": "b\n"}


def test_a_manifest_that_names_files_elsewhere_is_not_believed(tmp_path: Path) -> None:
    outside = tmp_path / "outside"
    outside.write_text("mine")
    folder = tmp_path / "module"
    folder.mkdir()
    names = ["../outside", str(outside)]
    (folder / MANIFEST).write_text(json.dumps({"files": dict.fromkeys(names, "0")}))

    write_module(folder, MODULE, force=True)

    assert outside.read_text() == "mine"


@pytest.mark.parametrize("text", ["", "[]", '{"files": 1}', "\x00"])
def test_a_broken_manifest_means_that_nothing_is_ours(tmp_path: Path, text: str) -> None:
    write_module(tmp_path, MODULE)
    (tmp_path / MANIFEST).write_text(text)
    (tmp_path / "main.tf").write_text("changed\n")

    with pytest.raises(ForeignFilesError):
        write_module(tmp_path, MODULE)


@pytest.mark.parametrize("folder", ["taken", "taken/below"])
def test_a_file_where_the_folder_should_be_is_told(tmp_path: Path, folder: str) -> None:
    (tmp_path / "taken").write_text("mine")

    with pytest.raises(SsmflowError) as caught:
        write_module(tmp_path / folder, MODULE)

    assert str(caught.value) == (
        f"{tmp_path / 'taken'}: a file stands where the module has a folder."
        " Move it away, or choose another folder."
    )
    assert files(tmp_path) == {"taken": "mine"}


def test_all_that_stands_in_the_way_is_told_before_anything_is_written(tmp_path: Path) -> None:
    (tmp_path / "main.tf").mkdir()
    (tmp_path / "documents").write_text("mine")
    (tmp_path / "more.tf").write_text("mine")

    with pytest.raises(SsmflowError) as caught:
        write_module(tmp_path, {**MODULE, "documents/Two.json": "", "more.tf": ""}, force=True)

    assert str(caught.value) == (
        f"{tmp_path / 'main.tf'}: a folder stands where the module has a file."
        " Move it away, or choose another folder.\n"
        f"{tmp_path / 'documents'}: a file stands where the module has a folder."
        " Move it away, or choose another folder."
    )
    assert files(tmp_path) == {"documents": "mine", "more.tf": "mine"}
    assert not (tmp_path / MANIFEST).exists()


def test_a_folder_where_a_file_was_that_is_no_longer_emitted_stays(tmp_path: Path) -> None:
    write_module(tmp_path, {**MODULE, "old.tf": ""})
    (tmp_path / "old.tf").unlink()
    (tmp_path / "old.tf").mkdir()

    write_module(tmp_path, MODULE)

    assert files(tmp_path) == MODULE
    assert (tmp_path / "old.tf").is_dir()


@contextmanager
def files_of_at_most(size_bytes: int) -> Iterator[None]:
    """Let no larger file be written, as if the disk were full."""
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size_bytes, before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)


def test_a_write_that_fails_leaves_all_as_it_was(tmp_path: Path) -> None:
    write_module(tmp_path, MODULE)
    before = (tmp_path / MANIFEST).read_text()

    with files_of_at_most(1000), pytest.raises(SsmflowError) as caught:
        write_module(tmp_path, {"main.tf": "b\n", "large.tf": "x" * 1001})

    assert str(caught.value) == (
        f"{tmp_path}: the module cannot be written here: File too large."
        " Mend that, or choose another folder."
    )
    assert files(tmp_path) == MODULE
    assert (tmp_path / MANIFEST).read_text() == before


@contextmanager
def no_root() -> Iterator[None]:
    """Be somebody who may not write everywhere, as root may."""
    user = os.geteuid()
    if user == 0:
        os.seteuid(65534)
    try:
        yield
    finally:
        os.seteuid(user)


def test_a_folder_that_cannot_be_written_to_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write_module(tmp_path, MODULE)
    monkeypatch.chdir(tmp_path)  # the way there is root's alone
    tmp_path.chmod(0o777)
    (tmp_path / "documents").chmod(0o555)

    with no_root(), pytest.raises(SsmflowError) as caught:
        write_module(Path(), {"main.tf": "b\n", "documents/One.json": "[]\n"})

    assert str(caught.value) == (
        "documents: the module cannot be written here: Permission denied."
        " Mend that, or choose another folder."
    )
    assert files(Path()) == MODULE
