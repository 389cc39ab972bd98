"""A finding, with where in the user's file it stands."""

from dataclasses import dataclass
from pathlib import Path

from ssmdsl.checks import Severity
from ssmdsl.errors import fix_of, quoted


@dataclass(frozen=True, kw_only=True)
class Located:
    """One finding."""

    path: Path
    """The file, as the user named it."""
    line: int
    """The first is 1."""
    column: int
    """In characters; the first is 1."""
    code: str
    """The check that finds it: `SSM601`."""
    severity: Severity
    """How grave it is."""
    step: str | None
    """The step that has it."""
    field: str
    """Where it stands in the step, or else in the document, in SSM's words; may be empty."""
    message: str
    """What is wrong, what was allowed and what to write instead, without saying where it is."""
    source_line: str
    """The text of the line, empty if it is not to be had."""

    @property
    def subject(self) -> str:
        """Where it is, as a message begins: `step "Stop", inputs.Api`."""
        step = None if self.step is None else f"step {quoted(self.step)}"
        return ", ".join(part for part in (step, self.field) if part)

    @property
    def fix(self) -> str | None:
        """What to write instead, where that is known."""
        return fix_of(self.message)

    @property
    def sentence(self) -> str:
        """Where it is and what is wrong: `step "Stop", inputs.Api: there is no operation …`."""
        return ": ".join(part for part in (self.subject, self.message) if part)
