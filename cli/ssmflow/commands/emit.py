"""`ssmflow emit`: the Terraform module, for a repository that is there already."""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import click

from ssmdsl.errors import DefinitionError, Problem
from ssmflow import console
from ssmflow.changes import load_deployable
from ssmflow.options import PARAMETER_OPTION
from ssmflow.project import PYTHON_SUFFIX, Project
from ssmflow_terraform.conflicts import Conflict
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
@PARAMETER_OPTION
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
def command(paths: tuple[Path, ...], parameters: dict[str, str], output: Path, force: bool) -> None:
    """Write the Terraform module of one or more files.

    With -p, each template among the files must have that parameter.

    The module has no provider block and no backend: call it from a configuration that has them.
    """
    texts = {path for path in paths if path.suffix != PYTHON_SUFFIX}
    projects = [
        load_deployable(path, parameters=parameters if path in texts or not texts else None)
        for path in paths
    ]
    remediations = [item for project in projects for item in project.require_remediations()]
    try:
        files = emit_module(remediations)
    except DefinitionError as error:
        problems = [_with_files(problem, projects) for problem in error.problems]
        raise DefinitionError(problems=problems) from None
    write_module(output, files, force=force)
    count = f"{len(remediations)} remediation{'s' if len(remediations) > 1 else ''}"
    console.say(f"{output}: a module of {len(files)} files, {count}")


def _with_files(problem: Problem, projects: Sequence[Project]) -> Problem:
    """Return the problem with the files that it is about before its place."""
    if not isinstance(problem, Conflict):
        return problem
    files = ", ".join(
        str(project.path)
        for project in projects
        if any(remediation in problem.among for remediation in project.remediations)
    )
    return replace(problem, place=f"{files}: {problem.place}")
