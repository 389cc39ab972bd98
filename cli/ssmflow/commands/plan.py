"""`ssmflow plan`: what an apply would change."""

from pathlib import Path
from typing import Any

import click

from ssmflow import console
from ssmflow.deployment import deployment
from ssmflow.options import PATH_ARGUMENT, TerraformOptions, terraform_options
from ssmflow.plan_text import plan_text
from ssmflow.progress import progress


@click.command("plan")
@PATH_ARGUMENT
@terraform_options
def command(path: Path, **given: Any) -> None:
    """Show what apply would change, and change nothing.

    Without --sandbox it looks at your account.
    """
    with deployment(path, TerraformOptions(**given)) as ready:
        plan_file = ready.workspace.plan_file
        try:
            with progress("planning") as on_event:
                changes = ready.driver(on_event).plan(plan_file, ready.choices)
            plan = ready.driver().show(plan_file) if changes else None
        finally:
            plan_file.unlink(missing_ok=True)
    console.print_data(plan_text(plan, ready.target))
