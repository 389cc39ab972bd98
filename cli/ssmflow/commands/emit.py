"""`ssmflow emit`: the Terraform module, for a repository that is there already."""

from pathlib import Path

import click

from ssmflow import console
from ssmflow.project import load_project
from ssmflow_terraform.module import emit_module
from ssmflow_terraform.module_folder import write_module


def _folder(ctx: click.Context, parameter: click.Parameter, given: str) -> Path:
    if not given:
        message = 'it is empty; the current folder is ".".'
        raise click.BadParameter(message, ctx, parameter)
    return Path(given)


@click.command("emit")
@click.argument(
    "paths", metavar="PATH...", nargs=-1, required=True, type=click.Path(path_type=Path)
)
@click.option(
    "-o",
    "--output",
    metavar="FOLDER",
    required=True,
    callback=_folder,
    help="Where to write the module.",
)
@click.option(
    "--force",
    is_flag=True,
    help="Overwrite files that ssmflow did not write, and keep others beside the module.",
)
def command(paths: tuple[Path, ...], output: Path, force: bool) -> None:
    """Write the Terraform module of one or more files.

    The module has no provider block and no backend: call it from a configuration that has them.
    """
    projects = [load_project(path) for path in paths]
    remediations = [item for project in projects for item in project.require_remediations()]
    files = emit_module(remediations)
    write_module(output, files, force=force)
    console.say(f"{output}: a module of {len(files)} files, {len(remediations)} remediations")
