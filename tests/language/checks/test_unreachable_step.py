"""A step that nothing leads to."""

from ssmdsl.checks import check_document
from ssmdsl.loader import load

Found = list[tuple[tuple[str | int, ...], str]]


def found(body: str) -> Found:
    source = f'schemaVersion: "0.3"\n{body}'.encode()
    (document,) = load(source, name="Example").documents
    return [
        (finding.path, finding.message)
        for finding in check_document(document)
        if finding.code == "SSM303"
    ]


def step(name: str, *lines: str) -> str:
    common = (f"- name: {name}", "  action: aws:sleep", "  inputs: {Duration: PT1S}")
    return "\n".join((*common, *(f"  {line}" for line in lines)))


def document(*steps: str) -> str:
    return "\n".join(("mainSteps:", *steps))


REST = "; name it in the nextStep, the onFailure or a choice of another one, or remove it"


def test_the_first_step_after_an_end_is_told() -> None:
    source = document(step("A", "isEnd: true"), step("B"), step("C"), step("D"))
    assert found(source) == [
        (
            ("mainSteps", 1),
            'nothing leads to this step, nor to the 2 behind it: step "A" before it has'
            f" isEnd: true{REST}",
        )
    ]


def test_a_step_that_is_jumped_over_is_told() -> None:
    assert found(document(step("A", "nextStep: C"), step("B"), step("C"))) == [
        (
            ("mainSteps", 1),
            f'nothing leads to this step: step "A" before it goes on with "C"{REST}',
        )
    ]


def test_a_step_behind_a_branch_that_always_chooses_is_told() -> None:
    branch = """
- name: Ask
  action: aws:branch
  inputs:
    Choices: [{NextStep: C, Variable: "{{ global:REGION }}", StringEquals: eu-west-1}]
    Default: C
"""
    assert found(document(branch, step("B", "isEnd: true"), step("C"))) == [
        (
            ("mainSteps", 1),
            f'nothing leads to this step: step "Ask" before it leads elsewhere{REST}',
        )
    ]


def test_a_failure_and_a_cancellation_lead_to_steps_too() -> None:
    ending = step("A", "onFailure: step:B", "onCancel: step:C", "isEnd: true")
    script = step("B", "isEnd: true")
    clean = """
- name: C
  action: aws:executeAwsApi
  inputs: {Service: sqs, Api: ListQueues}
"""
    assert found(document(ending, script, clean)) == []


def test_of_a_loop_that_is_not_reached_the_loop_alone_is_told() -> None:
    loop = """
- name: Each
  action: aws:loop
  inputs:
    Iterators: [a]
    Steps:
      - {name: Inner, action: "aws:sleep", inputs: {Duration: PT1S}}
"""
    assert found(document(step("A", "isEnd: true"), loop)) == [
        (
            ("mainSteps", 1),
            'nothing leads to this step, nor to the one behind it: step "A" before it has'
            f" isEnd: true{REST}",
        )
    ]


def test_a_step_within_a_loop_can_be_out_of_reach() -> None:
    loop = """
- name: Each
  action: aws:loop
  inputs:
    Iterators: [a]
    Steps:
      - {name: A, action: "aws:sleep", inputs: {Duration: PT1S}, isEnd: true}
      - {name: B, action: "aws:sleep", inputs: {Duration: PT1S}}
"""
    assert found(document(loop)) == [
        (
            ("mainSteps", 0, "inputs", "Steps", 1),
            f'nothing leads to this step: step "A" before it has isEnd: true{REST}',
        )
    ]


def test_two_thousand_steps_take_no_time() -> None:
    steps = [step(f"S{number}") for number in range(2000)]
    assert found(document(*steps, step("End", "isEnd: true"), step("Lost"))) == [
        (
            ("mainSteps", 2001),
            f'nothing leads to this step: step "End" before it has isEnd: true{REST}',
        )
    ]
