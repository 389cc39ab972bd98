"""The names of what a stub declares: each one once."""

import keyword
from collections.abc import Collection


class Names:
    """Gives out names, none of them twice."""

    def __init__(self, taken: Collection[str]) -> None:
        """Keep what no name may be."""
        self._taken = set(taken)
        self._given: dict[tuple[str, str], str] = {}

    def of(self, stem: str, suffix: str) -> str:
        """Return the name of this stem and suffix, the same each time."""
        if (stem, suffix) not in self._given:
            name = stem + suffix
            while name in self._taken:
                name += "_"
            self._taken.add(name)
            self._given[stem, suffix] = name
        return self._given[stem, suffix]


def is_writable(name: str) -> bool:
    """Return whether Python takes a name as an attribute or a keyword argument."""
    return name.isidentifier() and not keyword.iskeyword(name) and not name.startswith("__")
