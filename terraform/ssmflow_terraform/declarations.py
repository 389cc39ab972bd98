"""What a module declares: the resources and variables that options may name.

Source: https://developer.hashicorp.com/terraform/language/syntax/configuration
"""

import re
from collections.abc import Iterable, Iterator

_LABEL = r'(?: +"?([\w-]+)"?)'
_BLOCK = re.compile(rf"^ *(resource|data|variable){_LABEL}{_LABEL}? *\{{", re.MULTILINE)


def declared_resources(texts: Iterable[str]) -> list[str]:
    """Return the addresses of the resources and data sources: `aws_iam_role.x`, `data.x.y`.

    Args:
        texts: the files of the module, in HCL.
    """
    return sorted(
        f"{'data.' if kind == 'data' else ''}{first}.{second}"
        for kind, first, second in _blocks(texts)
        if kind != "variable"
    )


def declared_variables(texts: Iterable[str]) -> list[str]:
    """Return the names of the variables that the texts of a module declare."""
    return sorted(first for kind, first, _ in _blocks(texts) if kind == "variable")


def _blocks(texts: Iterable[str]) -> Iterator[tuple[str, str, str]]:
    for text in texts:
        yield from _BLOCK.findall(text)
