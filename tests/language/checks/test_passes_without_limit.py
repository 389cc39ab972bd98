from ssmdsl.checks._checked_document import CheckedDocument
from ssmdsl.checks.passes_without_limit import find
from ssmdsl.loader import load


def found(source: str) -> list[tuple[tuple[str | int, ...], str]]:
    read = load(f'schemaVersion: "0.3"\n{source}'.encode(), name="Example")
    (document,) = read.documents
    return [(one.path, one.message) for one in find(CheckedDocument(document))]


def document(maximum: str) -> str:
    return f"""
mainSteps:
  - name: Again
    action: aws:loop
    inputs:
{maximum}      LoopCondition:
        Variable: "{{{{ Ask.There }}}}"
        BooleanEquals: false
      Steps:
        - name: Ask
          action: aws:executeScript
          inputs:
            Runtime: python3.12
            Handler: main
            Script: "def main(events, context): return {{'There': True}}"
          outputs: [{{Name: There, Selector: $.Payload.There, Type: Boolean}}]
"""


def test_a_condition_without_a_limit_is_told() -> None:
    assert found(document("")) == [
        (
            ("mainSteps", 0, "inputs", "LoopCondition"),
            "when it still holds after 100 passes, the loop ends all the same and counts as a"
            " success; say in MaxIterations after how many it is to end, and ask behind the loop"
            " whether it holds",
        )
    ]


def test_a_limit_is_enough() -> None:
    assert found(document("      MaxIterations: 100\n")) == []
