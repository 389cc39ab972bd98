"""An output of the document that nobody can rely on."""

from collections.abc import Iterator

from ssmdsl.checks._check import Check, Found
from ssmdsl.checks._checked_document import CheckedDocument
from ssmdsl.errors import quoted


def find(checked: CheckedDocument) -> Iterator[Found]:
    """Yield the outputs of steps that never run, or run once for each pass of a loop."""
    steps = {step.name: step for step in checked.steps}
    for index, output in enumerate(checked.document.outputs):
        name = output.expression.partition(".")[0]
        step = steps.get(name)
        if step is None:
            continue
        loop = checked.flow.loop_of(step)
        if name not in checked.flow.reachable:
            message = f"step {quoted(name)} is never reached, and {output.expression} never there"
            yield Found(("outputs", index), f"{message}; remove it")
        elif loop is not None:
            message = (
                f"step {quoted(name)} runs in each pass of loop {quoted(loop.name)}, and AWS does"
                f" not say what {output.expression} is then; return what a step after the loop has"
            )
            yield Found(("outputs", index), message)


_TEMPLATE = """
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
  - name: DescribeBackups
    action: aws:executeAwsApi
    inputs:
      Service: dynamodb
      Api: DescribeContinuousBackups
      TableName: orders
    outputs:
      - Name: Status
        Selector: $.ContinuousBackupsDescription.ContinuousBackupsStatus
        Type: String
outputs:
  - DescribeBackups.Status
{output}"""

CHECK = Check(
    code="SSM309",
    name="document-output-not-available",
    severity="warning",
    means="The document returns an output of a step that never runs, or that is within a loop.",
    why="Whoever started the automation finds no value, or one of some pass.",
    wrong=_TEMPLATE.format(output="  - DescribeTable.Status\n"),
    right=_TEMPLATE.format(output=""),
    source="https://docs.aws.amazon.com/systems-manager/latest/userguide/automation-action-outputs-inputs.html",
    find=find,
    needs_all=True,
)
