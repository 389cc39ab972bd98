"""Where a document refers to what."""

from collections.abc import Iterator, Mapping
from typing import Any

from ssmdsl.checks._check import Path
from ssmdsl.checks._checked_document import CheckedDocument
from ssmdsl.reference import REFERENCE, Reference


def uses(checked: CheckedDocument) -> Iterator[tuple[str, Path]]:
    """Yield each reference in the steps' inputs and in the outputs, with where it stands."""
    for step in checked.steps:
        yield from _uses_in(checked.inputs(step), checked.path(step, "inputs"))
    for index, output in enumerate(checked.document.outputs):
        yield output.expression, ("outputs", index)


def _uses_in(value: Any, path: Path) -> Iterator[tuple[str, Path]]:
    if isinstance(value, Reference):
        yield value.expression, path
    elif isinstance(value, str):
        if "{{" in value:
            for expression in REFERENCE.findall(value):
                yield expression, path
    elif isinstance(value, Mapping):
        for key, member in value.items():
            yield from _uses_in(member, (*path, key))
    elif isinstance(value, list | tuple):
        for index, item in enumerate(value):
            yield from _uses_in(item, (*path, index))
