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

from collections.abc import Collection, Sequence
from dataclasses import dataclass


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

    def __str__(self) -> str:
        return f"{self.place}: {self.message}"


class DefinitionError(SsmflowError):
    """What the user wrote cannot be; holds every problem found, not only the first."""

    def __init__(self, *, problems: Sequence[Problem]) -> None:
        """Keep the problems; the message is one line each."""
        super().__init__("\n".join(map(str, problems)))
        self.problems = tuple(problems)


def did_you_mean(wrong: str, allowed: Collection[str]) -> str:
    """Return ` Did you mean "…"?` for the nearest allowed word, or nothing where none is near."""
    import difflib  # only a mistake pays for it

    by_folded = {word.casefold(): word for word in sorted(allowed, reverse=True)}
    near = difflib.get_close_matches(wrong.casefold(), by_folded, n=1, cutoff=0.6)
    return f' Did you mean "{by_folded[near[0]]}"?' if near else ""


def one_of(allowed: Collection[str], limit: int = 12) -> str:
    """Return the allowed words as text, shortened when there are very many."""
    words = list(allowed)
    shown = ", ".join(f'"{word}"' for word in words[:limit])
    return shown if len(words) <= limit else f"{shown} and {len(words) - limit} more"
