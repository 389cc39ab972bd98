"""`ssmflow compile`: a document as JSON."""

from pathlib import Path

import click

from ssmdsl import SsmflowError, compile_document
from ssmflow import console
from ssmflow.options import PATH_ARGUMENT
from ssmflow.project import load_project


@click.command("compile")
@PATH_ARGUMENT
@click.option("--document", "name", metavar="NAME", help="Which, if the file defines several.")
@click.option(
    "-o",
    "--output",
    metavar="FILE",
    type=click.Path(dir_okay=False, path_type=Path),
    help="Where to write it.  [stdout]",
)
def command(path: Path, name: str | None, output: Path | None) -> None:
    """Print a document as the JSON that SSM takes.

    The same document gives the same bytes every time.
    """
    if output is not None and _is_same_file(path, output):
        message = f"{output}: this is the file that is compiled; name another one with -o"
        raise click.UsageError(message)
    if output is not None and output.suffix == ".py":
        message = f"{output}: what is compiled is JSON, and this would be Python; name a .json file"
        raise click.UsageError(message)
    content = compile_document(load_project(path).document(name))
    if output is None:
        console.print_bytes(content if content.endswith(b"\n") else content + b"\n")
        return
    try:
        output.write_bytes(content)
    except OSError as error:
        message = f"{output}: it cannot be written: {error.strerror}"
        raise SsmflowError(message) from None
    console.say(f"{output}: {len(content)} bytes")


def _is_same_file(one: Path, other: Path) -> bool:
    try:
        return one.samefile(other)
    except OSError:  # there is not even such a file
        return False
