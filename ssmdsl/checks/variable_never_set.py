"""A variable that is read and that nothing ever gives a value."""

from collections.abc import Iterator

from ssmdsl.actions.update_variable import UpdateVariable
from ssmdsl.checks._check import Check, Found
from ssmdsl.checks._checked_document import CheckedDocument
from ssmdsl.errors import quoted


def find(checked: CheckedDocument) -> Iterator[Found]:
    """Yield the variables without a default that no step updates."""
    empty = [variable for variable in checked.document.variables if variable.default is None]
    if not empty:
        return
    used = checked.used_names
    updated = {step.variable.name for step in checked.steps if isinstance(step, UpdateVariable)}
    for variable in empty:
        if variable.expression in used and variable.name not in updated:
            message = (
                f"variable {quoted(variable.name)} is read, has no default, and no step updates it;"
                " give it a default"
            )
            yield Found(("variables", variable.name), message, key=True)


CHECK = Check(
    code="SSM129",
    name="variable-never-set",
    severity="warning",
    means="The document reads a variable that has no default and that no step updates.",
    why="It never has a value where it is read.",
    wrong="""
variables:
  Duration:
    type: String
mainSteps:
  - name: Wait
    action: aws:sleep
    inputs:
      Duration: "{{ variable:Duration }}"
""",
    right="""
variables:
  Duration:
    type: String
    default: PT1M
mainSteps:
  - name: Wait
    action: aws:sleep
    inputs:
      Duration: "{{ variable:Duration }}"
""",
    source="https://docs.aws.amazon.com/systems-manager/latest/userguide/automation-action-update-variable.html",
    find=find,
    needs_all=True,
)
