"""`ssmflow apply`: the remediations of a file, deployed."""

from collections.abc import Collection
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
from ssmflow_terraform.errors import OutsideState, OutsideStateError


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
        taken: list[OutsideState] = []
        while True:
            try:
                with ready.workspace.taking_in(taken):
                    unasked = () if import_existing else taken
                    done = _apply(ready, taken, unasked, auto_approve=auto_approve)
                break
            except OutsideStateError as error:
                more = _ours(ready, error, taken, import_existing=import_existing)
                if more is None:
                    raise
                taken += more
        left = _forget_begun(ready) if done is not None else []
    if done is None:
        console.say("Nothing was applied.")
        raise click.exceptions.Exit(PROBLEMS)
    for each in taken:
        console.say(f"{'imported':9} {each.address}  ({each.name})")
    for each in left:
        console.say(
            f"{each.address} ({each.name}) was made by an apply that was cut off, and nothing in"
            f" {path} wants it any more: delete it in AWS."
        )
    if done.was_interrupted:
        console.say("It was too late to stop: all of it was done.")
    made = done.summary
    counts = f"{made.add} created, {made.change} updated, {made.remove} destroyed"
    if made.imported:
        counts += f", {made.imported} imported"
    console.print_data(f"Applied to {ready.target}: {counts}.")
    console.print_data(outputs_text(done.outputs))


def _apply(
    ready: Deployment,
    taken: Collection[OutsideState],
    unasked: Collection[OutsideState],
    *,
    auto_approve: bool,
) -> Done | None:
    """Apply, and return what was done; `None` if the user said no.

    Where the names of all that would be made are known, terraform plans and applies in one go.
    """
    if taken or not (auto_approve and ready.has_defaults):
        return apply_planned(ready, auto_approve=auto_approve, unasked=unasked)
    with ready.creating(ready.named, ready.state()), progress("applying") as on_event:
        return ready.driver(on_event).apply(ready.choices)


def _forget_begun(ready: Deployment) -> list[OutsideState]:
    """Forget what was begun, after an apply; return what of it exists and is in no state."""
    if ready.choices.targets:
        return []  # what was not looked at may still be taken in
    left = ready.begun(ready.state())
    ready.workspace.begun.end({each.address: each.name for each in left})
    return left


def _ours(
    ready: Deployment,
    error: OutsideStateError,
    taken: Collection[OutsideState],
    *,
    import_existing: bool,
) -> list[OutsideState] | None:
    """Return what is to be taken in of what is in the way; `None` if some of it is not ours.

    What an apply had begun when it was cut off is ours without asking. So is what the state has as
    tainted, which is kept at once, and not made anew; the rest is if the user says so.
    """
    state, begun = ready.state(), ready.workspace.begun
    own = begun.earlier() if error.was_met else begun.ours(state.names)
    kept = [
        each
        for each in error.resources
        if each.address in state.tainted and state.names[each.address] in ("", each.name)
    ]
    more = [each for each in error.resources if each not in (*kept, *taken)]
    are_ours = all(own.get(each.address) == each.name for each in more)
    if not (kept or more) or (more and not (are_ours or import_existing)):
        return None
    for each in kept:
        ready.driver().untaint(each.address)
        console.say(f"{'kept':9} {each.address}  ({each.name})")
    return more
