"""A variable that nothing reads."""

from collections.abc import Iterator

from ssmdsl.actions.update_variable import UpdateVariable
from ssmdsl.checks._check import Check, Found
from ssmdsl.checks._checked_document import CheckedDocument
from ssmdsl.errors import quoted


def find(checked: CheckedDocument) -> Iterator[Found]:
    """Yield the variables that are at most given values."""
    if not checked.document.variables:
        return
    used = checked.used_names
    updated = {step.variable.name for step in checked.steps if isinstance(step, UpdateVariable)}
    for variable in checked.document.variables:
        if variable.expression not in used:
            also = ", though a step updates it" if variable.name in updated else ""
            message = (
                f"nothing reads variable {quoted(variable.name)}{also}; use it as"
                f" {{{{ {variable.expression} }}}}, or remove it"
            )
            yield Found(("variables", variable.name), message, key=True)


CHECK = Check(
    code="SSM126",
    name="unused-variable",
    severity="warning",
    means="No step, default or output of the document reads the variable.",
    why="Its value has no effect on what the automation does.",
    wrong="""
variables:
  Reason:
    type: String
    default: cleanup
mainSteps:
  - name: Wait
    action: aws:sleep
    inputs:
      Duration: PT1M
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
