"""Loads the user's file, and tells what of it was not in its proper form, or is not kept."""

from collections.abc import Mapping
from pathlib import Path

import click

from ssmflow import console
from ssmflow.errors import MistakesError
from ssmflow.project import PYTHON_SUFFIX, Project, load_project

CHANGES_MAXIMUM = 100
"""How many changes are told one by one."""


def load_and_tell(path: Path, *, parameters: Mapping[str, str] | None = None) -> Project:
    """Return what the user's file defines, after telling each change with its place.

    Every command loads the file in this way: a change may widen what is deployed.

    Args:
        path: the file.
        parameters: values of a template's parameters, instead of their defaults.

    Raises:
        ProjectError: it is not to be had, does not run, or cannot be understood.
        click.UsageError: it is Python, which takes no such values.
    """
    if parameters:
        require_template(path)
    project = load_project(path, parameters=parameters)
    changes = list(dict.fromkeys(project.change_lines()))
    for change in changes[:CHANGES_MAXIMUM]:
        console.say(change)
    if len(changes) > CHANGES_MAXIMUM:
        console.say(f"and {len(changes) - CHANGES_MAXIMUM} more")
    return project


def load_deployable(path: Path, *, parameters: Mapping[str, str] | None = None) -> Project:
    """Return what the user's file defines, as `load_and_tell`, once the checks find no error in it.

    Args:
        path: the file.
        parameters: values of a template's parameters, instead of their defaults.

    Raises:
        ProjectError: it cannot be loaded, or has an error.
        click.UsageError: it is Python, which takes no such values.
    """
    from ssmflow.findings import SEE_ALL, require_no_errors

    try:
        project = load_and_tell(path, parameters=parameters)
    except MistakesError as error:
        message = f"{error}\n{SEE_ALL.format(path)}"
        raise MistakesError(message) from None
    require_no_errors(project)
    return project


def require_template(path: Path) -> None:
    """Make sure that values of parameters can be meant for a file.

    Raises:
        click.UsageError: it is Python.
    """
    if path.suffix == PYTHON_SUFFIX:
        message = f"{path}: this is Python, and only templates have parameters; leave -p out"
        raise click.UsageError(message)
