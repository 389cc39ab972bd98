"""Why the text of a file cannot be understood: every problem found, with its place."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from ssmdsl.errors import SsmflowError
from ssmdsl.text.place import Place


@dataclass(frozen=True)
class TextProblem:
    """One thing in a file that cannot be understood."""

    place: Place
    """Where it stands."""
    message: str
    """What is wrong, what was allowed, and what to write instead."""
    code: str = field(default="SSM100", kw_only=True, compare=False)
    """The check that has this rule; SSM100 is what is no YAML and no JSON."""

    def __str__(self) -> str:
        return f"{self.place}: {self.message}"


class TextError(SsmflowError):
    """A file's text that cannot be understood; holds every problem found, in their order."""

    def __init__(self, *, problems: Sequence[TextProblem]) -> None:
        """Keep the problems; the message is one line each."""
        super().__init__("\n".join(map(str, problems)))
        self.problems = tuple(problems)
