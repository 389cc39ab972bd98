"""What every model of the language is: a frozen, closed dataclass that speaks the user's words.

A model's properties are checked when it is made. What is wrong with them is told in SSM's terms,
all of it at once, as a `DefinitionError`; pydantic's own report never reaches the user.
"""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import fields
from functools import wraps
from itertools import islice
from types import MappingProxyType
from typing import Annotated, Any, TypeVar, cast, dataclass_transform

from pydantic import (
    AfterValidator,
    BeforeValidator,
    ConfigDict,
    Field,
    PlainValidator,
    ValidationError,
)
from pydantic.dataclasses import dataclass, rebuild_dataclass
from pydantic_core import ErrorDetails

from ssmdsl.errors import (
    MISSING,
    UNKNOWN_KEY,
    WRONG_VALUE,
    DefinitionError,
    Problem,
    did_you_mean,
    one_of,
    quoted,
)
from ssmdsl.incomplete import is_made_otherwise, is_made_without, keep_told
from ssmdsl.recovery import recovery, refuse
from ssmdsl.writable import unwritable_parts

Model = TypeVar("Model")
Key = TypeVar("Key")
Item = TypeVar("Item")


def _a_list(given: Any) -> Any:
    if isinstance(given, list | tuple):
        return given
    raise ValueError(not_a_list(given))


def not_a_list(given: Any) -> str:
    """Return what is said of a value that is no list: how to write it, if it could be an item."""
    if isinstance(given, str) and re.fullmatch(r"\s*\[.*\]\s*", given, re.DOTALL):
        return f"{quoted(given)} is text, not a list; take the quotes around it away"
    single = isinstance(given, str | Mapping) or not isinstance(given, Iterable)
    return f"{quoted(given)} is not a list{f'; write [{quoted(given)}]' if single else ''}"


Items = Annotated[Sequence[Item], BeforeValidator(_a_list), AfterValidator(tuple)]
"""A list when written, a tuple once it is part of a model."""


def _read_only(given: Any) -> Any:
    if isinstance(given, Mapping):
        return MappingProxyType(dict(given))
    message = f"{quoted(given)} is not a dictionary"
    raise ValueError(message)


Members = Annotated[Mapping[Key, Item], PlainValidator(_read_only)]
"""A dictionary when written, read-only once it is part of a model, which checks what is in it."""

MOST_PROBLEMS = 100
"""How many problems of one definition are told."""

CONFIGURATION = ConfigDict(
    arbitrary_types_allowed=True,
    extra="forbid",
    defer_build=True,  # most documents have few of the actions, and a class costs milliseconds
    strict=True,  # a dictionary is no Step, and bytes are no text
    # Reading every class's source for its docstrings would be a tenth of a command's time; they
    # are for whoever reads the code.
    use_attribute_docstrings=False,
)


def is_a(words: str, *kinds: type) -> BeforeValidator:
    """Take values of these kinds alone, and say in one sentence what is wanted.

    Args:
        words: what is wanted, as it follows "is not".
        kinds: the classes, one of which a value is an instance of.
    """

    def check(given: Any) -> Any:
        if given is None or isinstance(given, kinds):
            return given
        message = f"{quoted(given)} is not {words}"
        raise ValueError(message)

    return BeforeValidator(check)


