"""What is wrong with a file, told where it stands."""

import re
from collections.abc import Mapping
from typing import Any

from ssmdsl.data_path import Path
from ssmdsl.errors import WRONG_VALUE, DefinitionError, Problem
from ssmdsl.model import MOST_PROBLEMS
from ssmdsl.text import Place, Text, TextError, TextProblem

_PARTS = re.compile(r"\.([^.\[\]]+)|\[(\d+)\]")


def _in_keys(message: str, names: Mapping[str, Path]) -> str:
    """Return a message with the keys of the file where it speaks of properties by their names."""
    for own, place in names.items():
        if "_" in own and place:
            message = re.sub(rf'(?<![\w"]){own}(?![\w"])', str(place[-1]), message)
    return message


class Problems:
    """The problems of one file, as they are found."""

    def __init__(self, text: Text, found: dict[TextProblem, None] | None = None) -> None:
        """Begin without any, or go on with those of the whole file."""
        self.text = text
        self.found: dict[TextProblem, None] = {} if found is None else found

    def within(self, text: Text) -> "Problems":
        """Return the same problems for another part of the file."""
        return Problems(text, self.found)

    def add(self, path: Path, message: str, *, key: bool = False, code: str = WRONG_VALUE) -> None:
        """Add what is wrong with what stands at a path, or with its key."""
        place = self.text.key_place(path) if key else self.text.place(path)
        self.add_at(place, message, code=code)

    def add_at(self, place: Place, message: str, *, code: str = WRONG_VALUE) -> None:
        """Add what is wrong at a place.

        Raises:
            TextError: with every problem so far, where there are very many.
        """
        self.found.setdefault(TextProblem(place, message, code=code))  # once, even if found twice
        if len(self.found) >= MOST_PROBLEMS:
            last = f"these are {MOST_PROBLEMS} problems; the rest is not read"
            self.found[TextProblem(place, last)] = None
            self.throw()

    def add_all(
        self, error: DefinitionError, path: Path, names: Mapping[str, Path], *, subject: str = ""
    ) -> None:
        """Add what a model found wrong with the properties that it was made of.

        Args:
            error: what it said.
            path: where in the file its properties stand.
            names: where below that each of them stands, by its name here; parts too, as
                `step "Stop"`.
            subject: what it is in the whole, if its own name does not say.
        """
        for problem in error.problems:
            self._add(problem, path, names, subject)

    def _add(
        self, problem: Problem, path: Path, names: Mapping[str, Path], whole_subject: str
    ) -> None:
        if problem.path in names and problem.path.startswith("step "):  # it is about all of it
            path = (*path, *names[problem.path])
            self.add(path, f"{problem.path}: {problem.message}", code=problem.code)
            return
        part = next((f"{name}, " for name in names if problem.path.startswith(f"{name}, ")), "")
        own = problem.path.removeprefix(part)  # `step "Stop", inputs.X` is within a part
        first, dot, rest = re.fullmatch(r"([^.\[]*)(.?)(.*)", own, re.DOTALL).groups()  # type: ignore[union-attr]
        below: list[Any] = [
            *(names[part.removesuffix(", ")] if part else ()),
            *names.get(first, (first,) if first else ()),
        ]
        for name, index in _PARTS.findall(dot + rest):
            below.append(int(index) if index else name)
        subject = problem.place.removesuffix(problem.path).removesuffix(", ")
        where = (
            part
            + ".".join(str(part) for part in names.get(first, (first,)) if part != "")
            + dot
            + rest
        )
        joined = f"{subject}{', ' if where else ''}{where}"
        if whole_subject:
            joined = f"{whole_subject}{'.' if where else ''}{where}"
        is_name = bool(path) and names.get(own) == () and own == "name"
        message = f"{joined}: {_in_keys(problem.message, names)}"
        self.add((*path, *below), message, key=is_name, code=problem.code)

    def in_order(self) -> tuple[TextProblem, ...]:
        """Return all of them, in the order of the file."""
        return tuple(sorted(self.found, key=lambda problem: problem.place))

    def throw(self) -> None:
        """Raise what was found, if anything was.

        Raises:
            TextError: with every problem, in the order in which they stand in the file.
        """
        if self.found:
            raise TextError(problems=self.in_order())
