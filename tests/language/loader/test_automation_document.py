import json
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ssmdsl import compile_document
from ssmdsl.document import Document
from ssmdsl.loader import load
from ssmdsl.parameter import Parameter
from ssmdsl.text import TextError

HEAD = 'schemaVersion: "0.3"\n'
WAIT = """\
mainSteps:
  - name: Wait
    action: aws:sleep
    inputs: {Duration: PT1S}
"""


def read(text: str) -> Document:
    (document,) = load(text.encode(), name="Fix").documents
    return document


def problems(text: str) -> list[str]:
    with pytest.raises(TextError) as caught:
        load(text.encode(), name="Fix")
    return str(caught.value).splitlines()


WHOLE = """\
schemaVersion: "0.3"
description: Looks at a VPC.
assumeRole: "{{ AutomationAssumeRole }}"
parameters:
  AutomationAssumeRole: {type: "AWS::IAM::Role::Arn", description: Its role.}
  Id: {type: String, default: "{{ ssm:/vpc }}", allowedPattern: "vpc-[0-9a-f]+", maxChars: 21}
  Region: {type: String, allowedValues: [a, b], displayType: textarea, default: a}
variables:
  Count: {type: Integer, default: 0, description: How often.}
files:
  script.zip:
    checksums: {sha256: aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa}
mainSteps:
  - name: Describe
    description: Looks.
    action: aws:executeAwsApi
    maxAttempts: 2
    timeoutSeconds: 60
    onFailure: step:Again
    onCancel: Abort
    isCritical: false
    inputs: {Service: ec2, Api: DescribeVpcs, VpcIds: ["{{ Id }}"]}
    outputs: [{Name: State, Selector: "$.Vpcs[0].State", Type: String}]
  - name: Choose
    action: aws:branch
    inputs:
      Choices:
        - {NextStep: Again, Variable: "{{ Describe.State }}", StringEquals: available}
        - NextStep: Wait
          Or:
            - {Variable: "{{ variable:Count }}", NumericGreater: 3}
            - Not: {Variable: "{{ Describe.State }}", StartsWith: p}
      Default: Wait
  - name: Again
    action: aws:loop
    inputs:
      LoopCondition: {Variable: "{{ variable:Count }}", NumericLesser: 3}
      MaxIterations: 3
      Steps:
        - name: Add
          action: aws:updateVariable
          inputs: {Name: "variable:Count", Value: 3}
  - name: Run
    action: aws:executeScript
    inputs:
      Runtime: python3.11
      Handler: run
      Script: "def run(events, context):\\n  return {}\\n"
      InputPayload: {Id: "{{ Id }}"}
    onFailure: Continue
    nextStep: Wait
  - name: Wait
    action: aws:sleep
    inputs: {Duration: PT1S}
    isEnd: true
outputs: [Describe.State]
"""


def test_a_whole_document_is_read() -> None:
    document = read(WHOLE)
    assert document.name == "Fix"
    assert [step.name for step in document.all_steps] == [
        *("Describe", "Choose", "Again", "Add", "Run", "Wait")
    ]
    assert isinstance(document.assume_role, Parameter)
    assert [parameter.name for parameter in document.parameters] == [
        *("AutomationAssumeRole", "Id", "Region")
    ]
    assert [file.name for file in document.files] == ["script.zip"]


def test_what_is_read_compiles_to_what_was_written() -> None:
    from ssmdsl.text import read_text

    assert json.loads(compile_document(read(WHOLE))) == read_text(WHOLE.encode()).value


def test_a_document_without_a_role_acts_with_the_rights_of_the_caller() -> None:
    assert read(HEAD + WAIT).assume_role is None
    assert read(HEAD + "assumeRole: arn:aws:iam::123456789012:role/fix\n" + WAIT).assume_role == (
        "arn:aws:iam::123456789012:role/fix"
    )


