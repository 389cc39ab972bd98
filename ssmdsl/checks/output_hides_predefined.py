"""An output that has the name of one that the action has by itself."""

from collections.abc import Iterator

from ssmdsl.checks._check import Check, Found
from ssmdsl.checks._checked_document import CheckedDocument
from ssmdsl.errors import quoted


def find(checked: CheckedDocument) -> Iterator[Found]:
    """Yield the outputs that are called as a predefined one and select something else."""
    for own in checked.selected_outputs:
        for predefined in own.step.predefined_outputs:
            if predefined.name == own.output.name and predefined.selector != own.output.selector:
                message = (
                    f"{own.step.action} has an output {quoted(predefined.name)} of its own, which"
                    f" is {predefined.selector}; name this one otherwise"
                )
                yield Found(checked.path(own.step, "outputs", own.index, "Name"), message)


CHECK = Check(
    code="SSM708",
    name="output-hides-predefined",
    severity="warning",
    means="An output has the name of one that the action has anyway, and selects something else.",
    why="AWS does not say which of the two later steps read.",
    wrong="""
mainSteps:
  - name: ListFiles
    action: aws:runCommand
    inputs:
      DocumentName: AWS-RunShellScript
      InstanceIds: [i-1234567890abcdef0]
      Parameters: {commands: [ls]}
    outputs:
      - {Name: Output, Selector: $.Status, Type: String}
outputs:
  - ListFiles.Output
""",
    right="""
mainSteps:
  - name: ListFiles
    action: aws:runCommand
    inputs:
      DocumentName: AWS-RunShellScript
      InstanceIds: [i-1234567890abcdef0]
      Parameters: {commands: [ls]}
outputs:
  - ListFiles.Status
""",
    source="https://docs.aws.amazon.com/systems-manager/latest/userguide/automation-action-runcommand.html",
    find=find,
)
