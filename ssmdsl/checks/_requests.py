"""What the checks of requests share: each tells the problems that have its code."""

from collections.abc import Iterator

from ssmdsl.aws.request_problem import UNFIT_PARAMETER_VALUE, UNKNOWN_PARAMETER, shown
from ssmdsl.checks._check import Found
from ssmdsl.checks._checked_document import CheckedDocument
from ssmdsl.errors import quoted


def request_findings(checked: CheckedDocument, code: str) -> Iterator[Found]:
    """Yield the problems with requests that a check tells."""
    for step, problem in checked.request_problems:
        if problem.code != code:
            continue
        path = checked.path(step, "inputs", *problem.path)
        message = problem.message
        if code == UNFIT_PARAMETER_VALUE:
            path = problem.written_at
            place = f"step {quoted(step.name)}, inputs{shown(problem.path)}"
            message = f"it becomes {place}, where {message}"
        yield Found(path, message, key=problem.key or code == UNKNOWN_PARAMETER)
