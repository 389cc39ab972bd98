from pathlib import Path

import pytest

from ssmdsl.docstrings import field_docstrings


class Base:
    first: int
    """Of the base."""
    second: int = 2
    """Of the base too."""
    silent: int


class Derived(Base):
    """Not of a field."""

    second: int = 3
    """Of this one.

    In two paragraphs.
    """
    third: int

    def method(self) -> None:
        """Not of a field."""


def test_what_stands_under_a_field_is_said_of_it() -> None:
    assert field_docstrings(Base) == {"first": "Of the base.", "second": "Of the base too."}
    assert field_docstrings(Derived) == {
        "first": "Of the base.",
        "second": "Of this one.\n\nIn two paragraphs.",
    }


def test_where_no_source_is_nothing_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    names: dict[str, type] = {}
    exec("class Made:\n    field: int\n    'Said of it.'", names)  # noqa: S102  # that is the case
    monkeypatch.setattr(names["Made"], "__module__", "nowhere")

    assert field_docstrings(names["Made"]) == {}
    assert field_docstrings(Path) == {}
