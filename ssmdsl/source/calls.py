"""Which calls of a document AWS does not have, so that they keep their general form.

Source: https://docs.aws.amazon.com/systems-manager/latest/userguide/automation-action-executeAwsApi.html
"""

from collections.abc import Iterator, Sequence

from ssmdsl.api_call import ApiCall
from ssmdsl.aws.typed_step import service
from ssmdsl.document import Document
from ssmdsl.errors import DefinitionError, Problem


def call_misfits(step: ApiCall) -> tuple[Problem, ...]:
    """Return why AWS does not have a step's call; nothing where it does."""
    try:
        getattr(service(step.service), step.api)(step.name, **step.inputs)
    except DefinitionError as error:
        return error.problems
    return ()


def unknown_calls(documents: Sequence[Document]) -> Iterator[tuple[ApiCall, tuple[Problem, ...]]]:
    """Yield the steps whose calls AWS does not have, and why."""
    for document in documents:
        for step in document.all_steps:
            misfits = call_misfits(step) if isinstance(step, ApiCall) else ()
            if isinstance(step, ApiCall) and misfits:
                yield step, misfits