@dataclass_transform(frozen_default=True, kw_only_default=True, field_specifiers=(Field,))
def model(cls: type[Model]) -> type[Model]:
    """Make a class a model of the language.

    The class may define

    * `noun`, what users call it; without it, its name in lower case;
    * `stand_in()`, the model that it is made as where it cannot be, and is not to end the reading;
    * `place(properties)`, where in the user's words its problems are, if noun and name do not say;
    * `misfit_code`, the check that has its rules where they name none: else SSM103;
    * `bears_gaps`, whether its misfits mind what is left out of it;
    * `misfits()`, which yields path and message of what its properties cannot be together, and
      the check whose rule that is.
    """
    own_hash = vars(cls).get("__hash__")  # a dataclass has another, which hashes all
    made: Any = dataclass(cls, frozen=True, kw_only=True, repr=False, config=CONFIGURATION)
    initialize: Callable[..., None] = made.__init__
    names = [field.name for field in fields(made)]
    positional = [field.name for field in fields(made) if not field.kw_only]
    misfit_code: str = getattr(made, "misfit_code", WRONG_VALUE)

    def misfits(instance: Any, place: Callable[[], str]) -> list[Problem]:
        found = islice(getattr(instance, "misfits", tuple)(), MOST_PROBLEMS)
        return [
            Problem(
                f"{place()}, {path}" if path else place(),
                message,
                path=path,
                code=code[0] if code else misfit_code,
            )
            for path, message, *code in found
        ]

    @wraps(initialize)
    def __init__(self: Any, *arguments: Any, **properties: Any) -> None:  # noqa: N807
        if rebuild_dataclass(made):  # the first one of it is made
            made.__init__ = __init__  # where pydantic has put its own
        placed = dict(zip(positional, arguments, strict=False))

        def place() -> str:  # only a mistake pays for it
            return _place_of(made, names[0], {**properties, **placed})

        problems = [
            Problem(
                place(),
                f"{quoted(extra)} needs the name of its property, one of {one_of(names, 20)}",
            )
            for extra in arguments[len(positional) :]
        ]
        unwritable = [
            Problem(f"{place()}, {path}", message, path=path)
            for name, given in (*placed.items(), *properties.items())
            for path, message in unwritable_parts(given, name)
        ]
        if unwritable:
            raise DefinitionError(problems=[*problems, *unwritable])
        reader = recovery()
        is_made = True
        try:
            if placed.keys() & properties:
                initialize(self, *arguments[: len(positional)], **properties)
            # By name: pydantic would count a base's fields among those that go without.
            initialize(self, **placed, **properties)
        except ValidationError as error:
            found = [
                _retell(place(), details, names, positional, misfit_code)
                for details in error.errors(include_url=False)
            ]
            problems += [problem for _, problem in sorted(found, key=lambda pair: pair[0])]
            if reader is not None:
                is_made = is_made_without(self, initialize, {**properties, **placed}, problems)
                if is_made and getattr(made, "bears_gaps", False):
                    problems += misfits(self, place)
                is_made = is_made or is_made_otherwise(self, {**properties, **placed}, problems)
        else:
            problems += misfits(self, place)
        if reader is not None and is_made:
            keep_told(self, problems)
            reader.made(self)
        if problems:
            mistake = DefinitionError(problems=problems)
            if not is_made:
                raise mistake from None
            refuse(mistake)

    def __repr__(self: Any) -> str:  # noqa: N807
        shown = ", ".join(quoted(getattr(self, name)) for name in positional[:1])
        return f"{type(self).__name__}({shown or '…'})"

    def __hash__(self: Any) -> int:  # noqa: N807
        return hash((made, *(getattr(self, name) for name in positional)))

    made.__init__ = __init__
    made.__repr__ = __repr__
    made.__hash__ = (
        own_hash or __hash__
    )  # of what tells it from others: not all that it holds can be hashed
    return cast(type[Model], made)


def _place_of(cls: type, first: str, properties: Mapping[str, Any]) -> str:
    """Return what users call the thing being made: `step "Stop"`, `parameter "VpcId"`."""
    place = getattr(cls, "place", None)
    if place is not None:
        return cast(str, place(properties))
    noun: str = getattr(cls, "noun", cls.__name__.lower())
    name = properties.get(first)
    return f"{noun} {quoted(name)}" if isinstance(name, str) else noun


def _retell(
    place: str,
    details: ErrorDetails,
    names: Sequence[str],
    positional: Sequence[str],
    misfit_code: str,
) -> tuple[int, Problem]:
    """Return where the property was declared, and pydantic's finding in the user's words."""
    first, *rest = details["loc"] or ("",)
    name = positional[first] if isinstance(first, int) else first
    order = names.index(name) if name in names else len(names)
    path = name + "".join(f"[{part}]" for part in rest if isinstance(part, int))
    if details["type"] == "unexpected_keyword_argument":
        near = did_you_mean(name, names)
        message = f"there is no property {quoted(name)}, only {one_of(names, 20)}.{near}"
        return order, Problem(place, message, path=name, code=UNKNOWN_KEY)
    where = f"{place}, {path}" if path else place
    return order, Problem(where, _sentence(details), path=path, code=_code_of(details, misfit_code))


def _code_of(details: ErrorDetails, misfit_code: str) -> str:
    """Return the check whose rule pydantic found broken."""
    if details["type"] == "missing":
        return MISSING
    return getattr(details.get("ctx", {}).get("error"), "code", misfit_code)


def _sentence(details: ErrorDetails) -> str:
    kind, context = details["type"], details.get("ctx", {})
    if kind == "missing":
        return "is required"
    if kind == "value_error":
        return str(context["error"])
    return f"{quoted(details['input'])} {_verdict(kind, details, context)}"


def _verdict(kind: str, details: ErrorDetails, context: Mapping[str, Any]) -> str:
    """Return what is said of the value that pydantic found fault with."""
    given = details["input"]
    if kind == "literal_error":
        words = re.findall("'([^']*)'", context["expected"])
        return f"is not one of {one_of(words, 20)}.{did_you_mean(str(given), words)}"
    if kind == "multiple_argument_values":
        return "is a second value for it"
    if kind == "greater_than_equal":
        return f"is too small; at least {context['ge']}"
    if kind == "less_than_equal":
        return f"is too large; at most {context['le']}"
    if kind == "string_too_short":
        least = context["min_length"]
        return f"is too short; at least {least} character{'s' if least > 1 else ''}"
    if kind == "dataclass_exact_type":
        wanted = context["class_name"]
        return f"is not a{'n' if wanted[0] in 'AEIOU' else ''} {wanted}"
    return _VERDICTS.get(kind, f"does not fit: {details['msg']}")


_VERDICTS = {
    "string_type": "is not text",
    "int_type": "is not an integer",
    "bool_type": "is not True or False",
}
