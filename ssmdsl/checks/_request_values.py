"""The texts and references of a request, each with the parameter that it is a value of."""

from collections.abc import Iterator, Mapping
from typing import Any

from ssmdsl.reference import Reference


def request_values(
    value: Any, path: str = "inputs", member: str = ""
) -> Iterator[tuple[str, str, str | Reference]]:
    """Yield each text and reference with its path and the innermost parameter that it is in.

    Of a filter that is its `Name`.
    """
    if isinstance(value, str | Reference):
        yield path, member, value
    elif isinstance(value, Mapping):
        name = value.get("Name")
        for key, inner in value.items():
            is_filter = key == "Values" and isinstance(name, str)
            own = str(name) if is_filter else str(key)
            yield from request_values(inner, f"{path}.{key}", own)
    elif isinstance(value, list | tuple):
        for index, item in enumerate(value):
            yield from request_values(item, f"{path}[{index}]", member)
