"""Plans, shows the plan, asks, and does what was planned."""

from ssmflow import console
from ssmflow.deployment import Deployment
from ssmflow.plan_text import plan_text
from ssmflow.progress import progress
from ssmflow_terraform.driver import Done
from ssmflow_terraform.event import Summary


def apply_after_asking(ready: Deployment, *, destroy: bool = False) -> Done | None:
    """Return what was done; `None` if the user said no.

    Args:
        ready: what to work on.
        destroy: take down, instead of deploying.
    """
    plan_file = ready.workspace.plan_file
    try:
        with progress("planning") as on_event:
            changes = ready.driver(on_event).plan(plan_file, ready.choices, destroy=destroy)
        plan = ready.driver().show(plan_file) if changes else None
        console.say(plan_text(plan, ready.target))
        if plan is None:
            return Done(Summary("apply"), ready.driver().output())
        question = "Destroy all this" if destroy else "Apply this"
        if not console.confirm(f"{question} in {ready.target}?"):
            return None
        with progress("destroying" if destroy else "applying") as on_event:
            return ready.driver(on_event).apply_plan(plan_file, ready.choices)
    finally:
        plan_file.unlink(missing_ok=True)
