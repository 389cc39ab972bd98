"""What every model of the language is: a frozen, closed dataclass that speaks the user's words.

A model's properties are checked when it is made. What is wrong with them is told in SSM's terms,
all of it at once, as a `DefinitionError`; pydantic's own report never reaches the user.
"""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import fields
from functools import wraps
from types import MappingProxyType
from typing import Annotated, Any, TypeVar, cast, dataclass_transform

from pydantic import AfterValidator, ConfigDict, Field, ValidationError
from pydantic.dataclasses import dataclass
from pydantic_core import ErrorDetails

from ssmdsl.errors import DefinitionError, Problem, did_you_mean, one_of

Model = TypeVar("Model")
Item = TypeVar("Item")

Items = Annotated[Sequence[Item], AfterValidator(tuple)]
"""A list when written, a tuple once it is part of a model."""

Members = Annotated[Mapping[str, Item], AfterValidator(lambda given: MappingProxyType(dict(given)))]
"""A dictionary when written, read-only once it is part of a model."""

CONFIGURATION = ConfigDict(
    arbitrary_types_allowed=True,
    extra="forbid",
    use_attribute_docstrings=True,
)


@dataclass_transform(frozen_default=True, kw_only_default=True, field_specifiers=(Field,))
def model(cls: type[Model]) -> type[Model]:
    """Make a class a model of the language.

    The class may define `noun`, what users call it; without it, its name in lower case.
    """
    made: Any = dataclass(cls, frozen=True, kw_only=True, config=CONFIGURATION)
    initialize: Callable[..., None] = made.__init__
    names = [field.name for field in fields(made)]
    positional = [field.name for field in fields(made) if not field.kw_only]

    @wraps(initialize)
    def __init__(self: Any, *arguments: Any, **properties: Any) -> None:  # noqa: N807
        place = place_of(made, arguments, properties)
        problems = [
            Problem(
                place,
                f"{quoted(extra)} needs the name of its property, one of {one_of(names, 20)}",
            )
            for extra in arguments[len(positional) :]
        ]
        try:
            initialize(self, *arguments[: len(positional)], **properties)
        except ValidationError as error:
            found = [
                _retell(place, details, names, positional)
                for details in error.errors(include_url=False)
            ]
            problems += [problem for _, problem in sorted(found, key=lambda pair: pair[0])]
        if problems:
            raise DefinitionError(problems=problems) from None

    made.__init__ = __init__
    return cast(type[Model], made)


def place_of(cls: type, arguments: Sequence[Any], properties: Mapping[str, Any]) -> str:
    """Return what users call the thing being made: `step "Stop"`, `parameter "VpcId"`."""
    noun = getattr(cls, "noun", cls.__name__.lower())
    name = arguments[0] if arguments else properties.get("name")
    return f'{noun} "{name}"' if isinstance(name, str) else noun


def quoted(given: Any) -> str:
    """Return what the user wrote, as it should be shown in a message."""
    return f'"{given}"' if isinstance(given, str) else repr(given)


def _retell(
    place: str, details: ErrorDetails, names: Sequence[str], positional: Sequence[str]
) -> tuple[int, Problem]:
    """Return where the property was declared, and pydantic's finding in the user's words."""
    first, *rest = details["loc"] or ("",)
    name = positional[first] if isinstance(first, int) else first
    order = names.index(name) if name in names else len(names)
    path = name + "".join(f"[{part}]" if isinstance(part, int) else f".{part}" for part in rest)
    if details["type"] == "unexpected_keyword_argument":
        near = did_you_mean(path, names)
        message = f'there is no property "{path}", only {one_of(names, 20)}.{near}'
        return order, Problem(place, message)
    return order, Problem(f"{place}, {path}" if path else place, _sentence(details))


def _sentence(details: ErrorDetails) -> str:
    kind, given, context = details["type"], details["input"], details.get("ctx", {})
    if kind == "missing":
        return "is required"
    if kind == "literal_error":
        words = re.findall("'([^']*)'", context["expected"])
        near = did_you_mean(str(given), words)
        return f"{quoted(given)} is not one of {one_of(words, 20)}.{near}"
    if kind == "value_error":
        return str(context["error"])
    return f"{quoted(given)} is not {details['msg'].removeprefix('Input should be ')}"
