from collections.abc import Callable
from typing import Any

import pytest

from ssmdsl import DefinitionError, Document, ExecuteAwsApi, Output, Parameter, Sleep


def describe(name: str = "Describe") -> ExecuteAwsApi:
    return ExecuteAwsApi(
        name,
        service="ec2",
        api="DescribeVpcs",
        outputs=[Output("VpcId", "$.Vpcs[0].VpcId")],
    )


def problems(build: Callable[[], object]) -> list[str]:
    with pytest.raises(DefinitionError) as caught:
        build()
    return [str(problem) for problem in caught.value.problems]


@pytest.mark.parametrize("name", ["ab", "a b", "x" * 129, "Größe", "a/b"])
def test_a_document_name_has_the_form_that_ssm_takes(name: str) -> None:
    assert problems(lambda: Document(name, steps=[describe()])) == [
        f'document "{name}", name: "{name}" is not a document name:'
        ' 3 to 128 letters, digits, "_", "-" and "."'
    ]


@pytest.mark.parametrize("name", ["aws-mine", "AmazonMine", "AMZN.mine"])
def test_names_that_aws_keeps_for_itself_are_refused(name: str) -> None:
    assert problems(lambda: Document(name, steps=[describe()])) == [
        f'document "{name}", name: "{name}": AWS keeps names that begin with "aws", "amazon",'
        ' "amzn" for its own documents'
    ]


def test_a_document_has_at_least_one_step() -> None:
    assert problems(lambda: Document("Mine", steps=[])) == [
        'document "Mine", steps: a document has at least one step'
    ]


def test_two_steps_with_one_name_are_reported_once() -> None:
    assert problems(lambda: Document("Mine", steps=[describe(), describe()])) == [
        'document "Mine", steps: 2 of them have the name "Describe"'
    ]


def test_two_parameters_with_one_name_are_reported_once() -> None:
    build = lambda: Document(  # noqa: E731 - it reads as the document it is
        "Mine", parameters=[Parameter("A"), Parameter("A", "Integer")], steps=[describe()]
    )
    assert problems(build) == ['document "Mine", parameters: 2 of them have the name "A"']


def test_references_to_nothing_are_told_with_the_nearest_name() -> None:
    step = ExecuteAwsApi(
        "Use",
        service="logs",
        api="CreateLogGroup",
        inputs={
            "logGroupName": "/vpc/{{ VpcID }}",
            "tags": {"a": "{{ Describe.VpcIdd }}", "b": ["{{global:REGON}}"]},
        },
    )
    build = lambda: Document(  # noqa: E731
        "Mine", parameters=[Parameter("VpcId")], steps=[describe(), step]
    )
    assert problems(build) == [
        'document "Mine", step "Use", inputs.logGroupName: {{ VpcID }} names no parameter;'
        ' the document lists "AutomationAssumeRole", "VpcId". Did you mean "VpcId"?',
        'document "Mine", step "Use", inputs.tags: {{ Describe.VpcIdd }} names no output of a'
        ' step; there are "Describe.VpcId". Did you mean "Describe.VpcId"?',
        'document "Mine", step "Use", inputs.tags: {{ global:REGON }} is not a system variable;'
        ' there are "global:ACCOUNT_ID", "global:AWS_PARTITION", "global:DATE",'
        ' "global:DATE_TIME", "automation:EXECUTION_ID", "global:REGION".'
        ' Did you mean "global:REGION"?',
    ]


def test_a_parameter_that_is_used_but_not_listed_is_told() -> None:
    vpc = Parameter("VpcId")
    step = ExecuteAwsApi("Use", service="ec2", api="DescribeVpcs", inputs={"VpcIds": [vpc]})

    assert problems(lambda: Document("Mine", steps=[step])) == [
        'document "Mine", step "Use", inputs.VpcIds: {{ VpcId }} names no parameter;'
        ' the document lists "AutomationAssumeRole".'
    ]


def test_the_automation_role_is_a_parameter_without_being_asked_for() -> None:
    document = Document("Mine", parameters=[Parameter("VpcId")], steps=[describe()])

    assert [parameter.name for parameter in document.all_parameters] == [
        "AutomationAssumeRole",
        "VpcId",
    ]


