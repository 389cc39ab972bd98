"""Where in the data of a file or of a document something stands."""

from collections.abc import Sequence

Path = tuple[str | int, ...]
"""Keys and indices, from the whole to the part: `("mainSteps", 0, "name")`."""


def shown(path: Sequence[str | int]) -> str:
    """Return a path as people write it: `mainSteps[0].inputs.Api`."""
    text = "".join(f"[{part}]" if isinstance(part, int) else f".{part}" for part in path)
    return text.removeprefix(".")
