"""What can stand between the braces in a document."""

from collections.abc import Mapping

from ssmdsl.document import Document
from ssmdsl.reference import SYSTEM_VARIABLES


def types_of_expressions(document: Document) -> Mapping[str, str]:
    """Return all that the steps of a document can refer to, each with its type."""
    return {
        **{own.expression: own.value_type for own in document.all_parameters},
        **{own.expression: own.value_type for own in document.variables},
        **{
            f"{step.name}.{output.name}": output.type
            for step in document.all_steps
            for output in (*step.predefined_outputs, *document.outputs_of(step))
        },
        **dict.fromkeys(SYSTEM_VARIABLES, "String"),
    }