KEYS = (
    '"schemaVersion", "description", "assumeRole", "parameters", "variables", "mainSteps",'
    ' "outputs", "files"'
)
STEP_KEYS = (
    '"name", "description", "maxAttempts", "timeoutSeconds", "isCritical", "isEnd", "onFailure",'
    ' "onCancel", "nextStep", "action", "inputs", "outputs"'
)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("a", [f'line 1, column 1: "a" is not a document: a dictionary with {KEYS}']),
        ("[]", [f"line 1, column 1: [] is not a document: a dictionary with {KEYS}"]),
        (
            'schemaVersion: "2.2"\n' + WAIT,
            [
                'line 1, column 16: schemaVersion: "2.2" is not that of Automation documents;'
                ' write "0.3"'
            ],
        ),
        (
            WAIT,
            ['line 1, column 1: schemaVersion: it is required; write schemaVersion: "0.3"'],
        ),
        (HEAD, ["line 1, column 1: mainSteps: a document has a list of at least one step"]),
        (
            HEAD + "mainSteps: []\n",
            ["line 2, column 12: mainSteps: a document has a list of at least one step"],
        ),
        (
            HEAD + "mainStep: []\n" + WAIT,
            [
                f'line 2, column 1: document: there is no key "mainStep", only {KEYS}. Did you'
                ' mean "mainSteps"?'
            ],
        ),
        (
            HEAD + "emergencyChange: true\n" + WAIT,
            [
                'line 2, column 1: document: the key "emergencyChange" is one of Change Manager\'s'
                " templates, which are no Automation documents that can be run by themselves"
            ],
        ),
        (
            HEAD + "description: [1]\n" + WAIT,
            ['line 2, column 14: document "Fix", description: [1] is not text'],
        ),
        (
            HEAD + "assumeRole: x\n" + WAIT,
            [
                'line 2, column 13: document "Fix", assumeRole: "x" is not the ARN of a role, nor'
                " a parameter"
            ],
        ),
        (
            HEAD + 'assumeRole: "{{ Role }}"\n' + WAIT,
            [
                'line 2, column 13: document "Fix", assumeRole: {{ Role }} names no parameter;'
                " the document has none."
            ],
        ),
        (
            HEAD + "outputs: x\n" + WAIT,
            ['line 2, column 10: outputs: "x" is not a list'],
        ),
        (
            HEAD + "outputs: [Wait.X, 3]\n" + WAIT,
            [
                'line 2, column 11: outputs[0]: "Wait.X" is no output of a step.',
                "line 2, column 19: outputs[1]: 3 is no output of a step.",
            ],
        ),
        (HEAD + "files: 1\n" + WAIT, ["line 2, column 8: files: 1 is not a dictionary"]),
        (
            HEAD + "files: {a.zip: {size: 1}}\n" + WAIT,
            [
                'line 2, column 16: file "a.zip": its "checksums" with "sha256" are required',
            ],
        ),
        (
            HEAD + "files: {a.zip: {checksums: {sha256: x}}}\n" + WAIT,
            [
                'line 2, column 37: attachment "a.zip", checksums.sha256: "x" is not 64 hexadecimal'
                " digits"
            ],
        ),
        (
            HEAD + "files: {a.zip: {checksums: {sha256: " + 64 * "a" + ", md5: b}}}\n" + WAIT,
            ['line 2, column 103: file "a.zip", checksums: there is no key "md5", only "sha256".'],
        ),
        (
            HEAD + "files: {a.zip: {checksums: {sha256: " + 64 * "a" + "}, size: -1}}\n" + WAIT,
            ['line 2, column 110: attachment "a.zip", size: -1 is too small; at least 0'],
        ),
    ],
)
def test_what_a_document_cannot_be_is_told(text: str, told: list[str]) -> None:
    assert problems(text) == told


