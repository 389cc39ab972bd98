"""Plans, looks at the plan, asks, and does what was planned."""

from collections.abc import Collection
from contextlib import nullcontext

from ssmflow import console
from ssmflow.deployment import Deployment
from ssmflow.plan_text import plan_text
from ssmflow.progress import progress
from ssmflow_terraform.account import NAMED_TYPES
from ssmflow_terraform.driver import Done
from ssmflow_terraform.errors import OutsideState, OutsideStateError
from ssmflow_terraform.event import Summary
from ssmflow_terraform.plan import Plan


def make_plan(ready: Deployment, *, destroy: bool = False) -> Plan | None:
    """Make a plan, leave it in the working folder, and return it; `None` if nothing would change.

    Args:
        ready: what to work on.
        destroy: take down, instead of deploying.
    """
    plan_file = ready.workspace.plan_file
    with progress("planning") as on_event:
        changes = ready.driver(on_event).plan(plan_file, ready.choices, destroy=destroy)
    return ready.driver().show(plan_file) if changes else None


def apply_planned(
    ready: Deployment,
    *,
    destroy: bool = False,
    auto_approve: bool = False,
    unasked: Collection[OutsideState] = (),
) -> Done | None:
    """Return what was done; `None` if the user said no.

    Args:
        ready: what to work on.
        destroy: take down, instead of deploying.
        auto_approve: do it without asking.
        unasked: what is taken in without the user's having said so: it must be as it was to be
            made, or it is somebody else's.

    Raises:
        OutsideStateError: a name is taken by what the state does not know.
        UnfinishedApplyError: a destroy would leave something behind.
        ReplacedImportError: what exists could be taken in only by destroying it.
    """
    plan_file = ready.workspace.plan_file
    try:
        state = ready.state()
        if destroy:
            ready.require_finished(state)
        plan = make_plan(ready, destroy=destroy)
        named = plan.named(NAMED_TYPES) if plan is not None else {}
        if not auto_approve:  # before the question; whoever creates looks once more after it
            ready.require_free(named, state)
        _require_as_made(plan, unasked)
        if not auto_approve or plan is None:
            console.say(plan_text(plan, ready.target, only=ready.choices.targets))
        if plan is None:
            return Done(Summary("apply"), ready.driver().output())
        plan.require_kept_imports()
        question = "Destroy all this" if destroy else "Apply this"
        if not auto_approve and not console.confirm(f"{question} in {ready.target}?"):
            return None
        account = nullcontext() if destroy else ready.creating(named, state)
        with account, progress("destroying" if destroy else "applying") as on_event:
            return ready.driver(on_event).apply_plan(plan_file, ready.choices)
    finally:
        plan_file.unlink(missing_ok=True)


def _require_as_made(plan: Plan | None, unasked: Collection[OutsideState]) -> None:
    """Make sure that what is taken in unasked would not be changed by that.

    Raises:
        OutsideStateError: it would be: somebody has made it since, under the name that was free.
    """
    changes = plan.changes if plan is not None else ()
    changed = {change.address for change in changes if change.action != "import"}
    foreign = [each for each in unasked if each.address in changed]
    if foreign:
        raise OutsideStateError(resources=foreign)
