"""What AWS refuses in a request before it looks at what the request means.

Each service's front end checks a request against the service's model: lengths, ranges, patterns
and enumerations. botocore's clients and the provider leave most of that to the service.

Source: https://smithy.io/2.0/spec/constraint-traits.html
"""

import re
from collections.abc import Iterator
from typing import Any

from moto.core.exceptions import JsonRESTError

from ssmdsl.service_model import service_model
from ssmdsl.shape import Shape


class ValidationException(JsonRESTError):  # noqa: N818 - AWS's own name of it
    """A request does not fit the service's model."""

    code = 400

    def __init__(self, misfits: list[str]) -> None:
        """Tell all of them in AWS's words."""
        count = f"{len(misfits)} validation error{'s' if len(misfits) > 1 else ''} detected: "
        super().__init__("ValidationException", count + "; ".join(misfits))


def check_shape(service: str, operation: str, request: dict[str, Any]) -> None:
    """Check a request against botocore's model of its operation.

    Raises:
        ValidationException: it does not fit.
    """
    shape = service_model(service).operation_model(operation).input_shape
    misfits = list(_misfits(shape, request, ""))
    if misfits:
        raise ValidationException(misfits)


def _misfits(shape: Shape | None, value: Any, place: str) -> Iterator[str]:
    if shape is None:
        return
    if shape.type_name == "structure":
        for name, member in shape.members.items():
            inner = f"{place}.{_lower(name)}" if place else _lower(name)
            if value.get(name) is not None:
                yield from _misfits(member, value[name], inner)
            elif name in shape.required_members:
                yield _misfit("null", inner, "must not be null")
        return
    if shape.type_name == "list":
        yield from _size_misfits(shape, value, place)
        for number, item in enumerate(value, start=1):
            yield from _misfits(shape.member, item, f"{place}.{number}.member")
    elif shape.type_name == "map":
        yield from _size_misfits(shape, value, place)
        for key, item in value.items():
            yield from _misfits(shape.key, key, f"{place}.key")
            yield from _misfits(shape.value, item, f"{place}.{key}.member")
    elif shape.type_name == "string":
        yield from _text_misfits(shape, value, place)
    else:
        least, most = shape.metadata.get("min"), shape.metadata.get("max")
        if least is not None and value < least:
            yield _misfit(value, place, f"must have value greater than or equal to {least}")
        if most is not None and value > most:
            yield _misfit(value, place, f"must have value less than or equal to {most}")


def _text_misfits(shape: Shape, value: str, place: str) -> Iterator[str]:
    if shape.enum and value not in shape.enum:
        allowed = ", ".join(shape.enum)
        yield _misfit(value, place, f"must satisfy enum value set: [{allowed}]")
    yield from _size_misfits(shape, value, place)
    pattern = shape.metadata.get("pattern")
    if pattern and not re.search(pattern, value):
        yield _misfit(value, place, f"must satisfy regular expression pattern: {pattern}")


def _size_misfits(shape: Shape, value: Any, place: str) -> Iterator[str]:
    least, most = shape.metadata.get("min"), shape.metadata.get("max")
    if least is not None and len(value) < least:
        yield _misfit(value, place, f"must have length greater than or equal to {least}")
    if most is not None and len(value) > most:
        yield _misfit(value, place, f"must have length less than or equal to {most}")


def _misfit(value: Any, place: str, demand: str) -> str:
    shown = value if isinstance(value, str | int) else f"{len(value)} members"
    return f"Value '{shown}' at '{place}' failed to satisfy constraint: Member {demand}"


def _lower(name: str) -> str:
    return name[0].lower() + name[1:]