@pytest.mark.parametrize(
    ("definition", "told"),
    [
        ("1", '18: parameter "Id": 1 is not a dictionary'),
        ("{description: x}", '18: parameter "Id": its "type" is required'),
        (
            "{type: String, min: 1}",
            '33: parameter "Id": there is no key "min", only "type", "description", "default",'
            ' "allowedValues", "allowedPattern", "minItems", "maxItems", "minChars", "maxChars",'
            ' "displayType".',
        ),
        (
            "{type: String, minChars: 3, maxChars: 2}",
            '43: parameter "Id", minChars: 3 is more than maxChars, which is 2',
        ),
        (
            "{type: Integer, default: x}",
            '43: parameter "Id", default: "x" is not of the parameter\'s type Integer',
        ),
        (
            "{type: String, allowedValues: [a, [b]]}",
            "52: parameter \"Id\", allowedValues[1]: ['b'] is not of the parameter's type String",
        ),
        (
            '{type: String, default: "{{ Di }}"}',
            '42: document "Fix", parameter "Id", default: {{ Di }} names no parameter; the document'
            ' lists "Id".',
        ),
    ],
)
def test_what_a_parameter_cannot_be_is_told(definition: str, told: str) -> None:
    assert problems(HEAD + f"parameters: {{Id: {definition}}}\n" + WAIT) == [
        f"line 2, column {told}"
    ]


def test_what_a_variable_cannot_be_is_told() -> None:
    assert problems(
        HEAD + "variables: {A: {type: String, default: [x], b: 1}, B: {}}\n" + WAIT
    ) == [
        "line 2, column 40: variable \"A\", default: ['x'] is not of the variable's type String",
        'line 2, column 45: variable "A": there is no key "b", only "type", "description",'
        ' "default".',
        'line 2, column 55: variable "B": its "type" is required',
    ]


def steps(*written: str) -> str:
    return HEAD + "mainSteps:\n" + "".join(f"- {step}\n" for step in written)


SLEEP = "action: aws:sleep, inputs: {Duration: PT1S}"


@pytest.mark.parametrize(
    ("written", "told"),
    [
        (
            ["1", "{name: A}", "{action: aws:sleep}", f"{{name: 1, {SLEEP}}}"],
            [
                "3, column 3: mainSteps[0]: 1 is not a step: a dictionary",
                '4, column 3: mainSteps[1]: its "action" is required, as text',
                '5, column 3: mainSteps[2]: its "name" is required, as text',
                '6, column 10: mainSteps[3]: its "name" is required, as text',
            ],
        ),
        (
            ["{name: A, action: aws:slee}"],
            [
                '3, column 21: step "A": there is no action "aws:slee". Did you mean "aws:sleep"?',
            ],
        ),
        (
            ["{name: A, action: aws:sleep, inputs: [1]}"],
            ['3, column 40: step "A", inputs: [1] is not a dictionary'],
        ),
        (
            [f"{{name: A, {SLEEP}, onfailure: Abort}}"],
            [
                f'3, column 58: step "A": there is no key "onfailure", only {STEP_KEYS}. Did you'
                ' mean "onFailure"?'
            ],
        ),
        (
            ["{name: A, action: aws:sleep, inputs: {Duration: PT1S, duration: PT2S, Second: 1}}"],
            [
                '3, column 57: step "A": there is no input "duration", only "Duration",'
                ' "Timestamp". Did you mean "Duration"?',
                '3, column 73: step "A": there is no input "Second", only "Duration", "Timestamp".',
            ],
        ),
        (
            ["{name: A, action: aws:sleep, inputs: {Duration: x}}"],
            [
                '3, column 51: step "A", inputs.Duration: "x" is not days, hours, minutes and'
                ' seconds in ISO 8601, as "PT5M" is'
            ],
        ),
        (
            [
                f"{{name: A, {SLEEP}, onFailure: B, onCancel: Continue, nextStep: C}}",
                f"{{name: B, {SLEEP}, isEnd: 3, maxAttempts: x, timeoutSeconds: -1}}",
            ],
            [
                '3, column 69: step "A", onFailure: "B" is not one of "Abort", "Continue",'
                ' "step:NAME". Did you mean "step:B"?',
                '3, column 82: step "A", onCancel: "Continue" is not one of "Abort", "step:NAME".',
                '3, column 102: step "A", nextStep: "C" is not a step of the document.',
                '4, column 65: step "B", isEnd: 3 is not True or False',
                '4, column 81: step "B", maxAttempts: "x" is not an integer',
                '4, column 100: step "B", timeoutSeconds: -1 is too small; at least 1',
            ],
        ),
        (
            [
                f"{{name: A, {SLEEP}, outputs: x}}",
                f"{{name: B, {SLEEP}, outputs: [1, {{Name: a, Selectorr: x}}]}}",
            ],
            [
                '3, column 67: step "A", outputs: "x" is not a list',
                '4, column 68: step "B", outputs[0]: 1 is not a dictionary with "Name",'
                ' "Selector", "Type"',
                '4, column 71: step "B", outputs[1].Selector: is required',
                '4, column 81: step "B", outputs[1]: there is no key "Selectorr", only "Name",'
                ' "Selector", "Type". Did you mean "Selector"?',
            ],
        ),
        (
            [f"{{name: A, {SLEEP}}}", f"{{name: A, {SLEEP}}}"],
            [
                '4, column 10: document "Fix", step "A", name: 2 steps of the document have this'
                " name"
            ],
        ),
        (
            [f"{{name: A, {SLEEP}, nextStep: B}}", f"{{name: B, {SLEEP}, nextStep: A}}"],
            [
                '4, column 68: document "Fix", step "B", nextStep: here a circle closes,'
                " which SSM refuses:"
                " A → B → A"
            ],
        ),
        (
            ['{name: A, action: aws:executeAwsApi, inputs: {Service: ec2, Api: X, Y: "{{ Z }}"}}'],
            [
                '3, column 74: document "Fix", step "A", inputs.Y: {{ Z }} names no parameter; the'
                " document has none."
            ],
        ),
        (
            [
                "{name: A, action: aws:executeScript, inputs: {Runtime: python3.11, Handler: run,"
                " Attachment: a.zip}}"
            ],
            [
                '3, column 96: document "Fix", step "A", inputs.Attachment: "a.zip" is not among'
                " the files; the document has none."
            ],
        ),
    ],
)
def test_what_a_step_cannot_be_is_told(written: list[str], told: list[str]) -> None:
    assert problems(steps(*written)) == [f"line {line}" for line in told]


