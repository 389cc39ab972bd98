"""A plan as terraform has made it: which resources it would change, and what of them.

Source: https://developer.hashicorp.com/terraform/internals/json-format#plan-representation
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any

from ssmflow_terraform.errors import OutsideState, ReplacedImportError

NAMES = ("config_rule_name", "name", "bucket")
"""The arguments that a resource of the module may have its name in."""
UNKNOWN = object()
"""Stands for a value that only the apply brings."""


@dataclass(frozen=True)
class Change:
    """What a plan would do with one resource."""

    address: str
    """The resource: `aws_iam_role.x`."""
    action: str
    """`create`, `update`, `delete`, `replace`, `import` or `forget`."""
    before: Mapping[str, Any]
    """Its arguments as they are."""
    after: Mapping[str, Any]
    """Its arguments as they would be; `UNKNOWN` for what only the apply brings."""
    is_imported: bool = False
    """Whether it exists, and is taken into the state by the way."""

    @property
    def type(self) -> str:
        """The resource's type: `aws_iam_role`."""
        return self.address.partition(".")[0]

    @property
    def changed(self) -> tuple[str, ...]:
        """The arguments that would have another value which is known already."""
        changed = {
            name
            for name in {*self.before, *self.after}
            if self.after.get(name) is not UNKNOWN and self.before.get(name) != self.after.get(name)
        }
        if "tags" in changed:
            changed.discard("tags_all")  # which says the same once more
        return tuple(sorted(changed))


@dataclass(frozen=True)
class Plan:
    """What terraform would do."""

    changes: tuple[Change, ...]
    """What would be done with resources, in terraform's order."""
    outputs: tuple[str, ...] = ()
    """The outputs that would have another value."""

    @classmethod
    def of(cls, shown: Mapping[str, Any]) -> "Plan":
        """Return the plan that `terraform show -json` printed."""
        changes = (_change(given) for given in shown.get("resource_changes", []))
        outputs = (
            name
            for name, change in shown.get("output_changes", {}).items()
            if change["actions"] != ["no-op"]
        )
        return cls(tuple(change for change in changes if change is not None), tuple(outputs))

    def named(self, types: Collection[str]) -> dict[str, str]:
        """Return what would be given a name anew, of resources of some types: address → name."""
        found = {
            change.address: next(
                (name for key in NAMES if isinstance(name := change.after.get(key), str)), ""
            )
            for change in self.changes
            if change.action in ("create", "replace")
            and change.type in types
            and not change.is_imported
        }
        return {address: name for address, name in found.items() if name}

    def require_kept_imports(self) -> None:
        """Make sure that nothing is destroyed in order to be taken in.

        Raises:
            ReplacedImportError: something would be.
        """
        lost = [
            OutsideState(change.address, ", ".join(change.changed))
            for change in self.changes
            if change.is_imported and change.action == "replace"
        ]
        if lost:
            raise ReplacedImportError(resources=lost)

    @property
    def has_changes(self) -> bool:
        """Whether it would change anything at all."""
        return bool(self.changes or self.outputs)


def _change(given: Mapping[str, Any]) -> Change | None:
    change = given["change"]
    actions = change["actions"]
    if actions in (["no-op"], ["read"]):
        if "importing" not in change:
            return None
        actions = ["import"]
    unknown = change.get("after_unknown") or {}
    after = dict(change.get("after") or {})
    after |= {name: UNKNOWN for name, value in unknown.items() if value is True}
    return Change(
        address=given["address"],
        action="replace" if len(actions) > 1 else actions[0],
        is_imported="importing" in change,
        before=change.get("before") or {},
        after=after,
    )
