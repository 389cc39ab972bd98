"""Going on after a mistake, so that one reading of a file finds all of them.

Whoever makes something that is wrong raises a `DefinitionError`. A reader that wants to know of
every mistake says so with `recovering`: it is told of the mistake, and what is wrong is made as
well as it can be.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any, Protocol

from ssmdsl.errors import DefinitionError


class Recovery(Protocol):
    """A reader that goes on after a mistake."""

    def made(self, instance: Any) -> None:
        """Take note of a model that was made; what is wrong with it is told after that."""

    def told(self, error: DefinitionError) -> None:
        """Take note of what is wrong."""


class Collected:
    """A reader that keeps what is wrong."""

    def __init__(self) -> None:
        """Begin with nothing."""
        self.errors: list[DefinitionError] = []

    def made(self, instance: Any) -> None:
        """Let models be made."""

    def told(self, error: DefinitionError) -> None:
        """Keep what is wrong."""
        self.errors.append(error)


_CURRENT: ContextVar[Recovery | None] = ContextVar("recovery", default=None)


@contextmanager
def recovering(recovery: Recovery) -> Iterator[None]:
    """Go on after mistakes, which are told to whoever reads."""
    token = _CURRENT.set(recovery)
    try:
        yield
    finally:
        _CURRENT.reset(token)


def recovery() -> Recovery | None:
    """Return who goes on after a mistake, if anybody does."""
    return _CURRENT.get()


def refuse(error: DefinitionError) -> None:
    """Raise an error, or tell it to whoever goes on without.

    Raises:
        DefinitionError: nobody does.
    """
    reader = _CURRENT.get()
    if reader is None:
        raise error from None
    reader.told(error)
