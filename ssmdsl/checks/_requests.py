"""What the checks of requests share: each tells those of all their problems that have its code."""

from collections.abc import Iterator, Mapping
from functools import cache
from typing import TYPE_CHECKING, Any

from ssmdsl.aws.request import request_problems, values_of
from ssmdsl.aws.request_problem import (
    EXCLUDED,
    REFUSED_BY_SERVICE,
    UNFIT_PARAMETER_VALUE,
    UNKNOWN_PARAMETER,
    RequestProblem,
    problem,
    shown,
)
from ssmdsl.checks._check import Found
from ssmdsl.checks._combinations import COMBINATIONS, Rule
from ssmdsl.checks._service_limits import LIMITS, Limit
from ssmdsl.data_path import Path
from ssmdsl.errors import quoted
from ssmdsl.parameter import Parameter
from ssmdsl.reference import REFERENCE, Reference
from ssmdsl.service_model import Operation, parameter_aliases

if TYPE_CHECKING:
    from ssmdsl.checks._checked_document import CheckedDocument


def request_findings(checked: "CheckedDocument", code: str) -> Iterator[Found]:
    """Yield the problems with requests that a check tells."""
    for step, found in checked.request_problems:
        if found.code != code:
            continue
        path = checked.path(step, "inputs", *found.path)
        message = found.message
        if code == UNFIT_PARAMETER_VALUE:
            path = found.written_at
            place = f"step {quoted(step.name)}, inputs{shown(found.path)}"
            message = f"it becomes {place}, where {message}"
        yield Found(path, message, key=found.key or code == UNKNOWN_PARAMETER)


def problems_of_call(
    service: str, operation: Operation, inputs: Mapping[str, Any]
) -> Iterator[RequestProblem]:
    """Yield what is wrong with a request, by the model of its operation and by its service."""
    aliases = parameter_aliases(service, operation.name)
    for found in request_problems(operation.input_shape, inputs, aliases=aliases):
        if found.told != "written":
            yield found
    call = f"{service}.{operation.name}"
    for limit in _limits().get(call, ()):
        yield from _beyond(limit, inputs)
    for rule in _combinations().get(call, ()):
        for name, message in rule.misfits(inputs):
            yield problem(EXCLUDED, () if name is None else (name,), message)


@cache
def _limits() -> Mapping[str, list[Limit]]:
    by_call: dict[str, list[Limit]] = {}
    for limit in LIMITS:
        for call in limit.calls:
            by_call.setdefault(call, []).append(limit)
    return by_call


@cache
def _combinations() -> Mapping[str, list[Rule]]:
    by_call: dict[str, list[Rule]] = {}
    for rule in COMBINATIONS:
        for call in rule.calls:
            by_call.setdefault(call, []).append(rule)
    return by_call


def _beyond(limit: Limit, inputs: Mapping[str, Any]) -> Iterator[RequestProblem]:
    """Yield the values that a service does not take, those of the document's parameters too."""
    for path, value in _values_at(inputs, limit.parameter):
        if isinstance(value, Parameter):
            for own, written_at in values_of(value):
                message = limit.allowed.misfit(own)
                if message:
                    yield problem(UNFIT_PARAMETER_VALUE, path, message, written_at=written_at)
        elif not isinstance(value, Reference) and not _is_filled_in(value):
            message = limit.allowed.misfit(value)
            if message:
                yield problem(REFUSED_BY_SERVICE, path, message)


def _is_filled_in(value: Any) -> bool:
    return isinstance(value, str) and REFERENCE.search(value) is not None


def _values_at(
    value: Any, parameter: tuple[str, ...], path: Path = ()
) -> Iterator[tuple[Path, Any]]:
    """Yield path and value of what is given for a parameter; `[]` in it is each item."""
    if not parameter:
        yield path, value
        return
    first, *rest = parameter
    if first == "[]" and isinstance(value, list | tuple):
        for index, item in enumerate(value):
            yield from _values_at(item, tuple(rest), (*path, index))
    elif isinstance(value, Mapping) and first in value:
        yield from _values_at(value[first], tuple(rest), (*path, first))
