"""The actions by AWS's names of them."""

from collections.abc import Iterator, Mapping

from ssmdsl import actions
from ssmdsl.step import Step


class _Actions(Mapping[str, type[Step]]):
    """Each action's class, imported when it is asked for."""

    def __init__(self) -> None:
        self._names = {
            f"aws:{name[0].lower()}{name[1:]}": name
            for name in actions.__all__
            if name not in actions.BESIDE
        }

    def __getitem__(self, action: str) -> type[Step]:
        found: type[Step] = getattr(actions, self._names[action])
        return found

    def __iter__(self) -> Iterator[str]:
        return iter(self._names)

    def __len__(self) -> int:
        return len(self._names)


ACTIONS: Mapping[str, type[Step]] = _Actions()
"""Each action's class."""