def test_an_automation_role_that_is_listed_is_the_users_own() -> None:
    own = Parameter("AutomationAssumeRole", "String", description="Mine.")
    document = Document("Mine", parameters=[own], steps=[describe()])

    assert document.all_parameters == (own,)


def test_a_jump_to_a_step_of_another_document_is_refused() -> None:
    elsewhere = describe("Elsewhere")
    step = Sleep("Wait", duration="PT5S", next_step=elsewhere)

    assert problems(lambda: Document("Mine", steps=[step])) == [
        'document "Mine", step "Wait", next_step: it jumps to step "Elsewhere",'
        " which is not in the steps"
    ]


@pytest.mark.parametrize(
    ("properties", "told"),
    [
        ({"steps": "Wait"}, 'steps: "Wait" is not a list; write ["Wait"]'),
        ({"steps": describe()}, 'steps: ExecuteAwsApi("Describe") is not a list;'),
        ({"parameters": ["VpcId"]}, 'parameters[0]: "VpcId" is not a Parameter'),
        (
            {"outputs": ["Describe.VpcId"]},
            'outputs[0]: "Describe.VpcId" is not an output of a step; write step.output("…")',
        ),
        ({"assume_role": 5}, "assume_role: 5 is not a Parameter, the ARN of a role or None"),
        (
            {"assume_role": "my-role"},
            'assume_role: "my-role" is not the ARN of a role, nor a parameter',
        ),
        (
            {"assume_role": Parameter("Role", "Integer")},
            'assume_role: parameter "Role" is of type Integer, and an ARN is text',
        ),
        (
            {"parameters": [Parameter("AutomationAssumeRole", "StringList")]},
            'assume_role: parameter "AutomationAssumeRole" is of type StringList, and an ARN is'
            " text",
        ),
        (
            {"assume_role": "{{ Role }}"},
            "assume_role: {{ Role }} names no parameter; the document has none.",
        ),
        (
            {"description": "half \ud800"},
            'description: "half \\ud800" has half of a character (a surrogate); no file can hold'
            " it",
        ),
    ],
)
def test_a_property_of_another_kind_is_told(properties: dict[str, Any], told: str) -> None:
    (problem,) = problems(lambda: Document("Mine", **{"steps": [describe()], **properties}))

    assert problem.startswith(f'document "Mine", {told}')


def test_everything_wrong_with_a_document_is_told_at_once() -> None:
    step = ExecuteAwsApi("Use", service="s", api="A", inputs={"a": "{{ None }}"})
    after = Sleep("After", duration="PT1S", next_step=step)

    assert problems(
        lambda: Document(
            "Mine", parameters=[Parameter("A"), Parameter("A")], steps=[step, after, after]
        )
    ) == [
        'document "Mine", parameters: 2 of them have the name "A"',
        'document "Mine", steps: 2 of them have the name "After"',
        'document "Mine", steps: they run in a circle that never ends: Use → After → Use',
        'document "Mine", step "Use", inputs.a: {{ None }} names no parameter; the document lists'
        ' "AutomationAssumeRole", "A", "A".',
    ]


def test_a_default_may_refer_to_the_parameter_store_and_to_nothing_unknown() -> None:
    stored = Parameter("Stored", default="{{ssm:/my/parameter}}")
    wrong = Parameter("Wrong", default="x-{{ Storred }}")

    assert problems(lambda: Document("Mine", parameters=[stored, wrong], steps=[describe()])) == [
        'document "Mine", parameter "Wrong", default: {{ Storred }} names no parameter;'
        ' the document lists "AutomationAssumeRole", "Stored", "Wrong". Did you mean "Stored"?'
    ]


@pytest.mark.parametrize("role", ["arn:aws:iam::123456789012:role/x", "{{ Role }}", None])
def test_a_role_is_an_arn_a_parameter_or_none(role: str | None) -> None:
    document = Document(
        "Mine", assume_role=role, parameters=[Parameter("Role")], steps=[describe()]
    )

    assert document.assume_role == role
