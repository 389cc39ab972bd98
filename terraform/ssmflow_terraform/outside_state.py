"""What exists in AWS outside the state, found before terraform meets it.

What is created under a name that is taken (a role, a document, a bucket) terraform trips over,
half-way; what is put it overwrites, and a later destroy then deletes somebody's rule.
"""

from collections.abc import Collection, Mapping
from typing import Protocol

from ssmflow_terraform.errors import OutsideState
from ssmflow_terraform.state import State


class HasResources(Protocol):
    """An account that can be asked what exists: `Account` in `account.py`."""

    def existing(self, wanted: Mapping[str, Collection[str]]) -> set[tuple[str, str]]:
        """Return type and name of those that exist, of the names wanted of each type."""


def outside_state(
    wanted: Mapping[str, str], state: State, account: HasResources
) -> list[OutsideState]:
    """Return what exists, of the resources wanted, without the state's knowing it.

    AWS is asked only where the state does not know a name.

    Args:
        wanted: the address of each resource, of a type in `account.NAMED_TYPES` → its name.
        state: what is known.
        account: where to look.

    Raises:
        SsmflowError: AWS cannot be asked.
    """
    unknown = {
        address: name for address, name in wanted.items() if state.names.get(address) != name
    }
    if not unknown:
        return []
    by_type: dict[str, set[str]] = {}
    for address, name in unknown.items():
        by_type.setdefault(_type(address), set()).add(name)
    existing = account.existing(by_type)
    return [
        OutsideState(address, name)
        for address, name in unknown.items()
        if (_type(address), name) in existing
    ]


def _type(address: str) -> str:
    return address.partition(".")[0]
