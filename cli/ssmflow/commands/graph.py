"""`ssmflow graph`: which step can follow which, as a diagram."""

from pathlib import Path

import click

from ssmdsl.graph import to_mermaid
from ssmflow import console
from ssmflow.changes import load_and_tell
from ssmflow.options import DOCUMENT_OPTION, PARAMETER_OPTION, PATH_ARGUMENT


@click.command("graph")
@PATH_ARGUMENT
@DOCUMENT_OPTION
@PARAMETER_OPTION
def command(path: Path, name: str | None, parameters: dict[str, str]) -> None:
    """Print the graph of a document's steps, as a flowchart of Mermaid.

    In Markdown, GitHub and others draw what stands in a block of the language "mermaid".
    """
    document = load_and_tell(path, parameters=parameters).document(name)
    console.print_bytes(to_mermaid(document).encode())
