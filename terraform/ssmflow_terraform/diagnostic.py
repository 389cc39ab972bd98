"""What terraform finds wrong, told in the words of whoever wrote the remediation.

Source: https://developer.hashicorp.com/terraform/internals/machine-readable-ui#diagnostic
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal


@dataclass(frozen=True)
class Diagnostic:
    """One finding of terraform's."""

    severity: Literal["error", "warning"]
    """Whether it stopped terraform."""
    summary: str
    """What it is, in a sentence."""
    detail: str = ""
    """What else terraform says of it."""
    address: str = ""
    """The resource that it is about."""
    file: str = ""
    """The emitted file that it is about, as terraform names it."""
    line: int = 0
    """The line of that file; 0 where there is none."""
    remediation: str = ""
    """The remediation that the file was made from."""

    @classmethod
    def of(cls, given: Mapping[str, Any], origins: Mapping[str, str]) -> "Diagnostic":
        """Return the finding that terraform printed as JSON.

        Args:
            given: terraform's own object.
            origins: emitted file → the remediation it was made from.
        """
        place = given.get("range") or {}
        file = str(place.get("filename", ""))
        file = "" if file == "<empty>" else file
        return cls(
            severity="warning" if given.get("severity") == "warning" else "error",
            summary=str(given.get("summary", "")).strip(),
            detail=str(given.get("detail", "")).strip(),
            address=str(given.get("address", "")),
            file=file,
            line=int(place.get("start", {}).get("line", 0)) if file else 0,
            remediation=origins.get(file, ""),
        )

    def __str__(self) -> str:
        line = f":{self.line}" if self.line else ""
        place = [f"{self.file}{line}"] if self.file else []
        if self.remediation:
            place.append(f'remediation of "{self.remediation}"')
        if self.address and not self.address.startswith("provider["):
            place.append(self.address)
        head = f"{', '.join(place)}: {self.summary}" if place else self.summary
        detail = "" if self.detail in self.summary else self.detail
        return "\n".join([head, *(f"  {line}".rstrip() for line in detail.splitlines())])
