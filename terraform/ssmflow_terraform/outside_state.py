"""What exists in AWS outside the state, found before terraform would overwrite it.

What is created under a name that is taken (a role, a document, a bucket) terraform trips over by
itself; what is put it overwrites, and a later destroy then deletes somebody's rule.
"""

from collections.abc import Collection, Mapping
from typing import Protocol

from ssmflow_terraform.errors import OutsideState, OutsideStateError
from ssmflow_terraform.state import State


class HasResources(Protocol):
    """An account that can be asked what exists: `Account` in `account.py`."""

    def existing(self, wanted: Mapping[str, Collection[str]]) -> set[tuple[str, str]]:
        """Return type and name of those that exist, of the names wanted of each type."""


def require_free(wanted: Mapping[str, str], state: State, account: HasResources) -> None:
    """Make sure that nothing would be overwritten which the state does not know.

    AWS is asked only where the state does not know a name.

    Args:
        wanted: the address of what would be put, of a type in `account.PUT_TYPES` → its name.
        state: what is known.
        account: where to look.

    Raises:
        OutsideStateError: something of such a name exists.
        SsmflowError: AWS cannot be asked.
    """
    unknown = {
        address: name for address, name in wanted.items() if state.names.get(address) != name
    }
    if not unknown:
        return
    by_type: dict[str, set[str]] = {}
    for address, name in unknown.items():
        by_type.setdefault(_type(address), set()).add(name)
    existing = account.existing(by_type)
    found = [
        OutsideState(address, name)
        for address, name in unknown.items()
        if (_type(address), name) in existing
    ]
    if found:
        raise OutsideStateError(resources=found)


def _type(address: str) -> str:
    return address.partition(".")[0]
