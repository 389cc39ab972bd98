"""A branch that goes on with one of its choices' steps though none of them is true."""

from ssmdsl.checks import check_document
from ssmdsl.loader import load

Found = list[tuple[tuple[str | int, ...], str]]


def found(body: str) -> Found:
    source = f'schemaVersion: "0.3"\n{body}'.encode()
    (document,) = load(source, name="Example").documents
    return [
        (finding.path, finding.message)
        for finding in check_document(document)
        if finding.code == "SSM304"
    ]


def document(choices: str, *, rest: str = "", parameter: str = "{type: String}") -> str:
    return f"""
parameters:
  Action: {parameter}
mainSteps:
  - name: Ask
    action: aws:branch
    inputs:
      Choices: {choices}
    {rest}
  - name: A
    action: aws:sleep
    inputs: {{Duration: PT1S}}
    isEnd: true
  - name: B
    action: aws:sleep
    inputs: {{Duration: PT1S}}
    isEnd: true
"""


VARIABLE = 'Variable: "{{ Action }}"'
BOTH = (
    f"[{{NextStep: B, {VARIABLE}, StringEquals: b}}, {{NextStep: A, {VARIABLE}, StringEquals: a}}]"
)


def test_the_step_of_a_choice_that_stands_next_is_told() -> None:
    assert found(document(BOTH)) == [
        (
            ("mainSteps", 0, "inputs"),
            'where no choice is true, the branch goes on with step "A", which stands next, as if'
            " choice 1 were; give it a Default, or isEnd: true",
        )
    ]


def test_an_end_or_a_next_step_says_what_is_meant() -> None:
    assert found(document(BOTH, rest="isEnd: true")) == []
    assert found(document(BOTH, rest="nextStep: A")) == []


def test_another_step_that_stands_next_is_left_alone() -> None:
    assert found(document(f"[{{NextStep: B, {VARIABLE}, StringEquals: b}}]")) == []


def test_choices_that_take_all_there_is_are_left_alone() -> None:
    assert found(document(BOTH, parameter="{type: String, allowedValues: [a, b]}")) == []
    assert len(found(document(BOTH, parameter="{type: String, allowedValues: [a, b, c]}"))) == 1
    flags = BOTH.replace("StringEquals: b", "BooleanEquals: true")
    flags = flags.replace("StringEquals: a", "BooleanEquals: false")
    assert found(document(flags, parameter="{type: Boolean}")) == []
    negated = f"[{{NextStep: B, Not: {{{VARIABLE}, StringEquals: a}}}},"
    negated += f" {{NextStep: A, {VARIABLE}, StringEquals: a}}]"
    assert found(document(negated)) == []
