"""The output of more than one `aws:runCommand` step."""

from collections.abc import Iterator

from ssmdsl.actions.run_command import RunCommand
from ssmdsl.checks._check import Check, Found
from ssmdsl.checks._checked_document import CheckedDocument


def find(checked: CheckedDocument) -> Iterator[Found]:
    """Yield where the output of a second command is read, the first time."""
    commands = {f"{step.name}.Output" for step in checked.steps if isinstance(step, RunCommand)}
    first = None
    for expression, path in checked.referred() if len(commands) > 1 else ():
        if expression in commands and first is None:
            first = expression
        elif expression in commands and expression != first:
            message = (
                f"{{{{ {expression} }}}} is read here and {{{{ {first} }}}} before, but AWS"
                " promises the output of only one aws:runCommand step in a document"
            )
            yield Found(path, message)
            return


CHECK = Check(
    code="SSM911",
    name="several-command-outputs",
    severity="note",
    means="The document reads the output of more than one aws:runCommand step.",
    why="AWS's guide has one such step in a document; with several it may work, and need not.",
    wrong="""
parameters:
  InstanceId:
    type: String
mainSteps:
  - name: AskKernel
    action: aws:runCommand
    inputs:
      DocumentName: AWS-RunShellScript
      InstanceIds: ["{{ InstanceId }}"]
      Parameters:
        commands: [uname -r]
  - name: AskUptime
    action: aws:runCommand
    inputs:
      DocumentName: AWS-RunShellScript
      InstanceIds: ["{{ InstanceId }}"]
      Parameters:
        commands: [uptime]
outputs:
  - AskKernel.Output
  - AskUptime.Output
""",
    right="""
parameters:
  InstanceId:
    type: String
mainSteps:
  - name: AskKernelAndUptime
    action: aws:runCommand
    inputs:
      DocumentName: AWS-RunShellScript
      InstanceIds: ["{{ InstanceId }}"]
      Parameters:
        commands: [uname -r, uptime]
outputs:
  - AskKernelAndUptime.Output
""",
    source="https://docs.aws.amazon.com/systems-manager/latest/userguide/automation-action-runcommand.html",
    find=find,
)
