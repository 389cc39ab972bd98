"""Writes an emitted module to a folder, and loses no file that somebody else wrote there.

A manifest beside the files says what was written, and which files of somebody else's were accepted
beside them. A file that is not in it, or was changed
since, is not overwritten unless that is asked for; a file that is no longer emitted goes.
A module that cannot be written whole is not written at all.
"""

import hashlib
import json
import os
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from pathlib import Path

from ssmdsl.errors import SsmflowError
from ssmflow_terraform.errors import ForeignFilesError

MANIFEST = ".ssmflow-module.json"
"""The file that says what was written: file name → SHA-256 of its bytes; and what lies beside."""

_CONFIGURATION = (".tf", ".tf.json", ".tofu", ".tofu.json")
"""How files end of which Terraform reads all in a folder, as one module."""


def write_module(folder: Path, files: Mapping[str, str], *, force: bool = False) -> None:
    """Write a module; a file that already is as it should be is left as it is.

    Args:
        folder: where to; made if it is not there.
        files: file name → text.
        force: overwrite what ssmflow did not write as well, and keep what lies beside it.

    Raises:
        ForeignFilesError: somebody else's files are there; nothing was written.
        SsmflowError: the module cannot be written there; nothing was written.
    """
    try:
        obstacles = dict.fromkeys(_obstacles(folder, [MANIFEST, *files]))
        if obstacles:
            raise SsmflowError("\n".join(obstacles))
        written, accepted = _manifest(folder), _accepted(folder)
        digests = {name: _digest(text.encode()) for name, text in files.items()}
        if not force:
            _require_own(folder, digests, written, accepted)
        beside = sorted(_read_along(folder) - digests.keys() - written.keys())
        # The manifest goes first: whatever is cut off after it is known to be ours, as it was and
        # as it was to be.
        either = {name: f"{written.get(name, '')} {digests[name]}" for name in digests}
        _put(folder, {MANIFEST: _text(written | either, beside), **files})
        for name in written.keys() - files.keys():
            if (folder / name).is_file():
                (folder / name).unlink()
        _put(folder, {MANIFEST: _text(digests, beside)})
    except OSError as error:
        place = Path(error.filename).parent if error.filename else folder
        message = (
            f"{place}: the module cannot be written here: {error.strerror}."
            " Mend that, or choose another folder."
        )
        raise SsmflowError(message) from None


def _obstacles(folder: Path, names: Iterable[str]) -> Iterator[str]:
    """Yield what stands in the way, and that no `force` takes away."""
    for name in names:
        path = folder / name
        if path.is_dir():
            yield (
                f"{path}: a folder stands where the module has a file."
                " Move it away, or choose another folder."
            )
        lowest = next(parent for parent in path.parents if os.path.lexists(parent))
        if not lowest.is_dir():
            yield (
                f"{lowest}: a file stands where the module has a folder."
                " Move it away, or choose another folder."
            )


def _require_own(
    folder: Path,
    digests: Mapping[str, str],
    written: Mapping[str, str],
    accepted: Collection[str],
) -> None:
    """Make sure that nothing of somebody else's is lost, or becomes part of the module.

    Raises:
        ForeignFilesError: it would.
    """
    foreign = {
        name
        for name in {*digests, *written}
        if _found(folder / name) not in (None, digests.get(name), *written.get(name, "").split())
    }
    read_along = _read_along(folder) - digests.keys() - written.keys() - {*accepted}
    if foreign or read_along:
        raise ForeignFilesError(
            folder=folder,
            overwritten=sorted(foreign & digests.keys()),
            deleted=sorted(foreign - digests.keys()),
            read_along=sorted(read_along),
        )


def _read_along(folder: Path) -> set[str]:
    """Return the files in a folder that Terraform reads; it reads no hidden ones."""
    return {
        path.name
        for path in folder.glob("[!.]*")
        if path.name.endswith(_CONFIGURATION) and path.is_file()
    }


def _found(path: Path) -> str | None:
    """Return the digest of a file; `None` where there is none."""
    return _digest(path.read_bytes()) if path.is_file() else None


def _put(folder: Path, files: Mapping[str, str]) -> None:
    """Write all of the files or none, and leave those that are right already.

    Each is written beside its place first, and all are moved in when none has failed.
    """
    contents = {folder / name: text.encode() for name, text in files.items()}
    partials = {
        path: path.with_name(f"{path.name}.ssmflow-partial")
        for path, content in contents.items()
        if not path.is_file() or path.read_bytes() != content
    }
    try:
        for path, partial in partials.items():
            path.parent.mkdir(parents=True, exist_ok=True)
            partial.write_bytes(contents[path])
        for path, partial in partials.items():
            partial.replace(path)
    finally:
        for partial in partials.values():
            partial.unlink(missing_ok=True)


def _manifest(folder: Path) -> dict[str, str]:
    try:
        files = json.loads((folder / MANIFEST).read_text(encoding="utf-8"))["files"]
        return {str(name): str(digest) for name, digest in files.items() if _is_inside(name)}
    except (FileNotFoundError, ValueError, KeyError, TypeError, AttributeError):
        return {}  # nothing is known to be ours, so nothing is overwritten


def _accepted(folder: Path) -> list[str]:
    """Return the names of somebody else's files that may lie beside the module."""
    try:
        beside = json.loads((folder / MANIFEST).read_text(encoding="utf-8"))["beside"]
        return [str(name) for name in beside]
    except (FileNotFoundError, ValueError, KeyError, TypeError):
        return []


def _is_inside(name: str) -> bool:
    path = Path(name)
    return not path.is_absolute() and ".." not in path.parts


def _text(files: Mapping[str, str], beside: Sequence[str]) -> str:
    manifest = {"files": dict(sorted(files.items()))} | ({"beside": beside} if beside else {})
    return json.dumps(manifest, indent=2) + "\n"


def _digest(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()
