"""`ssmflow stubs`: by what editors complete, and type checkers check, the typed steps."""

from collections.abc import Iterable, Iterator
from pathlib import Path

import click

from ssmdsl.errors import DefinitionError, Problem, SsmflowError
from ssmdsl.stubs import HEADER, PACKAGE, package_stubs, stub_files
from ssmflow import console


@click.command("stubs")
@click.argument("services", metavar="SERVICE...", nargs=-1, required=True)
@click.option(
    "-o",
    "--output",
    metavar="FOLDER",
    default="typings",
    show_default=True,
    type=click.Path(path_type=Path),
    help="Where the type checker looks for stubs.",
)
def command(services: tuple[str, ...], output: Path) -> None:
    """Write the types of AWS services, for editors and type checkers.

    They complete operations of `ssmdsl.aws`, their parameters and what they return, and refuse
    wrong ones. The types of other services that were written there before stay.
    """
    files = stub_files(services)
    words = sorted(name.removesuffix(".pyi") for name in files)
    folder = output / PACKAGE
    try:
        _write(folder, files)
    except OSError as error:
        message = f"{error.filename or folder}: it cannot be read or written: {error.strerror}"
        raise SsmflowError(message) from None
    console.say(f"{folder}: the types of {', '.join(words)}")


def _write(folder: Path, services: dict[str, str]) -> None:
    """Write the files of services, and those beside them.

    Raises:
        SsmflowError: there are files in the way that ssmflow did not write.
    """
    if folder.exists() and not folder.is_dir():
        message = f"{folder}: it is no folder"
        raise SsmflowError(message)
    _refuse_to_overwrite(folder / name for name in (*services, *package_stubs([])))
    words = {name.removesuffix(".pyi") for name in services}
    folder.mkdir(parents=True, exist_ok=True)
    for name, content in {**services, **package_stubs(words.union(_words(folder)))}.items():
        (folder / name).write_text(content, encoding="utf-8")


def _words(folder: Path) -> Iterator[str]:
    """Yield the services whose stubs are there already."""
    for path in folder.glob("[!_]*.pyi"):
        if _is_ours(path):
            yield path.stem


def _refuse_to_overwrite(paths: Iterable[Path]) -> None:
    """Refuse to overwrite what ssmflow did not write.

    Raises:
        DefinitionError: with every such file.
    """
    message = "ssmflow did not write it; move it away, or name another folder: -o"
    problems = [
        Problem(str(path), message) for path in paths if path.exists() and not _is_ours(path)
    ]
    if problems:
        raise DefinitionError(problems=problems)


def _is_ours(path: Path) -> bool:
    with path.open(encoding="utf-8", errors="replace") as file:
        return file.read(len(HEADER)) == HEADER
