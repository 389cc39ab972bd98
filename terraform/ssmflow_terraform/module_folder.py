"""Writes an emitted module to a folder, and loses no file that somebody else wrote there.

A manifest beside the files says what was written. A file that is not in it, or was changed
since, is not overwritten unless that is asked for; a file that is no longer emitted goes.
"""

import hashlib
import json
from collections.abc import Iterator, Mapping
from pathlib import Path

from ssmdsl.errors import SsmflowError
from ssmflow_terraform.errors import ForeignFilesError

MANIFEST = ".ssmflow-module.json"
"""The file that says what was written: file name → SHA-256 of its bytes."""

_CONFIGURATION = (".tf", ".tf.json", ".tofu", ".tofu.json")


def write_module(folder: Path, files: Mapping[str, str], *, force: bool = False) -> None:
    """Write a module; a file that already is as it should be is left as it is.

    Args:
        folder: where to; made if it is not there.
        files: file name → text.
        force: overwrite what ssmflow did not write as well.

    Raises:
        ForeignFilesError: files are in the way; nothing was written.
        SsmflowError: the folder cannot be written to.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
        written = _manifest(folder)
        if not force:
            foreign = sorted(_foreign(folder, files, written))
            if foreign:
                raise ForeignFilesError(folder=folder, files=foreign)
        kept = written | {name: _digest(text.encode()) for name, text in files.items()}
        _replace(folder / MANIFEST, _text(kept))  # first: whatever is cut off below is known
        for name, text in files.items():
            _replace(folder / name, text)
        for name in written.keys() - files.keys():
            (folder / name).unlink(missing_ok=True)
        _replace(folder / MANIFEST, _text({name: kept[name] for name in files}))
    except (FileExistsError, NotADirectoryError):
        message = f"{folder}: this is not a folder, or a file stands where one of its folders goes"
        raise SsmflowError(message) from None
    except OSError as error:
        message = f"{folder}: the module cannot be written here: {error.strerror}"
        raise SsmflowError(message) from None


def _foreign(folder: Path, files: Mapping[str, str], written: Mapping[str, str]) -> Iterator[str]:
    """Yield the files that would be overwritten or deleted, and that are not as we wrote them."""
    for name in {*files, *written}:
        path = folder / name
        if not path.exists():
            continue
        found = _digest(path.read_bytes()) if path.is_file() else ""
        is_right = name in files and found == _digest(files[name].encode())
        if found != written.get(name) and not is_right:
            yield name
    if not written:  # Terraform reads every such file of a folder as one module
        for path in folder.iterdir():
            if path.name.endswith(_CONFIGURATION) and path.name not in files:
                yield path.name


def _replace(path: Path, text: str) -> None:
    """Write a file as a whole or not at all; leave one that is right already."""
    content = text.encode()
    if path.is_file() and path.read_bytes() == content:
        return
    path.parent.mkdir(parents=True, exist_ok=True)
    partial = path.with_name(f"{path.name}.partial")
    partial.write_bytes(content)
    partial.replace(path)


def _manifest(folder: Path) -> dict[str, str]:
    try:
        files = json.loads((folder / MANIFEST).read_text(encoding="utf-8"))["files"]
        return {str(name): str(digest) for name, digest in files.items() if _is_inside(name)}
    except (FileNotFoundError, ValueError, KeyError, TypeError, AttributeError):
        return {}  # nothing is known to be ours, so nothing is overwritten


def _is_inside(name: str) -> bool:
    path = Path(name)
    return not path.is_absolute() and ".." not in path.parts


def _text(files: Mapping[str, str]) -> str:
    return json.dumps({"files": dict(sorted(files.items()))}, indent=2) + "\n"


def _digest(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()
