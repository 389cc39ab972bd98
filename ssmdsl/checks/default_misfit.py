"""A default that a parameter or variable cannot have.

It is told where the document is made or read, by the language's own rules.
"""

from ssmdsl.checks._check import Check

CHECK = Check(
    code="SSM120",
    name="default-misfit",
    severity="error",
    means="A default or an allowed value is not of the declared type, or no allowed value.",
    why="SSM refuses the document, or no automation can be started without a value.",
    wrong="""
parameters:
  Minutes:
    type: Integer
    default: ten
mainSteps:
  - name: Wait
    action: aws:executeScript
    inputs:
      Runtime: python3.11
      Handler: main
      InputPayload:
        minutes: "{{ Minutes }}"
      Script: |
        def main(events, context):
            return {"seconds": events["minutes"] * 60}
""",
    right="""
parameters:
  Minutes:
    type: Integer
    default: 10
mainSteps:
  - name: Wait
    action: aws:executeScript
    inputs:
      Runtime: python3.11
      Handler: main
      InputPayload:
        minutes: "{{ Minutes }}"
      Script: |
        def main(events, context):
            return {"seconds": events["minutes"] * 60}
""",
    source="https://docs.aws.amazon.com/systems-manager/latest/userguide/documents-syntax-data-elements-parameters.html",
)
