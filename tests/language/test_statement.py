from collections.abc import Callable
from typing import Any

import pytest

from ssmdsl import ACCOUNT_ID, AWS_PARTITION, REGION, DefinitionError, Parameter, Statement
from ssmdsl.permissions.statement import OPERATORS


def problems(build: Callable[[], object]) -> list[str]:
    with pytest.raises(DefinitionError) as caught:
        build()
    return [str(problem) for problem in caught.value.problems]


def test_a_statement_allows_actions_on_everything_unless_it_says_otherwise() -> None:
    statement = Statement(["logs:CreateLogGroup"])

    assert tuple(statement.actions) == ("logs:CreateLogGroup",)
    assert tuple(statement.resources) == ("*",)
    assert dict(statement.conditions) == {}


def test_what_the_place_of_deployment_settles_may_stand_in_resources_and_conditions() -> None:
    statement = Statement(
        ["logs:*", "s3:Get?bject"],
        [f"arn:{AWS_PARTITION}:logs:{REGION}:{ACCOUNT_ID}:log-group:/aws/vpc/*"],
        conditions={
            "StringEquals": {"aws:SourceAccount": f"{ACCOUNT_ID}"},
            "ForAnyValue:StringLikeIfExists": {"aws:PrincipalTag/team": ["a", "b"]},
        },
    )

    assert statement.resources[0] == (
        "arn:{{ global:AWS_PARTITION }}:logs:{{ global:REGION }}:{{ global:ACCOUNT_ID }}"
        ":log-group:/aws/vpc/*"
    )


def test_everything_wrong_with_a_statement_is_told_at_once() -> None:
    vpc = Parameter("VpcId")

    assert problems(
        lambda: Statement(
            ["ec2:DescribeVpcs", "DescribeVpcs", "ec2:Describe Vpcs"],
            ["my-bucket", f"arn:aws:ec2:*:*:vpc/{vpc}"],
            conditions={
                "StringEqual": {"aws:SourceAccount": "1"},
                "Bool": {"SecureTransport": "true", "aws:SecureTransport": True},  # type: ignore[dict-item]
                "StringLike": {"aws:SourceArn": [f"x{vpc}"], "aws:b": []},
                "Null": "true",  # type: ignore[dict-item]
            },
        )
    ) == [
        'statement "ec2:DescribeVpcs", actions[1]: "DescribeVpcs" is not an IAM action, as'
        ' "logs:CreateLogGroup" is',
        'statement "ec2:DescribeVpcs", actions[2]: "ec2:Describe Vpcs" is not an IAM action, as'
        ' "logs:CreateLogGroup" is',
        'statement "ec2:DescribeVpcs", resources[0]: "my-bucket" is neither an ARN nor "*"',
        'statement "ec2:DescribeVpcs", resources[1]: "arn:aws:ec2:*:*:vpc/{{ VpcId }}":'
        ' {{ VpcId }} is not known when the role is made; only "global:ACCOUNT_ID",'
        ' "global:AWS_PARTITION", "global:REGION" are.',
        'statement "ec2:DescribeVpcs", conditions.StringEqual: "StringEqual" is not a condition'
        ' operator. Did you mean "StringEquals"?',
        'statement "ec2:DescribeVpcs", conditions.Bool.SecureTransport: "SecureTransport" is not a'
        ' condition key, as "aws:SourceAccount" is',
        'statement "ec2:DescribeVpcs", conditions.Bool.aws:SecureTransport: True is not text',
        'statement "ec2:DescribeVpcs", conditions.StringLike.aws:SourceArn: "x{{ VpcId }}":'
        ' {{ VpcId }} is not known when the role is made; only "global:ACCOUNT_ID",'
        ' "global:AWS_PARTITION", "global:REGION" are.',
        'statement "ec2:DescribeVpcs", conditions.StringLike.aws:b: a condition has at least one'
        " value",
        'statement "ec2:DescribeVpcs", conditions.Null: "true" is not a dictionary from condition'
        " keys to values",
    ]


@pytest.mark.parametrize(
    ("actions", "resources", "told"),
    [
        ([], ["*"], "statement, actions: a statement allows at least one action"),
        (
            ["ec2:*"],
            [],
            'statement "ec2:*", resources: a statement is about at least one resource; "*" means'
            " every one",
        ),
        ("ec2:*", ["*"], 'statement, actions: "ec2:*" is not a list; write ["ec2:*"]'),
        (
            ["ec2:*"],
            [Parameter("Arn")],
            'statement "ec2:*", resources[0]: Parameter("Arn") is not text',
        ),
    ],
)
def test_a_statement_is_about_something(actions: Any, resources: Any, told: str) -> None:
    assert problems(lambda: Statement(actions, resources)) == [told]


@pytest.mark.parametrize("operator", OPERATORS)
def test_every_operator_of_iam_is_known(operator: str) -> None:
    statement = Statement(["a:B"], conditions={f"{operator}IfExists": {"aws:x": "y"}})

    assert list(statement.conditions) == [f"{operator}IfExists"]
