"""What can go wrong, as one tree.

```
SsmflowError                  everything that ssmflow says no to; exit code 1
├── DefinitionError           what the user wrote cannot be: every problem of one definition at once
└── MissingRequirementError   something is missing on this machine; exit code 3
```

The emitter's, the driver's and the sandbox's own errors derive from these.
An exception takes its facts as keyword arguments, keeps them and makes its own sentence;
it never prints.
"""

import re
import reprlib
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from itertools import islice
from typing import Any

UNKNOWN_KEY = "SSM101"
"""The check of properties and keys that there are not."""
MISSING = "SSM102"
"""The check of what is required and not there."""
WRONG_VALUE = "SSM103"
"""The check of values that cannot be, where no other check is named."""
NOT_A_NAME = "SSM105"
"""The check of names that cannot be."""
NO_SUCH_STEP = "SSM301"
"""The check of jumps that lead to no step."""

Misfit = tuple[str, str] | tuple[str, str, str]
"""What a model says of its properties: the path, what is wrong, and the check if not its own."""

SHOWN_CHARACTERS = 200
"""How much of what the user wrote a message repeats."""


class SsmflowError(Exception):
    """The base of every error that ssmflow raises on purpose."""


class MissingRequirementError(SsmflowError):
    """Something that the work needs is missing on this machine."""

    def __init__(self, *, what: str, remedy: str) -> None:
        """Say what is missing, and what to do about it."""
        super().__init__(f"{what} {remedy}")
        self.what = what
        self.remedy = remedy


@dataclass(frozen=True)
class Problem:
    """One thing that is wrong with what the user wrote."""

    place: str
    """Where, in the user's words: `step "Stop", inputs.InstanceIds`."""
    message: str
    """What is wrong, what was allowed, and what to write instead."""
    path: str = field(default="", kw_only=True, compare=False)
    """The end of the place: the property, and what is in it, as `inputs.InstanceIds`."""
    code: str = field(default=WRONG_VALUE, kw_only=True, compare=False)
    """The check that has this rule: `SSM103`."""

    def __str__(self) -> str:
        return f"{self.place}: {self.message}"


class DefinitionError(SsmflowError):
    """What the user wrote cannot be; holds every problem found, not only the first."""

    def __init__(self, *, problems: Sequence[Problem]) -> None:
        """Keep the problems; the message is one line each."""
        super().__init__("\n".join(map(str, problems)))
        self.problems = tuple(problems)


class NotANameError(ValueError):
    """A name cannot be one; raised while a model is made, which tells it."""

    code = NOT_A_NAME


class NoSuchStepError(ValueError):
    """A jump leads to no step; raised while a model is made, which tells it."""

    code = NO_SUCH_STEP


class _Shown(reprlib.Repr):
    """Shows any value: long ones in part, deep and circular ones too."""

    def __init__(self) -> None:
        super().__init__()
        self.maxlevel = 6
        self.maxlist = self.maxtuple = self.maxdict = self.maxset = self.maxfrozenset = 12
        self.maxstring = self.maxother = SHOWN_CHARACTERS

    def repr_dict(self, x: dict[Any, Any], level: int) -> str:
        """Show a dictionary in the order in which it was written."""
        if level <= 0:
            return "{...}"
        pieces = [
            f"{self.repr1(key, level - 1)}: {self.repr1(member, level - 1)}"
            for key, member in islice(x.items(), self.maxdict)
        ]
        return f"{{{', '.join(pieces)}{', ...' if len(x) > self.maxdict else ''}}}"

    def repr_int(self, x: int, level: int) -> str:
        """Show an integer; Python itself refuses to print very long ones."""
        text = repr(x) if x.bit_length() < SHOWN_CHARACTERS else hex(x)
        return text if len(text) <= SHOWN_CHARACTERS else f"{text[:SHOWN_CHARACTERS]}…"


_SHOWN = _Shown()


def quoted(given: Any) -> str:
    """Return what the user wrote as a message shows it: on one line, and not without end."""
    if isinstance(given, type):
        return given.__name__
    if not isinstance(given, str):
        return _SHOWN.repr(given)
    more = "…" if len(given) > SHOWN_CHARACTERS else ""
    return f'"{printable(given[:SHOWN_CHARACTERS])}{more}"'


def printable(text: str) -> str:
    """Return a text with what has no place on a terminal as its escape."""
    if text.isprintable():
        return text
    shown = (
        letter if letter.isprintable() else letter.encode("unicode_escape").decode("ascii")
        for letter in text
    )
    return "".join(shown)


def did_you_mean(wrong: str, allowed: Collection[str]) -> str:
    """Return ` Did you mean "…"?` for the nearest allowed word, or nothing where none is near."""
    import difflib  # only a mistake pays for it

    by_folded = {word.casefold(): word for word in sorted(allowed, reverse=True)}
    folded = wrong[:SHOWN_CHARACTERS].casefold()
    near = difflib.get_close_matches(folded, by_folded, n=1, cutoff=0.6)
    return f" Did you mean {quoted(by_folded[near[0]])}?" if near else ""


_FIX = re.compile(r'(?:Did you mean |[;:] write )"([^"]+)"\??$|; write (\S.*)$')


def fix_of(message: str) -> str | None:
    """Return what a message says to write instead, if it ends with that."""
    found = _FIX.search(message)
    fix = found and (found[1] or found[2])
    return None if not fix or "…" in fix else fix  # else it is a form to be filled in


def one_of(allowed: Collection[Any], limit: int = 12) -> str:
    """Return the allowed words as text, shortened when there are very many."""
    words = list(allowed)
    shown = ", ".join(map(quoted, words[:limit]))
    return shown if len(words) <= limit else f"{shown} and {len(words) - limit} more"
