"""What a check is: a rule with a code, why there is it, and what it looks at."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal

from ssmdsl.data_path import Path

if TYPE_CHECKING:
    from ssmdsl.checks._checked_document import CheckedDocument
    from ssmdsl.checks._checked_remediation import CheckedRemediation

Severity = Literal["error", "warning", "note"]
"""`error`: it cannot work. `warning`: it works less well than it seems. `note`: worth a look."""


@dataclass(frozen=True)
class Found:
    """One thing that a check finds."""

    path: Path
    """Where it stands; of a remediation, in AWS Config's words: `("Parameters", "VpcId")`."""
    message: str
    """What is wrong, what was allowed and what to write instead, without saying where it is."""
    key: bool = field(default=False, kw_only=True)
    """Whether it is about the key of what stands there."""
    line: int | None = field(default=None, kw_only=True)
    """Which line of the text that stands there it is about; the first is 1."""


@dataclass(frozen=True, kw_only=True)
class Check:
    """One rule.

    A rule that has no `find` of its own is one of the language: it is told when a document is
    made or read, with the same code.
    """

    code: str
    """`SSM` and three digits; never used for another rule again.

    1xx structure and parameters, 2xx references, 3xx flow, 4xx permissions, 5xx AWS Config,
    6xx calls of AWS APIs, 7xx outputs, 8xx scripts, 9xx robustness."""
    name: str
    """A few words, joined by hyphens: `unreachable-step`."""
    severity: Severity
    """How grave it is."""
    means: str
    """A sentence: what is wrong."""
    why: str
    """Why it matters: what happens when the automation runs."""
    wrong: str
    """A document in YAML, without its schemaVersion, or a Python file, that has the defect."""
    right: str
    """The same without the defect, and without any other."""
    source: str
    """The page of AWS's documentation that says so."""
    find: "Callable[[CheckedDocument], Iterable[Found]] | None" = None
    """Yields where a document has the defect."""
    find_in_remediation: "Callable[[CheckedRemediation], Iterable[Found]] | None" = None
    """Yields where a remediation has the defect."""
    needs_all: bool = False
    """Whether it says nothing of a document of which a step could not be read."""
