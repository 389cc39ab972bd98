import json
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


@pytest.mark.parametrize("name", ["main.tf", "other.tf", "other.tf.json"])
def test_a_users_own_configuration_is_not_overwritten(tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_text("mine\n")

    with pytest.raises(ForeignFilesError) as caught:
        write_module(tmp_path, MODULE)

    assert str(caught.value) == (
        f"{tmp_path}: these files would be overwritten, and ssmflow did not write them as they are"
        f" now:\n  {name}\nChoose another folder, or overwrite them with --force."
    )
    assert files(tmp_path) == {name: "mine\n"}
    write_module(tmp_path, MODULE, force=True)
    assert files(tmp_path)["main.tf"] == "a\n"


def test_a_file_that_was_changed_since_is_neither_overwritten_nor_deleted(tmp_path: Path) -> None:
    write_module(tmp_path, MODULE)
    (tmp_path / "main.tf").write_text("changed\n")
    (tmp_path / "documents" / "One.json").write_text("changed\n")

    with pytest.raises(ForeignFilesError) as caught:
        write_module(tmp_path, {"main.tf": "b\n"})

    assert caught.value.files == ("documents/One.json", "main.tf")
    assert files(tmp_path) == {"main.tf": "changed\n", "documents/One.json": "changed\n"}


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


def test_a_file_where_the_folder_should_be_is_told(tmp_path: Path) -> None:
    (tmp_path / "taken").write_text("mine")

    with pytest.raises(SsmflowError) as caught:
        write_module(tmp_path / "taken", MODULE)

    assert str(caught.value) == (
        f"{tmp_path / 'taken'}: this is not a folder, or a file stands where one of its folders"
        " goes"
    )
