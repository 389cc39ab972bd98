"""What terraform's state knows: which resources are deployed, under which names, and where.

Source: https://developer.hashicorp.com/terraform/language/state and the file's own fourth version
"""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from ssmflow_terraform.account import Place
from ssmflow_terraform.plan import NAMES

VERSION = 4
"""The version of the state's form that terraform has written since 0.12."""


@dataclass(frozen=True)
class State:
    """The resources that are deployed."""

    names: Mapping[str, str] = field(default_factory=dict)
    """The address of each, `aws_iam_role.x` → its name in AWS; empty for one without."""
    tainted: frozenset[str] = frozenset()
    """The addresses of those whose creation was cut off: they exist, half known.

    Source: https://developer.hashicorp.com/terraform/cli/state/taint
    """
    place: Place | None = None
    """The account and the Region that they are in; `None` where the state does not say."""

    @classmethod
    def of(cls, text: str) -> "State":
        """Return what a state file says; nothing is deployed where there is none.

        Raises:
            ValueError: this is no state file.
        """
        told = json.loads(text) if text.strip() else {}
        if isinstance(told, dict) and told.get("version", VERSION) != VERSION:
            message = f"it is of version {told['version']}, which this terraform does not know"
            raise ValueError(message)
        try:
            return cls._of(list(told.get("resources") or []))
        except (AttributeError, KeyError, TypeError, IndexError):
            message = "it has not the form of a state"
            raise ValueError(message) from None

    @classmethod
    def _of(cls, resources: Sequence[Mapping[str, Any]]) -> "State":
        managed = [item for item in resources if item["mode"] == "managed"]
        found = [pair for item in managed for pair in _instances(item)]
        settled = {
            item["type"]: item["instances"][0]["attributes"]
            for item in resources
            if item["mode"] == "data" and item["name"] == "current" and item["instances"]
        }
        return cls(
            names={address: _name(instance) for address, instance in found},
            tainted=frozenset(
                address for address, instance in found if instance.get("status") == "tainted"
            ),
            place=_place(settled),
        )


EMPTY = State()
"""The state of what was never deployed."""


def _instances(resource: Mapping[str, Any]) -> Iterator[tuple[str, Mapping[str, Any]]]:
    address = f"{resource['type']}.{resource['name']}"
    for instance in resource["instances"]:
        key = f"[{json.dumps(instance['index_key'])}]" if "index_key" in instance else ""
        yield f"{address}{key}", instance


def _name(instance: Mapping[str, Any]) -> str:
    attributes = instance.get("attributes") or {}
    return str(next((attributes[name] for name in NAMES if attributes.get(name)), ""))


def _place(settled: Mapping[str, Mapping[str, Any]]) -> Place | None:
    """Return what the module's data sources found when it was applied last."""
    account = settled.get("aws_caller_identity", {}).get("account_id")
    region = settled.get("aws_region", {})
    name = region.get("region") or region.get("name") or region.get("id")
    return Place(str(account), str(name)) if account and name else None
