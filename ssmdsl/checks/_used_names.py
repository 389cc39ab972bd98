"""What a document refers to, wherever it does so."""

from collections.abc import Iterator, Set

from ssmdsl.document import Document
from ssmdsl.errors import did_you_mean, fix_of
from ssmdsl.reference import SYSTEM_VARIABLES, references_in


def used_names(document: Document) -> frozenset[str]:
    """Return the expressions of all references: `VpcId`, `variable:Count`, `CreateVpc.VpcId`.

    What stands in double braces in a script counts, though it may be the script's own; and the
    variable that a step updates does not. What a misspelled reference means counts, too: that it
    names nothing is told.
    """
    used = set(references_in(document.assume_role))
    used.update(references_in([parameter.default for parameter in document.parameters]))
    used.update(references_in([variable.default for variable in document.variables]))
    for step in document.all_steps:
        updated = getattr(step, "variable", None)
        inputs = step.action_inputs() if updated is None else {"Value": getattr(step, "value", "")}
        used.update(references_in(inputs))
    used.update(references_in(document.outputs))
    return frozenset(used.union(_meant(document, used)))


def _meant(document: Document, used: Set[str]) -> Iterator[str]:
    """Yield the nearest names to those that there are not."""
    known = {
        *SYSTEM_VARIABLES,
        *(parameter.name for parameter in document.all_parameters),
        *(variable.expression for variable in document.variables),
        *(
            f"{step.name}.{output.name}"
            for step in document.all_steps
            for output in (*step.predefined_outputs, *document.outputs_of(step))
        ),
    }
    for expression in used - known:
        alike = [name for name in known if _kind(name) == _kind(expression)]
        near = fix_of(did_you_mean(expression, alike))
        if near is not None:
            yield near


def _kind(expression: str) -> tuple[bool, bool]:
    """Return what tells parameters, variables and outputs from each other."""
    return ":" in expression, "." in expression
