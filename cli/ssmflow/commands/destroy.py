"""`ssmflow destroy`: what was deployed from a file, taken down."""

from pathlib import Path
from typing import Any

import click

from ssmflow import console
from ssmflow.asking import apply_after_asking
from ssmflow.deployment import deployment
from ssmflow.exit_codes import PROBLEMS
from ssmflow.options import PATH_ARGUMENT, TerraformOptions, terraform_options
from ssmflow.progress import progress


@click.command("destroy")
@PATH_ARGUMENT
@terraform_options
@click.option("--auto-approve", is_flag=True, help="Do not ask.")
def command(path: Path, auto_approve: bool, **given: Any) -> None:
    """Take down what was deployed from a file.

    Without --sandbox it works on your account, and asks first.
    """
    with deployment(path, TerraformOptions(**given)) as ready:
        if auto_approve:
            with progress("destroying") as on_event:
                done = ready.driver(on_event).destroy(ready.choices)
        else:
            asked = apply_after_asking(ready, destroy=True)
            if asked is None:
                console.say("Nothing was destroyed.")
                raise click.exceptions.Exit(PROBLEMS)
            done = asked
    console.print_data(f"Taken down from {ready.target}: {done.summary.remove} destroyed.")
