from typing import Any

import pytest

from ssmdsl.actions import Branch, Loop
from ssmdsl.condition import And, Comparison, Not, Or
from ssmdsl.loader import load
from ssmdsl.loader.reading import Names
from ssmdsl.parameter import Parameter
from ssmdsl.reference import REGION, SsmParameter
from ssmdsl.step import target_of
from ssmdsl.text import TextError

SLEEP = "action: aws:sleep, inputs: {Duration: PT1S}"
HERE = '"{{ global:REGION }}"'


def document(*steps: str) -> str:
    return 'schemaVersion: "0.3"\nmainSteps:\n' + "".join(f"- {step}\n" for step in steps)


def problems(*steps: str) -> list[str]:
    with pytest.raises(TextError) as caught:
        load(document(*steps).encode(), name="Fix")
    return str(caught.value).splitlines()


def read(*steps: str) -> Any:
    return load(document(*steps).encode(), name="Fix").documents[0].steps


def branch(choice: str) -> tuple[str, str]:
    inputs = f"{{Choices: [{choice}], Default: End}}"
    return f"{{name: B, action: aws:branch, inputs: {inputs}}}", f"{{name: End, {SLEEP}}}"


def test_a_reference_that_is_a_whole_text_becomes_what_it_refers_to() -> None:
    names = Names()
    parameter = Parameter("Id")
    names.references["Id"] = parameter
    assert names.value("{{ Id }}") is parameter
    assert names.value("{{ global:REGION }}") is REGION
    assert names.value("{{ ssm:/a/b }}") == SsmParameter("/a/b")
    assert names.value("a {{ Id }}") == "a {{ Id }}"
    assert names.value("{{ Nope }}") == "{{ Nope }}"
    found = names.value({"a": ["{{ Id }}", 1, None], "{{ Id }}": "x"})
    assert found["a"][0] is parameter
    assert found["a"][1:] == [1, None]
    assert list(found) == ["a", "{{ Id }}"]


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        (
            f"Variable: {HERE}, StringEquals: x",
            Comparison(REGION, "StringEquals", "x"),
        ),
        (
            f"And: [{{Variable: {HERE}, Contains: x}}, {{Variable: {HERE}, StartsWith: y}}]",
            And(Comparison(REGION, "Contains", "x"), Comparison(REGION, "StartsWith", "y")),
        ),
        (
            f"Or: [{{Variable: {HERE}, EndsWith: x}}, {{Variable: {HERE}, StringEquals: {HERE}}}]",
            Or(Comparison(REGION, "EndsWith", "x"), Comparison(REGION, "StringEquals", REGION)),
        ),
        (
            f"Not: {{Variable: {HERE}, EqualsIgnoreCase: x}}",
            Not(Comparison(REGION, "EqualsIgnoreCase", "x")),
        ),
    ],
)
def test_a_choice_is_read_with_its_condition(written: str, meant: Any) -> None:
    step, end = read(*branch(f"{{NextStep: End, {written}}}"))
    assert isinstance(step, Branch)
    (choice,) = step.choices
    assert str(choice.condition) == str(meant)
    assert target_of(choice.next_step) is end


OPERATORS = (
    '"And", "Or", "Not", "StringEquals", "EqualsIgnoreCase", "StartsWith", "EndsWith", "Contains",'
    ' "NumericEquals", "NumericGreater", "NumericLesser", "NumericGreaterOrEquals",'
    ' "NumericLesserOrEquals", "BooleanEquals"'
)
ONE = 'a condition is a Variable with one operator, or one of "And", "Or" and "Not"'


@pytest.mark.parametrize(
    ("choice", "told"),
    [
        ("1", '52: step "B", inputs.Choices[0]: 1 is not a dictionary'),
        (
            f"{{Variable: {HERE}, StringEquals: x}}",
            '52: step "B", inputs.Choices[0]: NextStep is required',
        ),
        (
            f"{{NextStep: Ent, Variable: {HERE}, StringEquals: x}}",
            '63: step "B", inputs.Choices[0].NextStep: "Ent" is not a step of the document. Did'
            ' you mean "End"?',
        ),
        (
            "{NextStep: End, Variable: x, StringEqual: y}",
            '94: step "B", inputs.Choices[0].StringEqual: there is no operator "StringEqual";'
            f' there are {OPERATORS}. Did you mean "StringEquals"?',
        ),
        ("{NextStep: End, Variable: x}", f'52: step "B", inputs.Choices[0]: {ONE}'),
        ("{NextStep: End, StringEquals: x}", f'52: step "B", inputs.Choices[0]: {ONE}'),
        (
            f"{{NextStep: End, Variable: {HERE}, Contains: x, StringEquals: y}}",
            f'52: step "B", inputs.Choices[0]: {ONE}',
        ),
        (
            f"{{NextStep: End, Variable: {HERE}, And: []}}",
            f'52: step "B", inputs.Choices[0]: {ONE}',
        ),
        (
            "{NextStep: End, And: x}",
            '73: step "B", inputs.Choices[0].And: "x" is not a list of conditions',
        ),
        (
            "{NextStep: End, Or: []}",
            '72: step "B", inputs.Choices[0].Or: [] is not a list of conditions',
        ),
        (
            "{NextStep: End, Or: [1]}",
            '73: step "B", inputs.Choices[0].Or[0]: 1 is not a condition',
        ),
        (
            "{NextStep: End, Not: [1]}",
            '73: step "B", inputs.Choices[0].Not: [1] is not a condition',
        ),
        (
            '{NextStep: End, Variable: "{{ Nope }}", StringEquals: x}',
            '78: step "B", inputs.Choices[0].Variable: {{ Nope }} names no parameter, variable or'
            " output of a step.",
        ),
        (
            f"{{NextStep: End, Not: {{Variable: {HERE}, NumericEquals: 1}}}}",
            '73: step "B", inputs.Choices[0].Not: {{ global:REGION }} is of type String, and'
            " NumericEquals compares values of type Integer",
        ),
    ],
)
def test_what_a_choice_cannot_be_is_told(choice: str, told: str) -> None:
    assert problems(*branch(choice)) == [f"line 3, column {told}"]


