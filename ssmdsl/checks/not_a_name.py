"""A name with characters that it cannot have.

It is told where the document is made or read, by the language's own rules.
"""

from ssmdsl.checks._check import Check

CHECK = Check(
    code="SSM105",
    name="not-a-name",
    severity="error",
    means="A document, parameter, variable, step or output has a name that it cannot have.",
    why="SSM refuses the document, or nothing can refer to it.",
    wrong="""
mainSteps:
  - name: Wait a while
    action: aws:sleep
    inputs:
      Duration: PT30S
""",
    right="""
mainSteps:
  - name: WaitAWhile
    action: aws:sleep
    inputs:
      Duration: PT30S
""",
    source="https://docs.aws.amazon.com/systems-manager/latest/userguide/automation-actions.html",
)
