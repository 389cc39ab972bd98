"""An output of a loop's inner step, read outside of the loop."""

from collections.abc import Iterator

from ssmdsl.checks._check import Check, Found
from ssmdsl.checks._checked_document import CheckedDocument
from ssmdsl.errors import quoted


def find(checked: CheckedDocument) -> Iterator[Found]:
    """Yield the outputs of passes that are read after their loop."""
    for read in checked.reads:
        loop = checked.flow.loop_of(read.source)
        if loop is not None and read.is_from_a_pass and read.is_there_sometimes:
            use = read.use
            message = (
                f"{{{{ {use.expression} }}}} is of a pass of loop {quoted(loop.name)}, and AWS does"
                " not say what it is after the loop; set a variable in the loop with"
                " aws:updateVariable, and read that"
            )
            yield Found(checked.path(use.step, *use.path), message)


_TEMPLATE = """
parameters:
  TopicArn:
    type: String
variables:
  Status:
    type: String
    default: unknown
mainSteps:
  - name: Wait
    action: aws:loop
    inputs:
      MaxIterations: 20
      LoopCondition:
        Not:
          Variable: "{{{{ variable:Status }}}}"
          StringEquals: ACTIVE
      Steps:
        - name: DescribeTable
          action: aws:executeAwsApi
          inputs:
            Service: dynamodb
            Api: DescribeTable
            TableName: orders
          outputs:
            - Name: Status
              Selector: $.Table.TableStatus
              Type: String
        - name: KeepStatus
          action: aws:updateVariable
          inputs:
            Name: variable:Status
            Value: "{{{{ DescribeTable.Status }}}}"
        - name: Sleep
          action: aws:sleep
          inputs:
            Duration: PT10S
  - name: TellStatus
    action: aws:executeAwsApi
    inputs:
      Service: sns
      Api: Publish
      TopicArn: "{{{{ TopicArn }}}}"
      Message: "The table is {status}."
"""

CHECK = Check(
    code="SSM206",
    name="output-of-a-pass-read-outside",
    severity="warning",
    means="A step outside of a loop reads an output of a step inside of it.",
    why="Each pass overwrites it, and AWS documents no value of it after the loop.",
    wrong=_TEMPLATE.format(status="{{ DescribeTable.Status }}"),
    right=_TEMPLATE.format(status="{{ variable:Status }}"),
    source="https://docs.aws.amazon.com/systems-manager/latest/userguide/automation-action-loop.html",
    find=find,
    needs_all=True,
)
