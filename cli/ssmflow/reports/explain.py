"""What a check is about, as text for people, or as Markdown."""

import re
import textwrap

from ssmdsl.checks import Check, checks
from ssmdsl.errors import SsmflowError, did_you_mean, quoted

WIDTH = 88
"""How long a line of prose is."""
PYTHON = ("from ", "import ", '"""')
"""How an example begins that is a file in Python, and no document in YAML."""


class NoSuchCheckError(SsmflowError):
    """What the user named is neither the code nor the name of a check."""

    def __init__(self, *, named: str) -> None:
        """Say what there is, and what is nearest."""
        known = checks().values()
        listed = "".join(f"\n  {check.code}  {check.name}" for check in known)
        near = did_you_mean(named, [word for check in known for word in (check.code, check.name)])
        super().__init__(f"there is no check {quoted(named)}, only:{listed}\n{near[1:]}".rstrip())
        self.named = named


def find_check(named: str) -> Check:
    """Return the check with a code, or with a name, in any case.

    Raises:
        NoSuchCheckError: there is none.
    """
    wanted = named.casefold()
    for check in checks().values():
        if wanted in (check.code.casefold(), check.name.casefold()):
            return check
    raise NoSuchCheckError(named=named)


def explanation(check: Check) -> str:
    """Return what a check is about, as text for people."""
    return "\n\n".join(
        [
            f"{check.code} {check.name} ({check.severity})",
            textwrap.fill(check.means, WIDTH),
            textwrap.fill(f"Why: {check.why}", WIDTH),
            f"Wrong:\n\n{textwrap.indent(example(check.wrong), '    ')}",
            f"Right:\n\n{textwrap.indent(example(check.right), '    ')}",
            f"Source: {check.source}\n",
        ]
    )


def markdown(check: Check) -> str:
    """Return what a check is about, as Markdown without a heading."""
    return "\n\n".join(
        [
            prose(check.means),
            f"**Why:** {prose(check.why)}",
            f"Wrong:\n\n{_fenced(check.wrong)}",
            f"Right:\n\n{_fenced(check.right)}",
            f"Source: <{check.source}>\n",
        ]
    )


def example(text: str) -> str:
    """Return an example without the empty lines around it."""
    return text.strip("\n")


def prose(text: str) -> str:
    """Return a text as Markdown that shows it as it is, apart from code between backticks."""
    parts = text.split("`")
    parts[::2] = [re.sub(r"[*_<]", r"\\\g<0>", part) for part in parts[::2]]
    return "`".join(parts)


def _fenced(text: str) -> str:
    language = "python" if example(text).startswith(PYTHON) else "yaml"
    return f"```{language}\n{example(text)}\n```"
