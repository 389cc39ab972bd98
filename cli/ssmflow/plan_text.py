"""A plan as text for people: what would be changed, and how."""

import difflib
import json
from collections.abc import Iterator, Mapping, Sequence

from ssmflow_terraform.plan import UNKNOWN, Change, Plan

SIGNS = {"create": "+", "update": "~", "delete": "-", "replace": "±", "import": "<", "forget": "."}
WORDS = {
    "create": "to create",
    "update": "to update",
    "delete": "to destroy",
    "replace": "to replace",
    "import": "to import",
    "forget": "to forget",
}


def plan_text(plan: Plan | None, target: str, *, only: Sequence[str] = ()) -> str:
    """Return a plan as text.

    Args:
        plan: the plan; `None` is one without changes.
        target: what is worked on, for people.
        only: the addresses of all that was looked at; empty if that is everything.
    """
    if plan is None or not plan.has_changes:
        what = f"{', '.join(only)} in {target}" if only else target
        return f"No changes: {what} is as the file says."
    counts = [
        f"{count} {word}"
        for action, word in WORDS.items()
        if (count := sum(_is(change, action) for change in plan.changes))
    ]
    lines = [line for change in plan.changes for line in _change(change)]
    if not plan.changes:  # else they follow from what changes
        lines = [f"~ output {name}" for name in plan.outputs]
        counts = ["no resource, outputs alone"]
    return "\n".join([*lines, f"Changes to {target}: {', '.join(counts)}."])


def _is(change: Change, action: str) -> bool:
    return change.is_imported if action == "import" else change.action == action


def _change(change: Change) -> Iterator[str]:
    sign = SIGNS.get("import" if change.is_imported else change.action, "?")
    yield f"{sign} {change.address}"
    if change.action in ("update", "replace"):
        for name in change.changed:
            yield from _argument(name, change.before.get(name), change.after)


def _argument(name: str, before: object, after: Mapping[str, object]) -> Iterator[str]:
    value = after.get(name)
    old, new = _lines(before), _lines(value)
    if len(old) <= 1 and len(new) <= 1:
        yield f"    {name}: {_short(before)} -> {_short(value)}"
        return
    yield f"    {name}:"
    for line in list(difflib.unified_diff(old, new, lineterm="", n=1))[2:]:
        if not line.startswith("@@"):
            yield f"      {line}"


def _lines(value: object) -> list[str]:
    """Return a value as lines; JSON in one line is spread out, so that it can be compared."""
    if isinstance(value, str):
        if value.startswith(("{", "[")) and "\n" not in value.strip():
            try:
                return json.dumps(json.loads(value), indent=2, ensure_ascii=False).splitlines()
            except ValueError:
                pass
        return value.splitlines()
    if isinstance(value, dict | list) and value:
        return json.dumps(value, indent=2, ensure_ascii=False).splitlines()
    return [_short(value)]


def _short(value: object) -> str:
    return "(known after apply)" if value is UNKNOWN else json.dumps(value, ensure_ascii=False)
