"""A function that no script can be made of.

It is told where the document is made, by the language's own rules.
"""

from ssmdsl.checks._check import Check

CHECK = Check(
    code="SSM817",
    name="function-not-a-script",
    severity="error",
    means="A Python function is given as a script, and needs what a script cannot have.",
    why="Automation runs the function's text by itself, and it would fail there.",
    wrong="""
from ssmdsl import Document, ExecuteScript


def greet(events):
    return {"greeting": "Hello " + events["name"]}


greeting = Document(
    "Greeting",
    steps=[ExecuteScript("Greet", greet, input_payload={"name": "World"})],
)
""",
    right="""
from ssmdsl import Document, ExecuteScript


def greet(events, context):
    return {"greeting": "Hello " + events["name"]}


greeting = Document(
    "Greeting",
    steps=[ExecuteScript("Greet", greet, input_payload={"name": "World"})],
)
""",
    source="https://docs.aws.amazon.com/systems-manager/latest/userguide/automation-action-executeScript.html",
)
