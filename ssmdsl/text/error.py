"""Why the text of a file cannot be understood: every problem found, with its place."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from ssmdsl.errors import SsmflowError
from ssmdsl.text.place import Place

UNREADABLE = "SSM100"
"""The check of what is neither YAML nor JSON."""
TWICE = "SSM106"
"""The check of what has the name of something else."""


@dataclass(frozen=True)
class TextProblem:
    """One thing in a file that cannot be understood."""

    place: Place
    """Where it stands."""
    message: str
    """What is wrong, what was allowed, and what to write instead."""
    code: str = field(default=UNREADABLE, kw_only=True, compare=False)
    """The check that has this rule."""

    def __str__(self) -> str:
        return f"{self.place}: {self.message}"


class TextError(SsmflowError):
    """A file's text that cannot be understood; holds every problem found, in their order."""

    def __init__(self, *, problems: Sequence[TextProblem]) -> None:
        """Keep the problems; the message is one line each."""
        super().__init__("\n".join(map(str, problems)))
        self.problems = tuple(problems)
