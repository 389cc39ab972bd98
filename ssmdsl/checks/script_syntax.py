"""A script that is not Python."""

from collections.abc import Iterator

from ssmdsl.checks._check import Check, Found
from ssmdsl.checks._checked_document import CheckedDocument


def find(checked: CheckedDocument) -> Iterator[Found]:
    """Yield the scripts that their Python cannot read."""
    for script in checked.scripts:
        problem = script.problem
        if problem is not None:
            where = "the script" if problem.line is None else f"line {problem.line} of the script"
            message = f"{where} is not Python {script.version}: {problem.message}"
            path = checked.path(script.step, "inputs", "Script")
            yield Found(path, message, line=problem.line)


CHECK = Check(
    code="SSM801",
    name="script-syntax",
    severity="error",
    means="The script is not Python of the step's runtime.",
    why="SSM accepts the document, and the step fails each time it runs, before the first line.",
    wrong="""
mainSteps:
  - name: CountGroups
    action: aws:executeScript
    inputs:
      Runtime: python3.11
      Handler: count_groups
      InputPayload:
        Groups: [sg-0123456789abcdef0]
      Script: |
        def count_groups(events, context)
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
