"""Where the steps of a document use references, and texts."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from ssmdsl.data_path import Path
from ssmdsl.reference import REFERENCE, Reference
from ssmdsl.step import Step


@dataclass(frozen=True)
class Text:
    """A text among a step's inputs in which Automation fills references in."""

    step: Step
    """The step."""
    path: Path
    """Where it stands in the step, in SSM's words."""
    text: str
    """The text itself."""


@dataclass(frozen=True)
class Use:
    """A reference among a step's inputs."""

    step: Step
    """The step that reads it."""
    path: Path
    """Where it stands in the step, in SSM's words."""
    expression: str
    """What stands between the braces."""
    is_whole: bool
    """Whether the value is the reference and nothing else."""

    @property
    def source(self) -> str | None:
        """The name of the step whose output it is, if it is one."""
        step, dot, _ = self.expression.partition(".")
        return step if dot and ":" not in step else None

    @property
    def output(self) -> str:
        """The name of the output, if it is one."""
        return self.expression.partition(".")[2]

    @property
    def is_asked(self) -> bool:
        """Whether it is what a condition looks at, which is false where there is no value."""
        return self.path[-1] == "Variable" and self.path[1] in ("Choices", "LoopCondition")


class Uses:
    """All references and texts of a document's steps, in its order."""

    def __init__(self, steps: tuple[Step, ...]) -> None:
        """Look at every input."""
        self.texts: list[Text] = []
        self.references: list[Use] = []
        for step in steps:
            for key, value in step.referring_inputs().items():
                self._look_at(step, ("inputs", key), value)

    def _look_at(self, step: Step, path: Path, value: Any) -> None:
        if isinstance(value, str):
            if "{{" in value or "}}" in value:
                self.texts.append(Text(step, path, value))
                for found in REFERENCE.finditer(value):
                    is_whole = found[0] == value.strip()
                    self.references.append(Use(step, path, found[1], is_whole))
        elif isinstance(value, Reference):
            self.references.append(Use(step, path, value.expression, is_whole=True))
        elif isinstance(value, Mapping):
            for key, member in value.items():
                self._look_at(step, (*path, key), member)
        elif isinstance(value, list | tuple):
            for index, item in enumerate(value):
                self._look_at(step, (*path, index), item)

    @cached_property
    def of_outputs(self) -> Sequence[tuple[Use, str]]:
        """The references to outputs of steps, each with the step's name."""
        named = [(use, use.source) for use in self.references]
        return [(use, source) for use, source in named if source is not None]
