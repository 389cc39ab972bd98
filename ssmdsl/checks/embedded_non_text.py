"""A number, a Boolean, a list or a map in the middle of a text."""

from collections.abc import Iterator

from ssmdsl.actions import ExecuteAutomation, Loop
from ssmdsl.checks._check import Check, Found
from ssmdsl.checks._checked_document import CheckedDocument
from ssmdsl.reference import SYSTEM_VARIABLES
from ssmdsl.value_type import basic_type

PAYLOADS = frozenset({"Payload", "InputPayload", "input", "Body"})
"""Inputs that are JSON, where every value has its own text."""


def find(checked: CheckedDocument) -> Iterator[Found]:
    """Yield the references within texts that are to something else than text."""
    steps = {step.name: step for step in checked.steps}
    for use in checked.uses.references:
        if use.is_whole or use.expression in SYSTEM_VARIABLES:
            continue
        if not PAYLOADS.isdisjoint(map(str, use.path)):
            continue
        kind = checked.types_of_expressions.get(use.expression, "String")
        if basic_type(kind) == "String":
            continue
        if isinstance(steps.get(use.source or ""), Loop | ExecuteAutomation):
            declared = {output.name for output in steps[use.source or ""].outputs}
            if use.output not in declared:
                continue  # AWS's own documents do it
        what = "have it as a String" if use.source is None else "declare an output of Type String"
        message = (
            f"{{{{ {use.expression} }}}} is of type {kind}, and AWS does not say how that stands"
            f" in the middle of a text; {what}, or make the text in a script"
        )
        yield Found(checked.path(use.step, *use.path), message)


_TEMPLATE = """
parameters:
  TopicArn:
    type: String
mainSteps:
  - name: DescribeTable
    action: aws:executeAwsApi
    inputs:
      Service: dynamodb
      Api: DescribeTable
      TableName: orders
    outputs:
      - Name: ItemCount
        Selector: $.Table.ItemCount
        Type: {type}
  - name: Tell
    action: aws:executeAwsApi
    inputs:
      Service: sns
      Api: Publish
      TopicArn: "{{{{ TopicArn }}}}"
      Message: "The table has {{{{ DescribeTable.ItemCount }}}} items."
"""

CHECK = Check(
    code="SSM208",
    name="embedded-non-text",
    severity="warning",
    means="A longer text has a reference to a number, a Boolean, a list or a map in it.",
    why="AWS documents that for texts only; what the others become is not known.",
    wrong=_TEMPLATE.format(type="Integer"),
    right=_TEMPLATE.format(type="String"),
    source="https://docs.aws.amazon.com/systems-manager/latest/userguide/automation-variables.html",
    find=find,
)
