"""A runtime that Automation no longer has."""

from collections.abc import Iterator

from ssmdsl.actions.execute_script import PYTHON_RUNTIMES, ExecuteScript
from ssmdsl.checks._check import Check, Found
from ssmdsl.checks._checked_document import CheckedDocument
from ssmdsl.errors import one_of, quoted

POWERSHELL = "PowerShell 7.4"
"""The PowerShell that Automation has."""


def find(checked: CheckedDocument) -> Iterator[Found]:
    """Yield the runtimes that are retired."""
    for step in checked.steps:
        if isinstance(step, ExecuteScript) and step.runtime not in (*PYTHON_RUNTIMES, POWERSHELL):
            today = "python3.11" if step.runtime.startswith("python") else POWERSHELL
            known = one_of((*PYTHON_RUNTIMES, POWERSHELL))
            message = f"{quoted(step.runtime)} is retired; there are {known}; write {quoted(today)}"
            yield Found(checked.path(step, "inputs", "Runtime"), message)


CHECK = Check(
    code="SSM804",
    name="retired-runtime",
    severity="warning",
    means="The runtime of the script is retired.",
    why=(
        "AWS takes no new document, and no new version of one, that names a retired runtime; later"
        " it does not run those any more that are there."
    ),
    wrong="""
mainSteps:
  - name: CountGroups
    action: aws:executeScript
    inputs:
      Runtime: python3.8
      Handler: count_groups
      InputPayload:
        Groups: [sg-0123456789abcdef0]
      Script: |
        def count_groups(events, context):
            return {"Count": len(events["Groups"])}
""",
    right="""
mainSteps:
  - name: CountGroups
    action: aws:executeScript
    inputs:
      Runtime: python3.11
      Handler: count_groups
      InputPayload:
        Groups: [sg-0123456789abcdef0]
      Script: |
        def count_groups(events, context):
            return {"Count": len(events["Groups"])}
""",
    source="https://docs.aws.amazon.com/systems-manager/latest/userguide/automation-action-executeScript.html",
    find=find,
)
