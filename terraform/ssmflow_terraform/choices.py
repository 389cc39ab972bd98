"""What the user passes through to terraform."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Choices:
    """What the user passes through to terraform."""

    variables: Sequence[str] = ()
    """Values of the module's variables, as `NAME=VALUE`."""
    variable_files: Sequence[Path] = ()
    """Files with such values; a file's name may not depend on where terraform runs."""
    targets: Sequence[str] = ()
    """The resources to look at; empty means all."""
    parallelism: int | None = None
    """How many resources are worked on at once; `None` means terraform's own 10."""


NO_CHOICES = Choices()
"""Nothing passed through."""
