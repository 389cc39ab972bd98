"""What a property should be: `response.State.Name == "running"`, as a wait or an assertion asks.

Source: https://docs.aws.amazon.com/systems-manager/latest/userguide/automation-action-waitForAwsResourceProperty.html
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, NoReturn

from ssmdsl.errors import DefinitionError, Problem, did_you_mean, one_of, quoted
from ssmdsl.known_words import is_surely_unknown
from ssmdsl.reference import REFERENCE, Reference
from ssmdsl.response import Response, ResponsePath

_ASKED = 'ask ==, is_one_of(…), is_true() or is_false(), as response.State.Name == "running" does'


_NUMBERS = ("integer", "long", "float", "double")


@dataclass(frozen=True, eq=False)
class Desired:
    """A property of a response, and the values of which it should have one."""

    selector: str
    """Where it stands, as JSONPath."""
    values: tuple[str | Reference, ...]
    """The values, as the texts that Automation compares."""

    def _not_combined(self, *_: object) -> NoReturn:
        message = f"it is one question about one property; {_ASKED}"
        raise DefinitionError(problems=[Problem(f"response{self.selector[1:]}", message)])

    __bool__ = __and__ = __or__ = __invert__ = _not_combined


class PropertyPath(ResponsePath):
    """A part of a response that is looked at where the operation is called, and not later on."""

    def __eq__(self, other: object) -> Desired:  # type: ignore[override]
        return self._desired(other)

    def __hash__(self) -> int:
        return hash(self.selector)

    def is_one_of(self, *values: object) -> Desired:  # type: ignore[override]
        """Return that it should have one of these values."""
        if not values:
            self._refuse("is_one_of() needs at least one value")
        return self._desired(*values)

    def __contains__(self, value: object) -> NoReturn:
        self._not_asked()

    def is_true(self) -> Desired:  # type: ignore[override]
        """Return that it should be true."""
        return self._desired(True)

    def is_false(self) -> Desired:  # type: ignore[override]
        """Return that it should be false."""
        return self._desired(False)

    def _not_asked(self, *_: object) -> NoReturn:
        self._refuse(f"Automation waits for values and asserts them, and nothing else: {_ASKED}")

    __ne__ = __gt__ = __lt__ = __ge__ = __le__ = _not_asked
    starts_with = ends_with = contains = equals_ignore_case = _not_asked  # type: ignore[assignment]

    def _desired(self, *values: object) -> Desired:
        return Desired(self.selector, tuple(self._text(value) for value in values))

    def _text(self, value: object) -> str | Reference:
        """Return a value as the text that Automation compares: Python's of what was found."""
        kind = self._item_kind
        if kind in ("structure", "map"):
            self._never(f"it is of type {kind}, and only texts, numbers and flags are compared")
        if isinstance(value, Reference):
            return value
        if isinstance(value, bool):
            if kind != "boolean":
                self._never(f"it is of type {kind}, and never {value}")
            return str(value)
        if isinstance(value, int):
            if kind not in _NUMBERS:
                self._never(f"it is of type {kind}; write {quoted(str(value))}")
            return str(value)
        if not isinstance(value, str):
            self._never(f"{quoted(value)} is not text, a number, True or False")
        is_literal = not REFERENCE.search(value)
        if kind in _NUMBERS and is_literal and not _is_number(value):
            self._never(f"it is a number, and never {quoted(value)}")
        is_unknown = self.enum and value not in self.enum and is_literal
        if is_unknown and is_surely_unknown(value, self.enum):
            near = did_you_mean(value, self.enum)
            self._never(f"it is never {quoted(value)}, only one of {one_of(self.enum, 20)}.{near}")
        if kind == "boolean" and value not in ("True", "False") and is_literal:
            self._never(f"it is never {quoted(value)}; ask is_true() or is_false()")
        return value

    def _never(self, message: str) -> NoReturn:
        self._refuse(message, code="SSM705")


def _is_number(text: str) -> bool:
    try:
        float(text)
    except ValueError:
        return False
    return True


def desired_of(
    service: str, api: str, condition: Callable[[Any], object], *, place: str
) -> Desired:
    """Return what a function asks of an operation's response.

    Raises:
        DefinitionError: it asks something else, or of a part that the response does not have.
    """
    if not callable(condition):
        message = f"{quoted(condition)} is not a function of the response; write lambda response: …"
        raise DefinitionError(problems=[Problem(place, message)])
    try:
        response = Response(service, api)
        asked = condition(PropertyPath(response, response.shape, "$"))
    except TypeError as error:
        message = f"the function cannot be asked with the response alone: {error}"
        raise DefinitionError(problems=[Problem(place, message)]) from None
    except DefinitionError as error:
        problems = [
            Problem(f"{place}, {problem.place}", problem.message, code=problem.code)
            for problem in error.problems
        ]
        raise DefinitionError(problems=problems) from None
    if not isinstance(asked, Desired):
        message = (
            f"the function returns {quoted(asked)}, and no question about a property: {_ASKED}"
        )
        raise DefinitionError(problems=[Problem(place, message)])
    return asked
