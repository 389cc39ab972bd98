"""One thing that is wrong with a request, where in the request it is, and which check tells it."""

from dataclasses import dataclass, field
from typing import Any, Literal

from ssmdsl.data_path import Path
from ssmdsl.errors import quoted
from ssmdsl.writable import member_path

UNKNOWN_PARAMETER = "SSM602"
MISSING_PARAMETER = "SSM603"
WRONG_TYPE = "SSM604"
NOT_IN_ENUM = "SSM605"
OUT_OF_RANGE = "SSM606"
REFUSED_BY_SERVICE = "SSM607"
EXCLUDED = "SSM608"
STREAM = "SSM609"
UNFIT_PARAMETER_VALUE = "SSM610"
NOT_LIKE_PATTERN = "SSM611"
PERHAPS_NEW = "SSM613"


@dataclass(frozen=True, kw_only=True)
class RequestProblem:
    """One thing that is wrong with the parameters of a request."""

    code: str
    """The check that tells it."""
    path: Path
    """Where in the request it is."""
    message: str
    """What is wrong, what was allowed, and what to write instead."""
    key: bool = False
    """Whether it is about a key that the user chose, not about what stands under it."""
    told: Literal["always", "written", "checked"] = "always"
    """When it is told: also where a step is made; only there; only where a document is checked."""
    written_at: Path = field(default=(), compare=False)
    """Where in the document the value is written, if that is not the request."""

    def place(self, request: str) -> str:
        """Return where it is, in the user's words: `step "Stop", inputs.Filters[0].Name`."""
        if not self.key:
            return request + shown(self.path)
        *above, last = self.path
        return f"{request}{shown(tuple(above))}, key {quoted(last)}"


def problem(code: str, path: Path, message: str, **more: Any) -> RequestProblem:
    """Return a problem with a part of a request."""
    return RequestProblem(code=code, path=path, message=message, **more)


def shown(path: Path) -> str:
    """Return a path as people write it, behind what it leads into: `.Filters[0].Name`."""
    text = ""
    for part in path:
        text = f"{text}[{part}]" if isinstance(part, int) else member_path(text, part)
    return text


def path_part(key: Any) -> str:
    """Return the part of a path that a dictionary's key is; it need not be text."""
    name = getattr(key, "name", key)  # a parameter's own name, where that is the key
    return name if isinstance(name, str) else quoted(key)
