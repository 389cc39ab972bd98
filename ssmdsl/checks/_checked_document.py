"""A document as checks look at it: its steps with where they stand, and what they call."""

from collections.abc import Iterator, Mapping
from functools import cached_property
from typing import TYPE_CHECKING, Any

from ssmdsl.api_call import ApiCall
from ssmdsl.aws.request_problem import RequestProblem
from ssmdsl.checks._compared_values import known_texts
from ssmdsl.checks._flow import Flow
from ssmdsl.checks._names import types_of_expressions
from ssmdsl.checks._output_reads import Read, reads_of
from ssmdsl.checks._references import Uses
from ssmdsl.checks._requests import problems_of_call
from ssmdsl.checks._same_question import SameQuestions
from ssmdsl.checks._selection import SelectedOutput, selected_outputs
from ssmdsl.checks._services import operation_meant
from ssmdsl.checks._used_names import used_names
from ssmdsl.checks._ways import Ways
from ssmdsl.data_path import Path
from ssmdsl.document import Document
from ssmdsl.errors import DefinitionError
from ssmdsl.incomplete import left_out, told_of
from ssmdsl.service_model import Operation, operation_model
from ssmdsl.step import Step

if TYPE_CHECKING:
    from ssmdsl.checks._script import Script

_OF_THE_WHOLE = frozenset({"SSM106", "SSM301", "SSM302"})
"""The mistakes after which nobody knows how the steps of a document hang together."""


class CheckedDocument:
    """One document, which may be incomplete: a part of it that could not be read is missing."""

    def __init__(self, document: Document) -> None:
        """Keep the document."""
        self.document = document
        self.is_complete = (
            not left_out(document)
            and _OF_THE_WHOLE.isdisjoint(told_of(document))
            and not any(left_out(step) or step.has_unknown_outputs for step in document.all_steps)
        )
        if any(inner.nested_steps for step in document.steps for inner in step.nested_steps):
            self.is_complete = False  # a loop in a loop, whose steps nobody comes to
        """Whether nothing is missing: all of its steps, and where they lead, could be read."""

    @cached_property
    def steps(self) -> tuple[Step, ...]:
        """All steps, those inside of loops directly behind their loop."""
        return self.document.all_steps

    @cached_property
    def step_names(self) -> Mapping[Path, str]:
        """The names of the steps, by where they stand."""
        return {self._paths[id(step)]: step.name for step in self.steps}

    def path(self, step: Step, *below: str | int) -> Path:
        """Return where in the document a part of a step stands: `path(step, "inputs", "Api")`."""
        return (*self._paths[id(step)], *below)

    @cached_property
    def _paths(self) -> Mapping[int, Path]:
        paths: dict[int, Path] = {}
        for index, step in enumerate(self.document.steps):
            own: Path = ("mainSteps", index)
            paths.setdefault(id(step), own)
            for inner_index, inner in enumerate(step.nested_steps):
                paths.setdefault(id(inner), (*own, "inputs", "Steps", inner_index))
        return paths

    @cached_property
    def calls(self) -> tuple[tuple[ApiCall, Operation], ...]:
        """The steps that call an operation which botocore knows, each with its model."""
        found = []
        for step in self.steps:
            if isinstance(step, ApiCall):
                try:
                    found.append((step, operation_model(step.service, step.api)))
                except DefinitionError:
                    continue  # a check of its own tells it
        return tuple(found)

    @cached_property
    def calls_meant(self) -> tuple[tuple[ApiCall, Operation], ...]:
        """The calls, and those that name a wrong service, with what they surely mean."""
        known = {id(step): operation for step, operation in self.calls}
        found = [
            (step, known.get(id(step)) or operation_meant(step))
            for step in self.steps
            if isinstance(step, ApiCall)
        ]
        return tuple((step, operation) for step, operation in found if operation is not None)

    @cached_property
    def request_problems(self) -> tuple[tuple[ApiCall, RequestProblem], ...]:
        """What is wrong with the parameters of the calls, each with the step that makes it."""
        return tuple(
            (step, problem)
            for step, operation in self.calls
            for problem in problems_of_call(step.service, operation, step.inputs)
        )

    @cached_property
    def selected_outputs(self) -> tuple[SelectedOutput, ...]:
        """The outputs that the steps declare, with what their selectors find."""
        return tuple(selected_outputs(self.document))

    @cached_property
    def known_texts(self) -> Mapping[str, tuple[str, ...]]:
        """The only texts that outputs can be, by how they are referred to."""
        return known_texts(self)

    @cached_property
    def scripts(self) -> "tuple[Script, ...]":
        """The Python scripts that stand in the document."""
        from ssmdsl.checks._script import scripts_of

        return scripts_of(self.steps)

    @cached_property
    def ways(self) -> Ways:
        """The ways through it."""
        return Ways(self.document, self.flow)

    @cached_property
    def used_names(self) -> frozenset[str]:
        """What the document refers to, wherever it does so: `VpcId`, `variable:Count`."""
        return used_names(self.document)

    @cached_property
    def flow(self) -> Flow:
        """The ways through the document, and what has happened on them before each step."""
        return Flow(self.document)

    @cached_property
    def uses(self) -> Uses:
        """Where the steps use references."""
        return Uses(self.steps)

    def referred(self) -> Iterator[tuple[str, Path]]:
        """Yield what the steps and the document's outputs refer to, each with where it does."""
        for use in self.uses.references:
            yield use.expression, self.path(use.step, *use.path)
        for index, output in enumerate(self.document.outputs):
            yield output.expression, ("outputs", index)

    @cached_property
    def reads(self) -> tuple[Read, ...]:
        """The outputs that are read by steps which can be reached."""
        return tuple(reads_of(self.steps, self.uses, self.flow))

    @cached_property
    def same_questions(self) -> SameQuestions:
        """The branches that ask the same parameters."""
        return SameQuestions(self.document)

    @cached_property
    def types_of_expressions(self) -> Mapping[str, str]:
        """All that steps can refer to, by what stands between the braces, with its type."""
        return types_of_expressions(self.document)

    def inputs(self, step: Step) -> Mapping[str, Any]:
        """Return a step's inputs in which Automation fills references in, by their keys."""
        return step.referring_inputs()
