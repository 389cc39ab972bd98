"""What is written under the fields of a class, read from its source: Python itself forgets it."""

import ast
import inspect
import sys
from collections.abc import Mapping
from functools import cache


@cache
def field_docstrings(cls: type) -> Mapping[str, str]:
    """Return what is said of each field of a class and of its bases, those without a word left out.

    Where the source is not at hand, nothing is.
    """
    found: dict[str, str] = {}
    for kind in reversed(cls.__mro__):
        found.update(_said_in(kind.__module__).get(kind.__qualname__, {}))
    return found


@cache
def _said_in(module: str) -> Mapping[str, Mapping[str, str]]:
    """Return what the classes at a module's level say of their fields, by their names."""
    try:
        tree = ast.parse(inspect.getsource(sys.modules[module]))
    except (OSError, TypeError, KeyError):
        return {}
    return {node.name: _said(node) for node in tree.body if isinstance(node, ast.ClassDef)}


def _said(node: ast.ClassDef) -> dict[str, str]:
    return {
        field.target.id: inspect.cleandoc(below.value.value)
        for field, below in zip(node.body, node.body[1:], strict=False)
        if isinstance(field, ast.AnnAssign)
        and isinstance(field.target, ast.Name)
        and isinstance(below, ast.Expr)
        and isinstance(below.value, ast.Constant)
        and isinstance(below.value.value, str)
    }
