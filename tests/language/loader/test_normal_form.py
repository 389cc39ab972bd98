from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ssmdsl.loader import load
from ssmdsl.loader.normal_form import NormalForm


def normal(data: dict[str, Any]) -> tuple[dict[str, Any], list[str]]:
    """Return the proper form of data, and what is told of it."""
    form = NormalForm()
    made = form.document(data)
    told = []
    for change in form.changes:
        path = ".".join(map(str, change.path))
        told.append(f"{path}: {change.message}")
    return made, told


def step(action: str, **inputs: Any) -> dict[str, Any]:
    return {"mainSteps": [{"name": "A", "action": action, "inputs": inputs}]}


PROPER: dict[str, Any] = {
    "schemaVersion": "0.3",
    "description": "Waits.",
    "assumeRole": "{{ AutomationAssumeRole }}",
    "parameters": {"Id": {"type": "String", "default": "i-1", "allowedValues": ["i-1"]}},
    "mainSteps": [
        {
            "name": "Describe",
            "action": "aws:executeAwsApi",
            "maxAttempts": 3,
            "isEnd": True,
            "inputs": {"Service": "ec2", "Api": "DescribeVpcs", "VpcIds": ["{{ Id }}"]},
            "outputs": [{"Name": "State", "Selector": "$.Vpcs[0].State", "Type": "String"}],
        }
    ],
}


def test_what_is_in_its_proper_form_is_left_alone() -> None:
    assert normal(PROPER) == (PROPER, [])


@pytest.mark.parametrize(
    ("written", "proper", "told"),
    [
        ({"schemaVersion": 0.3}, {"schemaVersion": "0.3"}, ['schemaVersion: 0.3 is written "0.3"']),
        ({"description": None}, {}, ["description: it is empty, and left out"]),
        ({"assumeRole": ""}, {}, ["assumeRole: it is empty, and left out"]),
        ({"assumeRole": None}, {}, ["assumeRole: it is empty, and left out"]),
        (
            {"assumeRole": "{{AutomationAssumeRole}}"},
            {"assumeRole": "{{ AutomationAssumeRole }}"},
            ['assumeRole: "{{AutomationAssumeRole}}" is written "{{ AutomationAssumeRole }}"'],
        ),
        (
            {"parameters": {}, "variables": {}, "outputs": [], "files": {}},
            {},
            [
                "parameters: it is empty, and left out",
                "variables: it is empty, and left out",
                "outputs: it is empty, and left out",
                "files: it is empty, and left out",
            ],
        ),
        (
            {"files": {"a.zip": {"checksums": {"SHA256": "a"}}}},
            {"files": {"a.zip": {"checksums": {"sha256": "a"}}}},
            ['files.a.zip.checksums: "SHA256" is written "sha256"'],
        ),
        ({"files": {"a.zip": 1}}, {"files": {"a.zip": 1}}, []),
        ({"parameters": {"Id": 1}}, {"parameters": {"Id": 1}}, []),
        ({"mainSteps": [1]}, {"mainSteps": [1]}, []),
    ],
)
def test_the_sections_of_a_document(
    written: dict[str, Any], proper: dict[str, Any], told: list[str]
) -> None:
    assert normal(written) == (proper, told)


@pytest.mark.parametrize(
    ("written", "proper", "told"),
    [
        (
            {"type": "Integer", "default": "7", "allowedValues": ["7", 8]},
            {"type": "Integer", "default": 7, "allowedValues": [7, 8]},
            ['default: "7" is written 7', 'allowedValues.0: "7" is written 7'],
        ),
        (
            {"type": "Boolean", "default": "False", "allowedValues": ["true", "no"]},
            {"type": "Boolean", "default": False, "allowedValues": [True, "no"]},
            ['default: "False" is written False', 'allowedValues.0: "true" is written True'],
        ),
        (
            {"type": "String", "default": "", "allowedValues": [True, 1, "x"]},
            {"type": "String", "default": "", "allowedValues": ["true", "1", "x"]},
            ['allowedValues.0: True is written "true"', 'allowedValues.1: 1 is written "1"'],
        ),
        (
            {"type": "StringList", "allowedValues": [1]},
            {"type": "StringList", "allowedValues": ["1"]},
            ['allowedValues.0: 1 is written "1"'],
        ),
        (
            {"type": "String", "minItems": "1", "maxItems": "2", "minChars": "3", "maxChars": "4"},
            {"type": "String", "minItems": 1, "maxItems": 2, "minChars": 3, "maxChars": 4},
            [
                'minItems: "1" is written 1',
                'maxItems: "2" is written 2',
                'minChars: "3" is written 3',
                'maxChars: "4" is written 4',
            ],
        ),
        (
            {"type": "String", "description": None, "allowedValues": []},
            {"type": "String"},
            [
                "description: it is empty, and left out",
                "allowedValues: it is empty, and left out",
            ],
        ),
        (
            {"type": "StringMap", "default": {"a": ["{{ssm:/x}}"]}},
            {"type": "StringMap", "default": {"a": ["{{ ssm:/x }}"]}},
            ['default.a.0: "{{ssm:/x}}" is written "{{ ssm:/x }}"'],
        ),
        ({"type": "Integer", "default": "x"}, {"type": "Integer", "default": "x"}, []),
        ({"type": "Integer", "default": "9" * 19}, {"type": "Integer", "default": "9" * 19}, []),
        ({"type": "Integer", "default": True}, {"type": "Integer", "default": True}, []),
    ],
)
def test_the_properties_of_a_parameter(
    written: dict[str, Any], proper: dict[str, Any], told: list[str]
) -> None:
    assert normal({"parameters": {"Id": written}}) == (
        {"parameters": {"Id": proper}},
        [f"parameters.Id.{line}" for line in told],
    )


