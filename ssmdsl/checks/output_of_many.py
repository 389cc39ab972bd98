"""The output of a command that runs on several instances."""

from collections.abc import Iterator

from ssmdsl.actions.run_command import RunCommand
from ssmdsl.checks._check import Check, Found
from ssmdsl.checks._checked_document import CheckedDocument


def find(checked: CheckedDocument) -> Iterator[Found]:
    """Yield where the output of a command is read that has none, having run on several."""
    empty = {
        f"{step.name}.Output": _where(step)
        for step in checked.steps
        if isinstance(step, RunCommand) and _where(step)
    }
    if empty:
        for expression, path in checked.referred():
            if expression in empty:
                message = (
                    f"{{{{ {expression} }}}} is empty, for the command runs on {empty[expression]};"
                    " run it on one instance, named in InstanceIds, or read each instance's"
                    " output with ssm GetCommandInvocation"
                )
                yield Found(path, message)


def _where(step: RunCommand) -> str:
    """Return on which instances a command runs, or nothing where it is one or not known."""
    if step.targets is not None:
        return "whatever Targets finds"
    given = step.instance_ids
    return f"{len(given)} instances" if isinstance(given, list) and len(given) > 1 else ""


CHECK = Check(
    code="SSM912",
    name="output-of-many",
    severity="warning",
    means="The output of an aws:runCommand step is read that runs on targets or on several"
    " instances.",
    why="Automation hands on the output of a single instance only; this one is empty.",
    wrong="""
parameters:
  Environment:
    type: String
mainSteps:
  - name: AskKernel
    action: aws:runCommand
    inputs:
      DocumentName: AWS-RunShellScript
      Targets:
        - Key: tag:Environment
          Values: ["{{ Environment }}"]
      Parameters:
        commands: [uname -r]
outputs:
  - AskKernel.Output
""",
    right="""
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
outputs:
  - AskKernel.Output
""",
    source="https://docs.aws.amazon.com/systems-manager/latest/userguide/automation-action-runcommand.html",
    find=find,
)
