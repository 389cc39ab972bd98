"""What is taken though it is not in its proper form, and the form that it is given.

Source: https://docs.aws.amazon.com/systems-manager/latest/userguide/documents-syntax-data-elements-parameters.html
"""

from collections.abc import Sequence
from dataclasses import dataclass

Path = tuple[str | int, ...]
"""Where in the data of a file something stands: `("mainSteps", 0, "name")`."""


@dataclass(frozen=True)
class FormChange:
    """One thing that AWS tolerates though it is in another form, and its proper form."""

    path: Path
    """Where it stands in the file."""
    message: str
    """What was changed, and into what."""


def shown(path: Sequence[str | int]) -> str:
    """Return a path as people write it: `mainSteps[0].inputs.Api`."""
    text = "".join(f"[{part}]" if isinstance(part, int) else f".{part}" for part in path)
    return text.lstrip(".")
