"""Values that only a stack knows, once it is made: what stands for them, and where it does."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from ssmdsl.data_path import Path

STAND_IN = "KnownOnlyToTheStack"
"""What stands for such a value, or for the part of a text that is one."""
KNOWN_TO_THE_STACK = "SSM111"
"""The check that tells of them."""
NOT_LOOKED_AT = "SSM112"
"""The check that tells what of a template is taken nowhere here."""

_FLOW = ("Choices", "LoopCondition", "action", "isEnd", "name", "nextStep", "onCancel", "onFailure")
"""The keys below which stands where the steps of a document lead."""


def is_unknown(value: Any) -> bool:
    """Return whether a value is one that only a stack knows, or has such a one in it."""
    return next(_places(value), None) is not None


def _places(value: Any, path: Path = ()) -> Iterator[Path]:
    if isinstance(value, str):
        if STAND_IN in value:
            yield path
    elif isinstance(value, Mapping):
        for key, member in value.items():
            yield from _places(member, (*path, key))
    elif isinstance(value, list | tuple):
        for index, item in enumerate(value):
            yield from _places(item, (*path, index))


@dataclass(frozen=True)
class UnknownPlaces:
    """Where in the data of a document stands what only a stack knows."""

    paths: tuple[Path, ...] = ()
    """The path of each such value."""

    @classmethod
    def of(cls, data: Any) -> "UnknownPlaces":
        """Return where in data such values stand."""
        return cls(tuple(_places(data)))

    @property
    def leave_flow_alone(self) -> bool:
        """Whether it is known nevertheless where all steps lead."""
        return not any(part in _FLOW for path in self.paths for part in path)

    def concern(self, path: Path, *, key: bool = False) -> bool:
        """Return whether what is said of a place may be about an unknown value.

        Args:
            path: the place.
            key: whether it is said of the key there, which is known.
        """
        return any(_concerns(unknown, path, key) for unknown in self.paths)


def _concerns(unknown: Path, path: Path, key: bool) -> bool:
    if key and len(path) <= len(unknown):
        return False
    if unknown[:1] in (("parameters",), ("variables",)):  # what stands in one is seen together
        return path[:2] == unknown[:2]
    if path[: len(unknown)] == unknown:
        return True
    holds_it = unknown[: len(path)] == path
    return holds_it and "inputs" in path and path[-1] != "inputs"
