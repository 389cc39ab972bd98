"""What terraform tells while it works, as it tells it: its `-json` lines, typed.

Source: https://developer.hashicorp.com/terraform/internals/machine-readable-ui
"""

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Literal

from ssmflow_terraform.diagnostic import Diagnostic

Stage = Literal["start", "progress", "complete", "errored"]


@dataclass(frozen=True)
class Planned:
    """A resource that is to be changed."""

    address: str
    """The resource: `aws_iam_role.x`."""
    action: str
    """`create`, `update`, `delete`, `replace` or `import`."""


@dataclass(frozen=True)
class Worked:
    """Terraform has begun, goes on with, or has ended the change of one resource."""

    stage: Stage
    address: str
    """The resource: `aws_iam_role.x`."""
    action: str
    """`create`, `update` or `delete`."""
    id: str = ""
    """What AWS calls it, once that is known."""
    seconds: float = 0
    """How long it has taken, in whole seconds as terraform counts."""


@dataclass(frozen=True)
class Summary:
    """How many resources are to be changed, or were."""

    operation: str
    """`plan`, `apply` or `destroy`."""
    add: int = 0
    change: int = 0
    remove: int = 0
    imported: int = 0


@dataclass(frozen=True)
class Outputs:
    """The module's outputs, by name."""

    values: Mapping[str, Any]


Event = Planned | Worked | Summary | Outputs | Diagnostic
OnEvent = Callable[[Event], None]


def parse_event(line: str, origins: Mapping[str, str]) -> Event | None:
    """Return the event of one line; `None` for a line that tells nothing of use here.

    Args:
        line: what terraform printed; what is not JSON is no event.
        origins: emitted file → the remediation it was made from.
    """
    try:
        told = json.loads(line)
    except ValueError:
        return None
    if not isinstance(told, dict):
        return None
    kind = told.get("type")
    if kind == "diagnostic":
        return Diagnostic.of(told.get("diagnostic", {}), origins)
    if kind == "planned_change":
        return _planned(told.get("change", {}))
    if kind == "change_summary":
        changes = told.get("changes", {})
        return Summary(
            operation=changes.get("operation", ""),
            add=changes.get("add", 0),
            change=changes.get("change", 0),
            remove=changes.get("remove", 0),
            imported=changes.get("import", 0),
        )
    if kind == "outputs":
        told_outputs = told.get("outputs", {}).items()
        return Outputs({name: output.get("value") for name, output in told_outputs})
    if isinstance(kind, str) and kind.startswith("apply_"):
        return _worked(kind.removeprefix("apply_"), told.get("hook", {}))
    return None


def _planned(change: Mapping[str, Any]) -> Planned | None:
    action = change.get("action", "")
    if action in ("read", "noop", ""):
        return None
    return Planned(change.get("resource", {}).get("addr", ""), action)


def _worked(stage: str, hook: Mapping[str, Any]) -> Worked | None:
    action = hook.get("action", "")
    if stage not in ("start", "progress", "complete", "errored") or action in ("read", "noop"):
        return None
    return Worked(
        stage=stage,  # type: ignore[arg-type]  # one of the four, as just seen
        address=hook.get("resource", {}).get("addr", ""),
        action=action,
        id=str(hook.get("id_value", "")),
        seconds=hook.get("elapsed_seconds", 0),
    )
