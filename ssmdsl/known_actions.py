"""The actions by AWS's names of them."""

from collections.abc import Mapping

from ssmdsl import actions
from ssmdsl.step import Step

ACTIONS: Mapping[str, type[Step]] = {
    item.action: item
    for name in actions.__all__
    if isinstance(item := getattr(actions, name), type) and issubclass(item, Step)
}
"""Each action's class."""
