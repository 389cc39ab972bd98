"""The item of a loop that goes through no list."""

from collections.abc import Iterator

from ssmdsl.actions import Loop
from ssmdsl.checks._check import Check, Found
from ssmdsl.checks._checked_document import CheckedDocument
from ssmdsl.errors import quoted


def find(checked: CheckedDocument) -> Iterator[Found]:
    """Yield where a `CurrentIteratorValue` is read that there never is."""
    without_items = {
        step.name
        for step in checked.steps
        if isinstance(step, Loop) and step.loop_condition is not None
    }
    for use, name in checked.uses.of_outputs:
        if name in without_items and use.output == "CurrentIteratorValue":
            message = (
                f"{{{{ {use.expression} }}}} has no value: loop {quoted(name)} has a LoopCondition"
                " and goes through no items; give it Iterators, or read the number of the pass;"
                f" write {{{{ {name}.CurrentIteration }}}}"
            )
            yield Found(checked.path(use.step, *use.path), message)


_TEMPLATE = """
parameters:
  MaximumPasses:
    type: Integer
mainSteps:
  - name: Wait
    action: aws:loop
    inputs:
      MaxIterations: "{{{{ MaximumPasses }}}}"
      LoopCondition:
        Not:
          Variable: "{{{{ DescribeTable.Status }}}}"
          StringEquals: ACTIVE
      Steps:
        - name: DescribeTable
          action: aws:executeAwsApi
          inputs:
            Service: dynamodb
            Api: DescribeTable
            TableName: {table}
          outputs:
            - Name: Status
              Selector: $.Table.TableStatus
              Type: String
        - name: Sleep
          action: aws:sleep
          inputs:
            Duration: PT10S
"""

CHECK = Check(
    code="SSM205",
    name="no-iterator-value",
    severity="error",
    means="CurrentIteratorValue is read of a loop that goes through no items.",
    why="Only a loop with Iterators has it; the step that reads it fails each time.",
    wrong=_TEMPLATE.format(table='"{{ Wait.CurrentIteratorValue }}"'),
    right=_TEMPLATE.format(table="orders"),
    source="https://docs.aws.amazon.com/systems-manager/latest/userguide/automation-action-loop.html",
    find=find,
    needs_all=True,
)
