"""The output of an automation that runs in other accounts or Regions."""

from collections.abc import Iterator

from ssmdsl.actions.execute_automation import ExecuteAutomation
from ssmdsl.checks._check import Check, Found
from ssmdsl.checks._checked_document import CheckedDocument


def find(checked: CheckedDocument) -> Iterator[Found]:
    """Yield where the output of an automation with TargetLocations is read."""
    empty = {
        f"{step.name}.Output"
        for step in checked.steps
        if isinstance(step, ExecuteAutomation) and step.target_locations is not None
    }
    if empty:
        for expression, path in checked.referred():
            if expression in empty:
                message = (
                    f"{{{{ {expression} }}}} is empty, for an automation with TargetLocations"
                    " returns no output; leave TargetLocations out, or read what became of it with"
                    " ssm GetAutomationExecution"
                )
                yield Found(path, message)


CHECK = Check(
    code="SSM913",
    name="output-of-other-accounts",
    severity="warning",
    means="The output of an aws:executeAutomation step is read that has TargetLocations.",
    why="What runs in several accounts or Regions returns no output.",
    wrong="""
parameters:
  AccountId:
    type: String
mainSteps:
  - name: Repair
    action: aws:executeAutomation
    inputs:
      DocumentName: RepairBuckets
      TargetLocations:
        - Accounts: ["{{ AccountId }}"]
          Regions: [eu-central-1]
          ExecutionRoleName: Repair
outputs:
  - Repair.Output
""",
    right="""
mainSteps:
  - name: Repair
    action: aws:executeAutomation
    inputs:
      DocumentName: RepairBuckets
outputs:
  - Repair.Output
""",
    source="https://docs.aws.amazon.com/systems-manager/latest/userguide/automation-action-executeAutomation.html",
    find=find,
)
