"""`ssmflow apply`: the remediations of a file, deployed."""

from pathlib import Path
from typing import Any

import click

from ssmflow import console
from ssmflow.asking import apply_planned
from ssmflow.deployment import Deployment, deployment
from ssmflow.exit_codes import PROBLEMS
from ssmflow.options import PATH_ARGUMENT, TerraformOptions, terraform_options
from ssmflow.outputs_text import outputs_text
from ssmflow.progress import progress
from ssmflow_terraform.driver import Done
from ssmflow_terraform.errors import OutsideStateError


@click.command("apply")
@PATH_ARGUMENT
@terraform_options
@click.option("--auto-approve", is_flag=True, help="Do not ask.")
@click.option(
    "--import-existing",
    is_flag=True,
    help="Take resources in that exist already, and that the state does not know.",
)
def command(path: Path, auto_approve: bool, import_existing: bool, **given: Any) -> None:
    """Deploy the remediations of a file: emit the module, then terraform apply.

    It shows what would change and asks, in the sandbox too. Without --sandbox it works on the
    account and Region that your AWS credentials lead to.
    """
    with deployment(path, TerraformOptions(**given)) as ready:
        while True:
            try:
                done = _apply(ready, auto_approve=auto_approve)
                break
            except OutsideStateError as error:
                if not _take_in(ready, error, import_existing=import_existing):
                    raise
    if done is None:
        console.say("Nothing was applied.")
        raise click.exceptions.Exit(PROBLEMS)
    if done.was_interrupted:
        console.say("It was too late to stop: all of it was done.")
    made = done.summary
    counts = f"{made.add} created, {made.change} updated, {made.remove} destroyed"
    console.print_data(f"Applied to {ready.target}: {counts}.")
    console.print_data(outputs_text(done.outputs))


def _apply(ready: Deployment, *, auto_approve: bool) -> Done | None:
    """Apply, and return what was done; `None` if the user said no.

    Where the names of all that would be made are known, terraform plans and applies in one go.
    """
    if not (auto_approve and ready.has_defaults):
        return apply_planned(ready, auto_approve=auto_approve)
    ready.require_free(ready.put, ready.state())
    with progress("applying") as on_event:
        return ready.driver(on_event).apply(ready.choices)


def _take_in(ready: Deployment, error: OutsideStateError, *, import_existing: bool) -> bool:
    """Take in what an apply met that exists already, and return whether anything was.

    What an earlier apply of ours made, and was cut off before it knew all of it, is in the state
    as tainted: it is ours, and is kept. The rest is taken in only when the user says so.
    """
    driver = ready.driver()
    tainted = ready.state().tainted
    ours = [found for found in error.resources if found.address in tainted]
    for found in ours:
        driver.untaint(found.address)
        console.say(f"{'kept':9} {found.address}  ({found.name})")
    rest = [found for found in error.resources if found not in ours] if import_existing else []
    for found in rest:
        driver.import_resource(found.address, found.name, ready.choices)
        console.say(f"{'imported':9} {found.address}  ({found.name})")
    return bool(ours or rest)
