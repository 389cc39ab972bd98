"""`ssmflow plan`: what an apply would change."""

from pathlib import Path
from typing import Any

import click

from ssmflow import console
from ssmflow.asking import make_plan
from ssmflow.deployment import deployment
from ssmflow.options import PATH_ARGUMENT, TerraformOptions, terraform_options
from ssmflow.plan_text import plan_text
from ssmflow_terraform.account import NAMED_TYPES
from ssmflow_terraform.errors import OutsideStateError


@click.command("plan")
@PATH_ARGUMENT
@terraform_options
def command(path: Path, **given: Any) -> None:
    """Show what apply would change, and change nothing.

    Without --sandbox it looks at the account and Region that your AWS credentials lead to.
    """
    with deployment(path, TerraformOptions(**given)) as ready:
        state = ready.state()
        try:
            plan = make_plan(ready)
        finally:
            ready.workspace.plan_file.unlink(missing_ok=True)
        console.print_data(plan_text(plan, ready.target, only=ready.choices.targets))
        found = ready.outside(plan.named(NAMED_TYPES) if plan else {}, state)
        begun = ready.begun(state)
        if any(each not in begun for each in found):
            raise OutsideStateError(resources=found)
        for each in found:
            console.print_data(
                f"{each.address} ({each.name}) exists, and was begun by an apply that was cut off:"
                " apply takes it in if it is as it was to be made."
            )
