"""Text that is neither YAML nor JSON, or Python that does not run.

It is told where the document is made or read, by the language's own rules.
"""

from ssmdsl.checks._check import Check

CHECK = Check(
    code="SSM100",
    name="unreadable-text",
    severity="error",
    means="The file cannot be read as what its name says it is.",
    why="Nothing in it can be deployed.",
    wrong="""
mainSteps:
  - name: Wait
    action: aws:sleep
    inputs: {Duration: PT30S
""",
    right="""
mainSteps:
  - name: Wait
    action: aws:sleep
    inputs:
      Duration: PT30S
""",
    source="https://docs.aws.amazon.com/systems-manager/latest/userguide/documents-syntax-data-elements-parameters.html",
)
