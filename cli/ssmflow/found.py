"""What `ssmflow doctor` looked for, and what it found."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Found:
    """One thing that the work takes."""

    what: str
    """What it is, in a word or two."""
    text: str
    """What was found; what to do, if it is missing."""
    is_there: bool
    """Whether it is there."""
    is_for: str
    """What cannot be done without it."""
    provided: str = ""
    """What must be so as well and shows only when it is tried, to be read after an "if"."""
