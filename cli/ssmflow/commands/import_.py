"""`ssmflow import`: an SSM document, or a CloudFormation template, as Python."""

from pathlib import Path

import click

from ssmdsl import SsmflowError
from ssmflow import console
from ssmflow.changes import load_and_tell
from ssmflow.options import PARAMETER_OPTION, PATH_ARGUMENT
from ssmflow.project import PYTHON_SUFFIX, Project


@click.command("import")
@PATH_ARGUMENT
@click.option(
    "-o",
    "--output",
    metavar="OUT.py",
    type=click.Path(dir_okay=False, path_type=Path),
    help="Where to write it.  [stdout]",
)
@click.option("--force", is_flag=True, help="Overwrite the file that is there.")
@PARAMETER_OPTION
def command(path: Path, output: Path | None, force: bool, parameters: dict[str, str]) -> None:
    """Print the Python of an SSM document, or of a CloudFormation template.

    It makes the same document. What AWS tolerates is brought into its proper form, and what a
    template has besides is left out; each such change is told.
    """
    if path.suffix == PYTHON_SUFFIX:
        message = f"{path}: this is Python already; import takes YAML and JSON"
        raise click.UsageError(message)
    if output is not None and output.suffix != PYTHON_SUFFIX:
        message = f"{output}: what is written is Python; name a .py file"
        raise click.UsageError(message)
    if output is not None and output.exists() and not force:
        message = f"{output}: there is such a file; --force overwrites it"
        raise click.UsageError(message)
    project = load_and_tell(path, parameters=parameters)
    from ssmdsl.source import python_source, unknown_calls  # it reads botocore's models

    source = python_source(project.documents, project.remediations)
    for step, misfits in unknown_calls(project.documents):
        kept = f'{path}: step "{step.name}" keeps the general form'
        console.say("\n".join(f"{kept}: {misfit}" for misfit in misfits))
    if output is None:
        console.print_bytes(source.encode())
        return
    try:
        output.write_text(source, encoding="utf-8")
    except OSError as error:
        message = f"{output}: it cannot be written: {error.strerror}"
        raise SsmflowError(message) from None
    console.say(f"{output}: {_names(project)}")


def _names(project: Project) -> str:
    """Return what was written, by its names."""
    documents = [f"document {document.name}" for document in project.documents]
    remediations = [f"remediation of {own.name}" for own in project.remediations]
    return ", ".join([*documents, *remediations])