def test_an_input_may_be_called_as_a_field_is() -> None:
    (step,) = read(
        steps(
            "{name: A, action: aws:executeStateMachine, inputs: {stateMachineArn:"
            ' "arn:aws:states:eu-west-1:123456789012:stateMachine:x", name: run, input: "{}"}}'
        )
    ).steps
    assert (step.name, step.action_inputs()["name"]) == ("A", "run")


def test_a_step_in_a_loop_is_told_in_its_place() -> None:
    assert problems(
        HEAD
        + """\
mainSteps:
  - name: Again
    action: aws:loop
    inputs:
      Iterators: [a]
      Steps:
        - name: Inner
          action: aws:executeAwsApi
          inputs:
            Service: ec2
            Api: DescribeVpcs
            VpcIds: ["{{ Nope }}"]
"""
    ) == [
        'line 13, column 22: document "Fix", step "Inner", inputs.VpcIds[0]: {{ Nope }} names no'
        " parameter; the document has none."
    ]


anything = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-2, 99)
    | st.text(max_size=4)
    # What stands for something in the document.
    | st.sampled_from(["Abort", "step:Wait", "Wait", "{{ Id }}", "{{ Describe.State }}", "$.a"]),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(["name", "action", "inputs", "type", "And", "Not", "Name", "Steps"]),
            inner,
            max_size=3,
        )
    ),
    max_leaves=8,
)


def places(data: Any, path: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    members: Any = enumerate(data) if isinstance(data, list) else ()
    if isinstance(data, dict):
        members = data.items()
    return [path, *(place for key, own in members for place in places(own, (*path, key)))]


def replaced(data: Any, path: tuple[Any, ...], value: Any) -> Any:
    if not path:
        return value
    copy = data.copy()
    copy[path[0]] = replaced(data[path[0]], path[1:], value)
    return copy


DATA = json.loads(compile_document(read(WHOLE)))


@settings(max_examples=300)
@given(st.sampled_from(places(DATA)), anything)
def test_whatever_stands_anywhere_in_a_document_is_read_or_told(
    path: tuple[Any, ...], value: Any
) -> None:
    told: Any
    try:
        told = load(json.dumps(replaced(DATA, path, value)).encode(), name="Fix").documents
    except TextError as error:
        told = error.problems
    assert told
