"""A reference within a script."""

from collections.abc import Iterator

from ssmdsl.actions import ExecuteScript
from ssmdsl.checks._check import Check, Found
from ssmdsl.checks._checked_document import CheckedDocument
from ssmdsl.reference import references_in


def find(checked: CheckedDocument) -> Iterator[Found]:
    """Yield the references to something in the document that stand in a script."""
    for step in checked.steps:
        if not isinstance(step, ExecuteScript) or not isinstance(step.script, str):
            continue
        if "{{" not in step.script:
            continue
        for expression in dict.fromkeys(references_in(step.script)):
            if expression in checked.types_of_expressions:
                message = (
                    f"{{{{ {expression} }}}} stands in the script's text, where none of AWS's own"
                    " documents has a reference; add it to InputPayload, and read it from what the"
                    " script is called with"
                )
                yield Found(checked.path(step, "inputs", "Script"), message)


CHECK = Check(
    code="SSM209",
    name="reference-in-script",
    severity="warning",
    means="A script has a reference to a parameter, a variable or an output in its text.",
    why=(
        "It may stay as it is; and where it is filled in, whatever the value is becomes code of"
        " the script."
    ),
    wrong="""
parameters:
  Name:
    type: String
    allowedPattern: "[a-z]+"
mainSteps:
  - name: Greet
    action: aws:executeScript
    inputs:
      Runtime: python3.11
      Handler: greet
      Script: |
        def greet(events, context):
            return {"greeting": "Hello {{ Name }}"}
    isEnd: true
""",
    right="""
parameters:
  Name:
    type: String
    allowedPattern: "[a-z]+"
mainSteps:
  - name: Greet
    action: aws:executeScript
    inputs:
      Runtime: python3.11
      Handler: greet
      InputPayload:
        name: "{{ Name }}"
      Script: |
        def greet(events, context):
            return {"greeting": "Hello " + events["name"]}
    isEnd: true
""",
    source="https://docs.aws.amazon.com/systems-manager/latest/userguide/automation-action-executeScript.html",
    find=find,
)
