"""The names of a document while it is read, and what its values stand for."""

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from ssmdsl.condition import OPERATORS, And, Comparison, Condition, Not, Or
from ssmdsl.data_path import Path, shown
from ssmdsl.errors import MISSING, WRONG_VALUE, DefinitionError, did_you_mean, one_of, quoted
from ssmdsl.loader.problems import Problems
from ssmdsl.output import Output, StepOutput
from ssmdsl.reference import (
    ACCOUNT_ID,
    AWS_PARTITION,
    DATE,
    DATE_TIME,
    EXECUTION_ID,
    REFERENCE,
    REGION,
    Reference,
    SsmParameter,
)
from ssmdsl.step import Step
from ssmdsl.unreadable_step import UnreadableStep

_SYSTEM_VARIABLES = (ACCOUNT_ID, AWS_PARTITION, DATE, DATE_TIME, EXECUTION_ID, REGION)


class UnreadableError(Exception):
    """What ends the reading of one step; it has been told already."""

    def __init__(self, message: str, *, key: str = "") -> None:
        """Keep the input that cannot be read, if it is a single one."""
        super().__init__(message)
        self.key = key


class Names:
    """What the names in a document stand for."""

    def __init__(self) -> None:
        """Begin with what Automation itself provides."""
        self.references: dict[str, Reference] = {
            item.expression: item for item in _SYSTEM_VARIABLES
        }
        self.steps: dict[str, Step] = {}
        self.step_names: tuple[str, ...] = ()

    def jump(self, name: str) -> Callable[[], Step]:
        """Return a jump to the step of a name, which may not have been read yet, or never is."""
        return lambda: self.steps.get(name) or UnreadableStep("Unreadable")

    def value(self, written: Any) -> Any:
        """Return a value with each reference that is a whole text as the reference itself."""
        if isinstance(written, str):
            found = REFERENCE.fullmatch(written)
            if found is None:
                return written
            if found[1].startswith("ssm:"):
                return SsmParameter(found[1].removeprefix("ssm:"))
            return self.references.get(found[1], written)
        if isinstance(written, dict):
            return {key: self.value(value) for key, value in written.items()}
        if isinstance(written, list):
            return [self.value(item) for item in written]
        return written


class StepReading:
    """Reads the inputs of one step: a `Reading`, as the actions ask for it."""

    def __init__(
        self,
        name: str,
        path: Path,
        names: Names,
        problems: Problems,
        read_steps: Callable[[Any, Path], list[Step]],
    ) -> None:
        """Keep whose inputs they are, and where they stand."""
        self._name = name
        self._path = path
        self._names = names
        self._problems = problems
        self._read_steps = read_steps
        self.unread: set[str] = set()
        """The inputs that cannot be read, which has been told."""

    def fail(self, message: str, *path: str | int, code: str = WRONG_VALUE) -> UnreadableError:
        """Tell what is wrong with the inputs, and return what ends their reading."""
        where = shown(("inputs", *path))
        self._problems.add(
            (*self._path, "inputs", *path),
            f"step {quoted(self._name)}, {where}: {message}",
            code=code,
        )
        return UnreadableError(message, key=str(path[0]) if path else "")

    def value(self, written: Any) -> Any:
        """Return a value with each reference that is a whole text as the reference itself."""
        return self._names.value(written)

    def declare(self, *outputs: Output) -> None:
        """Make outputs of the step known before the step is there."""
        for output in outputs:
            reference = StepOutput(self._name, output)
            self._names.references[reference.expression] = reference

    def member(self, written: Mapping[str, Any], key: str, *path: str | int) -> Any:
        """Return what stands under a key that there must be."""
        if key not in written:
            message = f"{key} is required"
            if key in self.unread:
                raise UnreadableError(message)
            raise self.fail(message, *path, code=MISSING)
        return written[key]

    def names_nothing(self, expression: str, *path: str | int) -> UnreadableError:
        """Tell that a reference names nothing, unless its step is one that could not be read."""
        step = self._names.steps.get(expression.split(".")[0])
        if step is not None and step.has_unknown_outputs and "." in expression:
            return UnreadableError(expression)
        near = did_you_mean(expression, self._names.references)
        message = f"{{{{ {expression} }}}} names no parameter, variable or output of a step.{near}"
        return self.fail(message, *path, code="SSM201")

    def members(
        self, written: Mapping[str, Any], key: str
    ) -> Iterator[tuple[tuple[str | int, ...], Mapping[str, Any]]]:
        """Yield path and item of a list of dictionaries that there must be under a key."""
        items = self.member(written, key)
        if not isinstance(items, list):
            message = f"{quoted(items)} is not a list"
            raise self.fail(message, key)
        for index, item in enumerate(items):
            if not isinstance(item, dict):
                message = f"{quoted(item)} is not a dictionary"
                raise self.fail(message, key, index)
            yield (key, index), item

    def step(self, written: Any, *path: str | int) -> Callable[[], Step]:
        """Return the step of a name, which may not have been read yet."""
        if not isinstance(written, str) or written not in self._names.step_names:
            near = did_you_mean(str(written), self._names.step_names)
            message = f"{quoted(written)} is not a step of the document.{near}"
            raise self.fail(message, *path, code="SSM301")
        return self._names.jump(written)

    def steps(self, written: Any, *path: str | int) -> list[Step]:
        """Return steps that stand in a step."""
        if not isinstance(written, list):
            message = f"{quoted(written)} is not a list of steps"
            raise self.fail(message, *path)
        return self._read_steps(written, (*self._path, "inputs", *path))

    def condition(self, written: Any, *path: str | int) -> Condition:
        """Return what a choice or a `LoopCondition` asks."""
        if not isinstance(written, dict):
            message = f"{quoted(written)} is not a condition"
            raise self.fail(message, *path)
        words = [key for key in written if key in ("And", "Or", "Not") or key in OPERATORS]
        known = ["And", "Or", "Not", *OPERATORS]
        for key in written:
            if key not in known and key != "Variable":
                near = did_you_mean(key, known)
                message = (
                    f"there is no operator {quoted(key)}; there are {one_of(known, 20)}.{near}"
                )
                raise self.fail(message, *path, key)
        if len(words) != 1 or ("Variable" in written) != (words[0] in OPERATORS):
            message = 'a condition is a Variable with one operator, or one of "And", "Or" and "Not"'
            raise self.fail(message, *path)
        (word,) = words
        value = written[word]
        if word == "Not":
            return Not(self.condition(value, *path, word))
        if word in ("And", "Or"):
            items = [
                self.condition(item, *where) for item, where in self._conditions(value, *path, word)
            ]
            return And(*items) if word == "And" else Or(*items)
        variable = self.value(written["Variable"])
        named = REFERENCE.fullmatch(variable) if isinstance(variable, str) else None
        if named is not None:
            raise self.names_nothing(named[1], *path, "Variable")
        try:
            return Comparison(variable, word, self.value(value))
        except DefinitionError as error:
            raise self.fail(error.problems[0].message, *path, code="SSM211") from None

    def _conditions(
        self, value: Any, *path: str | int
    ) -> Iterator[tuple[Any, tuple[str | int, ...]]]:
        if not isinstance(value, list) or not value:
            message = f"{quoted(value)} is not a list of conditions"
            raise self.fail(message, *path)
        for index, item in enumerate(value):
            yield item, (*path, index)
