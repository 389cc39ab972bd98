"""`ssmflow compile`: a document as SSM takes it."""

from pathlib import Path

import click

from ssmdsl import SsmflowError, compile_document
from ssmdsl.compiler import Format
from ssmflow import console
from ssmflow.changes import load_and_tell
from ssmflow.options import DOCUMENT_OPTION, PARAMETER_OPTION, PATH_ARGUMENT

_FORMATS: dict[str, Format] = {".json": "json", ".yaml": "yaml", ".yml": "yaml"}
"""What is in the files of each suffix."""

_SHOWN: dict[Format, str] = {"json": "JSON", "yaml": "YAML"}


@click.command("compile")
@PATH_ARGUMENT
@DOCUMENT_OPTION
@PARAMETER_OPTION
@click.option(
    "--format",
    "chosen",
    type=click.Choice(("json", "yaml")),
    help="The form of it.  [yaml for -o FILE.yaml, else json]",
)
@click.option(
    "-o",
    "--output",
    metavar="FILE",
    type=click.Path(dir_okay=False, path_type=Path),
    help="Where to write it.  [stdout]",
)
def command(
    path: Path,
    name: str | None,
    parameters: dict[str, str],
    chosen: Format | None,
    output: Path | None,
) -> None:
    """Print a document as the JSON or the YAML that SSM takes.

    The same document gives the same bytes every time.
    """
    if output is not None and _is_same_file(path, output):
        message = f"{output}: this is the file that is compiled; name another one with -o"
        raise click.UsageError(message)
    if output is not None and output.suffix == ".py":
        message = (
            f"{output}: what is compiled is JSON or YAML, and this would be Python; name a .json or"
            " a .yaml file"
        )
        raise click.UsageError(message)
    wanted = _format_of(output)
    if output is not None and chosen is not None and wanted not in (None, chosen):
        message = (
            f"{output}: --format {chosen} would make it {_SHOWN[chosen]}, and its name says"
            f" {_SHOWN[wanted]}; name another file, or leave --format out"
        )
        raise click.UsageError(message)
    document = load_and_tell(path, parameters=parameters).document(name)
    content = compile_document(document, format=chosen or wanted or "json")
    if output is None:
        console.print_bytes(content if content.endswith(b"\n") else content + b"\n")
        return
    try:
        output.write_bytes(content)
    except OSError as error:
        message = f"{output}: it cannot be written: {error.strerror}"
        raise SsmflowError(message) from None
    console.say(f"{output}: {len(content)} bytes")


def _format_of(output: Path | None) -> Format | None:
    """Return the format that a file's name asks for, if it asks for one."""
    return _FORMATS.get(output.suffix.lower()) if output is not None else None


def _is_same_file(one: Path, other: Path) -> bool:
    try:
        return one.samefile(other)
    except OSError:  # there is not even such a file
        return False
