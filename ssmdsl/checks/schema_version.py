"""A schema version that is not Automation's.

It is told where the document is made or read, by the language's own rules.
"""

from ssmdsl.checks._check import Check

CHECK = Check(
    code="SSM108",
    name="schema-version",
    severity="error",
    means="The document has another schema version than Automation documents have.",
    why="SSM refuses the document.",
    wrong="""
schemaVersion: "2.2"
mainSteps:
  - name: Wait
    action: aws:sleep
    inputs:
      Duration: PT30S
""",
    right="""
schemaVersion: "0.3"
mainSteps:
  - name: Wait
    action: aws:sleep
    inputs:
      Duration: PT30S
""",
    source="https://docs.aws.amazon.com/systems-manager/latest/userguide/documents-syntax-data-elements-parameters.html",
)
