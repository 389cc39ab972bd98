"""Names for what a file defines: Python's words for AWS's, each once."""

import builtins
import keyword
import re
from collections.abc import Iterable

_TAKEN = frozenset({*keyword.kwlist, *keyword.softkwlist, *dir(builtins)})


class Names:
    """The names of one file."""

    def __init__(self, taken: Iterable[str] = ()) -> None:
        """Begin with those that stand for something already."""
        self._taken = set(taken)

    def take(self, word: str, kind: str) -> str:
        """Return a name of its own for what AWS's word is the name of.

        Args:
            word: AWS's word: `CreateLogGroup`.
            kind: what it is, for where the word alone is taken: `step`.
        """
        plain = snake_case(word) or kind
        if plain[0].isdigit():
            plain = f"{kind}_{plain}"
        name, count = plain, 1
        while name in self._taken or name in _TAKEN:
            name = f"{plain}_{kind}" if count == 1 else f"{plain}_{kind}_{count}"
            count += 1
        self._taken.add(name)
        return name


def snake_case(word: str) -> str:
    """Return a word in Python's case: `VPCFlowLogs` is `vpc_flow_logs`."""
    word = word.replace("IPv", "Ipv")
    parted = re.sub(r"(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z](?!s(?:[^a-z]|$))[a-z])", "_", word)
    return re.sub(r"\W+", "_", parted, flags=re.ASCII).strip("_").lower()
