"""`ssmflow destroy`: what was deployed from a file, taken down."""

from pathlib import Path
from typing import Any

import click

from ssmflow import console
from ssmflow.asking import apply_planned
from ssmflow.deployment import existing_deployment
from ssmflow.exit_codes import PROBLEMS
from ssmflow.options import PATH_ARGUMENT, TerraformOptions, terraform_options
from ssmflow.progress import progress


@click.command("destroy")
@PATH_ARGUMENT
@terraform_options
@click.option("--auto-approve", is_flag=True, help="Do not ask.")
def command(path: Path, auto_approve: bool, **given: Any) -> None:
    """Take down what was deployed from a file, though the file be gone by now.

    It shows what would go and asks, in the sandbox too. Without --sandbox it works on the
    account and Region that your AWS credentials lead to.
    """
    options = TerraformOptions(**given)
    with existing_deployment(path, options) as ready:
        if ready is None:
            where = "the sandbox" if options.sandbox else "this account and Region"
            console.print_data(f"Nothing of {path} was ever deployed to {where} from here.")
            return
        if auto_approve:
            ready.require_finished(ready.state())
            with progress("destroying") as on_event:
                done = ready.driver(on_event).destroy(ready.choices)
        else:
            asked = apply_planned(ready, destroy=True)
            if asked is None:
                console.say("Nothing was destroyed.")
                raise click.exceptions.Exit(PROBLEMS)
            done = asked
        if not ready.choices.targets:
            ready.workspace.begun.end({})
    if done.was_interrupted:
        console.say("It was too late to stop: all of it was done.")
    console.print_data(f"Taken down from {ready.target}: {done.summary.remove} destroyed.")