@pytest.mark.parametrize(
    ("step", "told"),
    [
        ("{name: A, action: aws:branch, inputs: {}}", '41: step "A", inputs: Choices is required'),
        (
            "{name: A, action: aws:branch, inputs: {Choices: x}}",
            '51: step "A", inputs.Choices: "x" is not a list',
        ),
        (
            "{name: A, action: aws:loop, inputs: {Iterators: [a]}}",
            '39: step "A", inputs: Steps is required',
        ),
        (
            "{name: A, action: aws:loop, inputs: {Iterators: [a], Steps: x}}",
            '63: step "A", inputs.Steps: "x" is not a list of steps',
        ),
        (
            "{name: A, action: aws:loop, inputs: {Iterators: [a], Steps: []}}",
            '63: step "A", inputs.Steps: a loop has at least one step',
        ),
        (
            "{name: A, action: aws:loop, inputs: {Iterators: [a], Steps: [{name: B, action: x}]}}",
            '82: step "B": there is no action "x".',
        ),
        (
            "{name: A, action: aws:loop, inputs: {LoopCondition: 1, Steps: [{name: B,"
            " action: aws:sleep, inputs: {Duration: PT1S}}]}}",
            '55: step "A", inputs.LoopCondition: 1 is not a condition',
        ),
        (
            "{name: A, action: aws:updateVariable, inputs: {Name: x, Value: 1}}",
            '56: step "A", inputs.Name: "x" is not a Variable',
        ),
        (
            "{name: A, action: aws:updateVariable, inputs: {}}",
            '49: step "A", inputs: Name is required',
        ),
        (
            "{name: A, action: aws:executeAwsApi, inputs: {Service: ec2}}",
            '48: step "A", inputs.Api: is required',
        ),
        (
            "{name: A, action: aws:executeAwsApi, inputs: {Service: ec2, Api: [x]}}",
            "68: step \"A\", inputs.Api: ['x'] is not text",
        ),
        (
            "{name: A, action: aws:assertAwsResourceProperty, inputs: {Service: ec2, Api: X,"
            " PropertySelector: $.a}}",
            '60: step "A", inputs.DesiredValues: is required',
        ),
    ],
)
def test_what_the_inputs_of_a_step_cannot_be_is_told(step: str, told: str) -> None:
    assert problems(step) == [f"line 3, column {told}"]


def test_an_input_that_cannot_be_read_hides_none_of_the_others() -> None:
    assert problems("{name: A, action: aws:branch, inputs: {Choices: [], Default: 3}}") == [
        'line 3, column 51: step "A", inputs.Choices: a branch has at least one choice',
        'line 3, column 64: step "A", inputs.Default: 3 is not a step of the document.',
    ]


def test_a_step_may_name_one_that_comes_later_and_read_what_it_puts_out() -> None:
    first, second = read(
        f"{{name: A, {SLEEP}, onFailure: step:B}}",
        "{name: B, action: aws:executeAwsApi, inputs: {Service: ec2, Api: DescribeVpcs},"
        " outputs: [{Name: Ids, Selector: $.Vpcs, Type: StringList}]}",
    )
    assert target_of(first.on_failure) is second
    (loop, *_) = read(
        f"{{name: L, action: aws:loop, inputs: {{Iterators: '{{{{ B.Ids }}}}', Steps: ["
        f"{{name: M, {SLEEP}}}]}}}}",
        "{name: B, action: aws:executeAwsApi, inputs: {Service: ec2, Api: DescribeVpcs},"
        " outputs: [{Name: Ids, Selector: $.Vpcs, Type: StringList}]}",
    )
    assert isinstance(loop, Loop)
    assert str(loop.iterators) == "{{ B.Ids }}"
    assert [inner.name for inner in loop.steps] == ["M"]


def test_the_problems_of_all_steps_are_told_at_once() -> None:
    assert problems(
        "{name: A, action: aws:branch, inputs: {}}",
        "{name: B, action: aws:sleep, inputs: {Duration: x}}",
        "{name: C, action: aws:slee}",
    ) == [
        'line 3, column 41: step "A", inputs: Choices is required',
        'line 4, column 51: step "B", inputs.Duration: "x" is not days, hours, minutes and seconds'
        ' in ISO 8601, as "PT5M" is',
        'line 5, column 21: step "C": there is no action "aws:slee". Did you mean "aws:sleep"?',
    ]
