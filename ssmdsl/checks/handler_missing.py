"""A handler that the script does not define."""

from collections.abc import Iterator

from ssmdsl.checks._check import Check, Found
from ssmdsl.checks._checked_document import CheckedDocument
from ssmdsl.checks._script import Script
from ssmdsl.errors import did_you_mean, one_of, quoted


def find(checked: CheckedDocument) -> Iterator[Found]:
    """Yield the handlers that nothing at the top level of their script is called."""
    for script in checked.scripts:
        name = script.handler_name
        if name is None or not script.is_read or script.imports_all or name in script.bound:
            continue
        functions = _functions(script)
        defined = f"it defines {one_of(functions)}" if functions else "it defines no function"
        message = (
            f"the script has no function {quoted(name)} at its top level; {defined}."
            f"{did_you_mean(name, functions)}"
        )
        yield Found(checked.path(script.step, "inputs", "Handler"), message)


def _functions(script: Script) -> list[str]:
    """Return the names of the functions at the top level of a script."""
    children = script.scopes.get_children()
    names = (each.get_name() for each in children if each.get_type() == "function")
    return [name for name in dict.fromkeys(names) if name in script.bound]


CHECK = Check(
    code="SSM802",
    name="handler-missing",
    severity="error",
    means="The script does not define the function that Automation is to call.",
    why="SSM accepts the document, and the step fails each time it runs.",
    wrong="""
mainSteps:
  - name: CountGroups
    action: aws:executeScript
    inputs:
      Runtime: python3.11
      Handler: count_group
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
