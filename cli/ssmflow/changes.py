"""Tells what of a file was not in its proper form, or is not kept."""

from ssmflow import console
from ssmflow.project import Project

CHANGES_MAXIMUM = 20
"""How many changes are told one by one."""


def tell_changes(project: Project) -> None:
    """Tell what was changed while a file was read, each with its place."""
    changes = list(project.change_lines())
    for change in changes[:CHANGES_MAXIMUM]:
        console.say(change)
    if len(changes) > CHANGES_MAXIMUM:
        console.say(f"and {len(changes) - CHANGES_MAXIMUM} more")