def test_a_variable_has_no_bounds_to_write_otherwise() -> None:
    written = {"variables": {"Count": {"type": "Integer", "default": "1", "minItems": "1"}}}
    proper = {"variables": {"Count": {"type": "Integer", "default": 1, "minItems": "1"}}}
    assert normal(written) == (proper, ['variables.Count.default: "1" is written 1'])


@pytest.mark.parametrize(
    ("written", "proper", "told"),
    [
        (
            {"maxAttempts": "3", "timeoutSeconds": "60", "isCritical": "false", "isEnd": "TRUE"},
            {"maxAttempts": 3, "timeoutSeconds": 60, "isCritical": False, "isEnd": True},
            [
                'maxAttempts: "3" is written 3',
                'timeoutSeconds: "60" is written 60',
                'isCritical: "false" is written False',
                'isEnd: "TRUE" is written True',
            ],
        ),
        ({"inputs": None}, {"inputs": {}}, ["inputs: None is written {}"]),
        ({"outputs": []}, {}, ["outputs: it is empty, and left out"]),
        (
            {"action": "aws:loop", "onCancel": "Abort"},
            {"action": "aws:loop"},
            ["onCancel: aws:loop does not support it; it is left out"],
        ),
        (
            {"action": "aws:updateVariable", "onCancel": "Abort"},
            {"action": "aws:updateVariable"},
            ["onCancel: aws:updateVariable does not support it; it is left out"],
        ),
        (
            {"outputs": [{"Name": "A", "Selector": "Vpcs[0].State"}, {"Selector": "[0]"}, 1]},
            {
                "outputs": [
                    {"Name": "A", "Selector": "$.Vpcs[0].State", "Type": "String"},
                    {"Selector": "$[0]", "Type": "String"},
                    1,
                ]
            },
            [
                'outputs.0.Type: None is written "String"',
                'outputs.0.Selector: "Vpcs[0].State" is written "$.Vpcs[0].State"',
                'outputs.1.Type: None is written "String"',
                'outputs.1.Selector: "[0]" is written "$[0]"',
            ],
        ),
        (
            {"outputs": [{"Selector": ".State", "Type": "String"}]},
            {"outputs": [{"Selector": "$.State", "Type": "String"}]},
            ['outputs.0.Selector: ".State" is written "$.State"'],
        ),
    ],
)
def test_the_properties_of_a_step(
    written: dict[str, Any], proper: dict[str, Any], told: list[str]
) -> None:
    assert normal({"mainSteps": [written]}) == (
        {"mainSteps": [proper]},
        [f"mainSteps.0.{line}" for line in told],
    )


