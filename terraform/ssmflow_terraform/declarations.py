"""What the module in a folder declares: the resources and variables that options may name.

It reads the files as the emitter wrote them.

Source: https://developer.hashicorp.com/terraform/language/syntax/configuration
"""

import re
from collections.abc import Iterator
from pathlib import Path

_BLOCK = re.compile(r'^(resource|data|variable) "([^"]+)"(?: "([^"]+)")? \{', re.MULTILINE)


def declared_resources(folder: Path) -> list[str]:
    """Return the addresses of the resources and data sources: `aws_iam_role.x`, `data.x.y`."""
    return sorted(
        f"{'data.' if kind == 'data' else ''}{first}.{second}"
        for kind, first, second in _blocks(folder)
        if kind != "variable"
    )


def declared_variables(folder: Path) -> list[str]:
    """Return the names of the variables."""
    return sorted(first for kind, first, _ in _blocks(folder) if kind == "variable")


def _blocks(folder: Path) -> Iterator[tuple[str, str, str]]:
    for file in folder.glob("*.tf"):
        yield from _BLOCK.findall(file.read_text(encoding="utf-8"))
