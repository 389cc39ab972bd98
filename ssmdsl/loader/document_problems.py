"""What is wrong with one document of a file."""

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from typing import Any

from ssmdsl.data_path import Path
from ssmdsl.errors import (
    UNKNOWN_KEY,
    WRONG_VALUE,
    DefinitionError,
    Problem,
    did_you_mean,
    one_of,
    quoted,
)
from ssmdsl.loader.problems import Problems
from ssmdsl.recovery import Collected, recovering

_CHANGE_MANAGER = ("emergencyChange", "autoApprovable", "templateInformation", "executableRunBooks")


class DocumentProblems:
    """Tells what is wrong with a document, at paths that begin where the document does."""

    def __init__(self, problems: Problems, path: Path) -> None:
        """Begin without any.

        Args:
            problems: those of the file.
            path: where the document stands in the file.
        """
        self.of_file = problems
        self.path = path

    def tell(self, path: Path, message: str, *, key: bool = False, code: str = WRONG_VALUE) -> None:
        """Tell what is wrong with what stands at a path, or with its key."""
        self.of_file.add((*self.path, *path), message, key=key, code=code)

    def tell_all(
        self, error: DefinitionError, path: Path, names: Mapping[str, Path], *, subject: str = ""
    ) -> None:
        """Tell what a model found wrong with its properties.

        Args:
            error: what it said.
            path: where its properties stand.
            names: where below that each of them stands, by its name here.
            subject: what it is in the document, if its own name does not say.
        """
        self.of_file.add_all(error, (*self.path, *path), names, subject=subject)

    def check_keys(self, data: Mapping[str, Any], path: Path, subject: str, known: Any) -> None:
        """Tell the keys that are none of those that are known."""
        for key in data:
            if key not in known:
                near = did_you_mean(key, list(known))
                only = one_of(list(known), 20)
                message = f"{subject}: there is no key {quoted(key)}, only {only}.{near}"
                if key in _CHANGE_MANAGER and path == ():
                    message = (
                        f"{subject}: the key {quoted(key)} is one of Change Manager's templates,"
                        " which are no Automation documents that can be run by themselves"
                    )
                self.tell((*path, key), message, key=True, code=UNKNOWN_KEY)

    def made(
        self, kind: Any, name: str, properties: dict[str, Any], path: Path, keys: Mapping[str, str]
    ) -> Any:
        """Return a model made of properties, or nothing, and tell why."""
        where: dict[str, Path] = {own: (key,) for key, own in keys.items()}
        with self.telling(path, {"name": (), **where}):
            return kind(name, **properties)
        return None

    @contextmanager
    def telling(
        self,
        path: Path,
        names: Mapping[str, Path],
        is_told: Callable[[Problem], bool] = lambda problem: False,
        *,
        subject: str = "",
    ) -> Iterator[None]:
        """Tell what is wrong with a model that is made, which is made nevertheless if it can be.

        Args:
            path: where its properties stand.
            names: where below that each of them stands, by its name here.
            is_told: whether the same is told otherwise.
            subject: what it is in the document, if its own name does not say.
        """
        collected = Collected()
        with recovering(collected):
            try:
                yield
            except DefinitionError as error:
                collected.told(error)
        for found in collected.errors:
            problems = [problem for problem in found.problems if not is_told(problem)]
            if problems:
                rest = DefinitionError(problems=problems)
                self.tell_all(rest, path, names, subject=subject)
