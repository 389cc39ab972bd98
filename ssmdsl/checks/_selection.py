"""Selectors followed through the shape of a response: what they find, or why they find nothing."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from ssmdsl.api_call import ApiCall
from ssmdsl.checks._following import follow, right_selector
from ssmdsl.checks._response_shapes import (
    ANYTHING,
    Part,
    enum_of,
    item_of,
    kind,
    response_of,
    root_of,
)
from ssmdsl.desired_property import DesiredProperty
from ssmdsl.errors import DefinitionError
from ssmdsl.selector import NotASelectorError, instead
from ssmdsl.step import Step

if TYPE_CHECKING:
    from ssmdsl.document import Document
    from ssmdsl.output import Output


@dataclass(frozen=True, kw_only=True)
class Selection:
    """What a selector finds."""

    shapes: tuple[Any, ...] = ()
    """What it can be, in botocore's words; none where nobody can tell."""
    many: bool = False
    """Whether it is a list of them."""
    unreadable: str = ""
    """Why the selector is no JSONPath."""
    missing: str = ""
    """Why it finds nothing; ends with what to write instead, where that is known."""

    @property
    def kinds(self) -> frozenset[str]:
        """What it can be, in words: `structure`, `list`, `string` and so on."""
        return frozenset(kind(shape) for shape in self.shapes)

    @property
    def item_kinds(self) -> frozenset[str]:
        """What the items are, of a list or of several lists; or what it is itself."""
        return frozenset(
            kind(item_of(shape) if kind(shape) == "list" else shape) for shape in self.shapes
        )

    @property
    def is_list(self) -> bool:
        """Whether it is surely a list."""
        return self.many or self.kinds == {"list"}

    @property
    def enum(self) -> tuple[str, ...]:
        """The only texts that it, or each of it, can be; none where that is not known."""
        enums = [enum_of(shape) for shape in self.shapes]
        return tuple(dict.fromkeys(sum(enums, ()))) if all(enums) else ()


@dataclass(frozen=True, kw_only=True)
class SelectedOutput:
    """An output of a step, and what its selector finds."""

    step: Step
    index: int
    """Which of the step's outputs it is."""
    output: "Output"
    selection: Selection


def selected_outputs(document: "Document") -> Iterator[SelectedOutput]:
    """Yield the outputs that the steps of a document declare, with what they select."""
    for step in document.all_steps:
        for index, output in enumerate(document.outputs_of(step)):
            found = selection(step, output.selector)
            yield SelectedOutput(step=step, index=index, output=output, selection=found)


def selected_property(step: Step) -> Selection | None:
    """Return what the property selector of a step finds, if it has one that is written."""
    selector = step.property_selector if isinstance(step, DesiredProperty) else None
    return selection(step, selector) if isinstance(selector, str) else None


def selection(step: Step, selector: str) -> Selection:
    """Return what a selector finds in a step's response."""
    if "{{" in selector:
        return Selection()
    if isinstance(step, ApiCall):
        return _selection_in_response(step.service, step.api, selector)
    return _selection(root_of(step), f"what {step.action} gives", selector)


@lru_cache(maxsize=4096)
def _selection_in_response(service: str, api: str, selector: str) -> Selection:
    try:
        root = response_of(service, api)
    except DefinitionError:
        root = ANYTHING  # a check of its own tells it
    return _selection(root, f"the response of {service}.{api}", selector)


@lru_cache(maxsize=4096)
def _selection(root: Part, whole: str, selector: str) -> Selection:
    try:
        found = follow(root, selector)
    except NotASelectorError as error:
        return Selection(unreadable=str(error))
    if found.end is not None:
        right = right_selector(root, selector)
        reason = found.end.reason(whole)
        return Selection(missing=reason if right is None else reason + instead(right))
    return Selection(shapes=tuple(found.shapes), many=found.many)
