"""What a document refers to, wherever it does so."""

from ssmdsl.document import Document
from ssmdsl.reference import references_in


def used_names(document: Document) -> frozenset[str]:
    """Return the expressions of all references: `VpcId`, `variable:Count`, `CreateVpc.VpcId`.

    What stands in double braces in a script counts, though it may be the script's own; and the
    variable that a step updates does not.
    """
    used = set(references_in(document.assume_role))
    used.update(references_in([parameter.default for parameter in document.parameters]))
    used.update(references_in([variable.default for variable in document.variables]))
    for step in document.all_steps:
        updated = getattr(step, "variable", None)
        inputs = step.action_inputs() if updated is None else {"Value": getattr(step, "value", "")}
        used.update(references_in(inputs))
    used.update(references_in(document.outputs))
    return frozenset(used)
