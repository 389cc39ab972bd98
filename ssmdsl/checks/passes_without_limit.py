"""A loop that ends after its hundredth pass and counts as a success."""

from collections.abc import Iterator

from ssmdsl.actions.loop import ITERATORS_MAXIMUM
from ssmdsl.checks._check import Check, Found
from ssmdsl.checks._checked_document import CheckedDocument


def find(checked: CheckedDocument) -> Iterator[Found]:
    """Yield the conditions of loops that do not say how many passes there are at most."""
    for step in checked.document.steps:
        if getattr(step, "loop_condition", None) is not None:
            if getattr(step, "max_iterations", None) is None:
                message = (
                    f"when it still holds after {ITERATORS_MAXIMUM} passes, the loop ends all the"
                    " same and counts as a success; say in MaxIterations after how many it is to"
                    " end, and ask behind the loop whether it holds"
                )
                yield Found(checked.path(step, "inputs", "LoopCondition"), message)


CHECK = Check(
    code="SSM909",
    name="passes-without-limit",
    severity="warning",
    means="A loop with a condition does not say how many passes there are at most.",
    why="There are 100 then, however long that takes, and the steps behind the loop run whether"
    " what it waits for has come or not.",
    wrong="""
variables:
  Remaining:
    type: Integer
    default: 3
mainSteps:
  - name: CountDown
    action: aws:loop
    inputs:
      LoopCondition:
        Variable: "{{ variable:Remaining }}"
        NumericGreater: 0
      Steps:
        - name: DeleteOne
          action: aws:executeScript
          inputs:
            Runtime: python3.12
            Handler: main
            InputPayload:
              Remaining: "{{ variable:Remaining }}"
            Script: |
              def main(events, context):
                  return {"Remaining": events["Remaining"] - 1}
          outputs:
            - Name: Remaining
              Selector: $.Payload.Remaining
              Type: Integer
        - name: KeepCount
          action: aws:updateVariable
          inputs:
            Name: variable:Remaining
            Value: "{{ DeleteOne.Remaining }}"
""",
    right="""
variables:
  Remaining:
    type: Integer
    default: 3
mainSteps:
  - name: CountDown
    action: aws:loop
    inputs:
      MaxIterations: 20
      LoopCondition:
        Variable: "{{ variable:Remaining }}"
        NumericGreater: 0
      Steps:
        - name: DeleteOne
          action: aws:executeScript
          inputs:
            Runtime: python3.12
            Handler: main
            InputPayload:
              Remaining: "{{ variable:Remaining }}"
            Script: |
              def main(events, context):
                  return {"Remaining": events["Remaining"] - 1}
          outputs:
            - Name: Remaining
              Selector: $.Payload.Remaining
              Type: Integer
        - name: KeepCount
          action: aws:updateVariable
          inputs:
            Name: variable:Remaining
            Value: "{{ DeleteOne.Remaining }}"
""",
    source="https://docs.aws.amazon.com/systems-manager/latest/userguide/automation-action-loop.html",
    find=find,
)
