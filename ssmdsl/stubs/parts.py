"""What the stubs of all services have in common: the file `_parts.pyi`."""

PACKAGE = "ssmflow_stubs"
"""The package that the stubs are; `ssmdsl.aws` knows it by this name."""

HEADER = "# Written by `ssmflow stubs`, which overwrites it.\n# ruff: noqa\n# fmt: off\n"
"""How a file begins that may be overwritten."""

STEP_PROPERTIES = {
    "description": "str | None",
    "max_attempts": "int | None",
    "timeout_seconds": "int | None",
    "on_failure": 'Literal["Abort", "Continue"] | Step | Callable[[], Step] | None',
    "on_cancel": 'Literal["Abort"] | Step | Callable[[], Step] | None',
    "is_critical": "bool | None",
    "next_step": "Step | Callable[[], Step] | None",
    "is_end": "bool | None",
    "outputs": "Sequence[Output]",
}
"""What any step takes beside its name, with the types."""

_PROPERTIES = "".join(f"    {name}: {types}\n" for name, types in STEP_PROPERTIES.items())

PARTS = f'''\
{HEADER}
from collections.abc import Callable, Iterator, Sequence
from functools import cached_property
from typing import Generic, Literal, Never, Protocol, SupportsIndex, TypedDict, TypeVar

from ssmdsl.actions import ExecuteAwsApi
from ssmdsl.output import Output
from ssmdsl.reference import Reference
from ssmdsl.response import ResponsePath
from ssmdsl.step import Step

_Response = TypeVar("_Response", covariant=True)
_Item = TypeVar("_Item", covariant=True)

class Texts(Protocol):
    """A list of texts; a text itself is none."""

    def __contains__(self, item: object, /) -> bool: ...
    def __getitem__(self, index: SupportsIndex, /) -> str | Reference: ...
    def __iter__(self) -> Iterator[str | Reference]: ...
    def __len__(self) -> int: ...

class StepProperties(TypedDict, total=False):
    """What any step takes."""

{_PROPERTIES}
class ApiStep(ExecuteAwsApi, Generic[_Response]):
    """A step whose response is known."""

    @cached_property
    def response(self) -> _Response: ...  # type: ignore[override]

class PartPath(ResponsePath):
    """A part of a response; what is in it is named, and nothing else."""

    __getattr__: None  # type: ignore[assignment,misc]
    def __getitem__(self, key: Never, /) -> PartPath: ...  # type: ignore[override]

class ListPath(ResponsePath, Generic[_Item]):
    """A list in a response."""

    __getattr__: None  # type: ignore[assignment,misc]
    def __getitem__(self, key: int | slice) -> _Item: ...  # type: ignore[override]

class MapPath(ResponsePath, Generic[_Item]):
    """A map in a response."""

    def __getattr__(self, name: str) -> _Item: ...  # type: ignore[override]
    def __getitem__(self, key: str) -> _Item: ...  # type: ignore[override]
'''
"""The text of the file."""
