"""Every check, found by walking the folder."""

from collections.abc import Mapping
from functools import cache
from importlib import import_module
from pkgutil import iter_modules
from types import MappingProxyType

import ssmdsl.checks
from ssmdsl.checks._check import Check


@cache
def checks() -> Mapping[str, Check]:
    """Return every check by its code, in the order of the codes."""
    found: list[Check] = [
        import_module(f"ssmdsl.checks.{module.name}").CHECK
        for module in iter_modules(ssmdsl.checks.__path__)
        if not module.name.startswith("_")
    ]
    return MappingProxyType(
        {check.code: check for check in sorted(found, key=lambda own: own.code)}
    )