@pytest.mark.parametrize(
    ("action", "written", "proper", "told"),
    [
        (
            "aws:executeAwsApi",
            {"Service": "EC2", "Api": "describe_vpcs", "VpcIds": ["{{Id}}"]},
            {"Service": "ec2", "Api": "DescribeVpcs", "VpcIds": ["{{ Id }}"]},
            [
                'VpcIds.0: "{{Id}}" is written "{{ Id }}"',
                'Service: "EC2" is written "ec2"',
                'Api: "describe_vpcs" is written "DescribeVpcs"',
            ],
        ),
        (
            "aws:executeAwsApi",
            {"Service": "ec2", "Api": "describeVpcs"},
            {"Service": "ec2", "Api": "DescribeVpcs"},
            ['Api: "describeVpcs" is written "DescribeVpcs"'],
        ),
        (
            "aws:executeAwsApi",
            {"Service": "ec3", "Api": "describeVpcs"},
            {"Service": "ec3", "Api": "describeVpcs"},
            [],
        ),
        (
            "aws:waitForAwsResourceProperty",
            {"PropertySelector": "Vpcs[0].IsDefault", "DesiredValues": [True, 1, "x"]},
            {"PropertySelector": "$.Vpcs[0].IsDefault", "DesiredValues": ["True", "1", "x"]},
            [
                'PropertySelector: "Vpcs[0].IsDefault" is written "$.Vpcs[0].IsDefault"',
                'DesiredValues.0: True is written "True"',
                'DesiredValues.1: 1 is written "1"',
            ],
        ),
        (
            "aws:invokeLambdaFunction",
            {"FunctionName": "fix", "Payload": {"a": [1, "{{x}}"]}},
            {"FunctionName": "fix", "Payload": '{"a": [1, "{{ x }}"]}'},
            [
                'Payload.a.1: "{{x}}" is written "{{ x }}"',
                'Payload: {\'a\': [1, \'{{ x }}\']} is written "{"a": [1, "{{ x }}"]}"',
            ],
        ),
        (
            "aws:executeScript",
            {"Script": "print('{{x}}')", "InputPayload": {"a": "{{x}}"}},
            {"Script": "print('{{x}}')", "InputPayload": {"a": "{{ x }}"}},
            ['InputPayload.a: "{{x}}" is written "{{ x }}"'],
        ),
        (
            "aws:branch",
            {
                "Choices": [
                    {"Variable": "{{x}}", "NumericEquals": "3"},
                    {"And": [{"BooleanEquals": "true"}], "Or": [1]},
                    {"Not": {"StringEquals": 5}},
                    1,
                ]
            },
            {
                "Choices": [
                    {"Variable": "{{ x }}", "NumericEquals": 3},
                    {"And": [{"BooleanEquals": True}], "Or": [1]},
                    {"Not": {"StringEquals": "5"}},
                    1,
                ]
            },
            [
                'Choices.0.Variable: "{{x}}" is written "{{ x }}"',
                'Choices.0.NumericEquals: "3" is written 3',
                'Choices.1.And.0.BooleanEquals: "true" is written True',
                'Choices.2.Not.StringEquals: 5 is written "5"',
            ],
        ),
        (
            "aws:loop",
            {
                "MaxIterations": "5",
                "LoopCondition": {"Variable": "x", "NumericLesser": "3"},
                "Steps": [
                    {"action": "aws:sleep", "isEnd": "true", "inputs": {"Duration": "{{x}}"}}
                ],
            },
            {
                "MaxIterations": 5,
                "LoopCondition": {"Variable": "x", "NumericLesser": 3},
                "Steps": [
                    {"action": "aws:sleep", "isEnd": True, "inputs": {"Duration": "{{ x }}"}}
                ],
            },
            [
                'Steps.0.isEnd: "true" is written True',
                'Steps.0.inputs.Duration: "{{x}}" is written "{{ x }}"',
                'LoopCondition.NumericLesser: "3" is written 3',
                'MaxIterations: "5" is written 5',
            ],
        ),
    ],
)
def test_the_inputs_of_a_step(
    action: str, written: dict[str, Any], proper: dict[str, Any], told: list[str]
) -> None:
    assert normal(step(action, **written)) == (
        step(action, **proper),
        [f"mainSteps.0.inputs.{line}" for line in told],
    )


def test_changes_are_told_in_the_order_of_the_file_with_their_places() -> None:
    source = b"""\
schemaVersion: 0.3
parameters:
  Count: {type: Integer, default: "7"}
mainSteps:
  - name: Wait
    action: aws:sleep
    isEnd: "true"
    inputs: {Duration: PT1S}
outputs: []
"""
    assert list(map(str, load(source, name="Nameless").changes)) == [
        'line 1, column 16: schemaVersion: 0.3 is written "0.3"',
        'line 3, column 35: parameters.Count.default: "7" is written 7',
        'line 7, column 12: mainSteps[0].isEnd: "true" is written True',
        "line 9, column 10: outputs: it is empty, and left out",
    ]


def test_what_is_given_is_not_changed_itself() -> None:
    written = {"schemaVersion": 0.3, **step("aws:executeAwsApi", Service="EC2", Api="x")}
    before = repr(written)
    normal(written)
    assert repr(written) == before


scalars = st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5)
keys = st.sampled_from(
    [
        *("schemaVersion", "parameters", "variables", "files", "mainSteps", "inputs", "outputs"),
        *("action", "type", "default", "allowedValues", "Choices", "And", "Not", "Steps", "Api"),
        *("Service", "DesiredValues", "PropertySelector", "checksums", "Selector", "LoopCondition"),
    ]
)
words = st.sampled_from(
    ["aws:branch", "aws:loop", "aws:executeAwsApi", "Integer", "String", "ec2", "{{x}}", "7"]
)
anything = st.recursive(
    scalars | words,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(keys, inner, max_size=5),
    max_leaves=25,
)


@given(st.dictionaries(keys, anything))
def test_any_data_has_a_proper_form_and_that_form_is_its_own(data: dict[str, Any]) -> None:
    once, _ = normal(data)
    twice, told = normal(once)
    assert repr(twice) == repr(once)
    assert told == []
