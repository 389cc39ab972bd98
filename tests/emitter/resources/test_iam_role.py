import pytest

from ssmdsl import ACCOUNT_ID, AWS_PARTITION, REGION, Statement
from ssmflow_terraform.hcl import print_hcl
from ssmflow_terraform.resources.iam_policy_document import (
    pass_role_statement,
    permission_statement,
)
from ssmflow_terraform.resources.iam_role import iam_role, role_permissions, trust_statement


def test_a_role_bears_the_region_since_iam_has_none() -> None:
    assert print_hcl(iam_role("x_automation", "x-automation", "For x.", "ec2.amazonaws.com")) == (
        'data "aws_iam_policy_document" "x_automation_trust" {\n'
        "  statement {\n"
        '    actions = ["sts:AssumeRole"]\n'
        "\n"
        "    principals {\n"
        '      type        = "Service"\n'
        '      identifiers = ["ec2.amazonaws.com"]\n'
        "    }\n"
        "  }\n"
        "}\n"
        "\n"
        'resource "aws_iam_role" "x_automation" {\n'
        '  name                 = "${var.name_prefix}x-automation-${data.aws_region.current.id}"\n'
        '  description          = "For x."\n'
        "  assume_role_policy   = data.aws_iam_policy_document.x_automation_trust.json\n"
        "  permissions_boundary = var.permissions_boundary\n"
        "  tags                 = var.tags\n"
        "}\n"
    )


@pytest.mark.parametrize(
    "service",
    [
        "config.amazonaws.com",
        "monitoring.rds.amazonaws.com",
        "ssm.amazonaws.com",
        "vpc-flow-logs.amazonaws.com",
    ],
)
def test_a_service_that_says_for_whom_it_works_works_for_the_own_account(service: str) -> None:
    assert print_hcl([trust_statement(service)]) == (
        "statement {\n"
        '  actions = ["sts:AssumeRole"]\n'
        "\n"
        "  principals {\n"
        '    type        = "Service"\n'
        f'    identifiers = ["{service}"]\n'
        "  }\n"
        "\n"
        "  condition {\n"
        '    test     = "StringEquals"\n'
        '    variable = "aws:SourceAccount"\n'
        "    values   = [data.aws_caller_identity.current.account_id]\n"
        "  }\n"
        "}\n"
    )


def test_a_role_that_may_do_nothing_has_no_policy() -> None:
    assert role_permissions("x", []) == []


def test_a_policy_is_inline() -> None:
    statement = permission_statement(Statement(["s3:GetObject"]))

    assert print_hcl(role_permissions("x", [statement])) == (
        'data "aws_iam_policy_document" "x" {\n'
        "  statement {\n"
        '    actions   = ["s3:GetObject"]\n'
        '    resources = ["*"]\n'
        "  }\n"
        "}\n"
        "\n"
        'resource "aws_iam_role_policy" "x" {\n'
        '  name   = "permissions"\n'
        "  role   = aws_iam_role.x.id\n"
        "  policy = data.aws_iam_policy_document.x.json\n"
        "}\n"
    )


def test_the_place_of_deployment_is_filled_in_and_nothing_else() -> None:
    statement = Statement(
        ["logs:CreateLogGroup"],
        [
            f"arn:{AWS_PARTITION}:logs:{REGION}:{ACCOUNT_ID}:log-group:/aws/vpc/*",
            "arn:aws:s3:::home/${aws:username}/%{x}",
        ],
        conditions={
            "StringLike": {"aws:PrincipalArn": f"arn:aws:iam::{ACCOUNT_ID}:role/*"},
            "StringEquals": {"aws:PrincipalTag/a": ["${aws:username}", 'quo"ted'], "b:c": "$"},
        },
    )

    assert print_hcl([permission_statement(statement)]) == (
        "statement {\n"
        '  actions = ["logs:CreateLogGroup"]\n'
        "  resources = [\n"
        '    "arn:${data.aws_partition.current.partition}:logs:${data.aws_region.current.id}:'
        '${data.aws_caller_identity.current.account_id}:log-group:/aws/vpc/*",\n'
        '    "arn:aws:s3:::home/&{aws:username}/%%{x}",\n'
        "  ]\n"
        "\n"
        "  condition {\n"
        '    test     = "StringLike"\n'
        '    variable = "aws:PrincipalArn"\n'
        '    values   = ["arn:aws:iam::${data.aws_caller_identity.current.account_id}:role/*"]\n'
        "  }\n"
        "\n"
        "  condition {\n"
        '    test     = "StringEquals"\n'
        '    variable = "aws:PrincipalTag/a"\n'
        '    values   = ["&{aws:username}", "quo\\"ted"]\n'
        "  }\n"
        "\n"
        "  condition {\n"
        '    test     = "StringEquals"\n'
        '    variable = "b:c"\n'
        '    values   = ["$"]\n'
        "  }\n"
        "}\n"
    )


def test_a_role_is_passed_to_its_service_alone() -> None:
    assert print_hcl([pass_role_statement("aws_iam_role.x", "ec2.amazonaws.com")]) == (
        "statement {\n"
        '  actions   = ["iam:PassRole"]\n'
        "  resources = [aws_iam_role.x.arn]\n"
        "\n"
        "  condition {\n"
        '    test     = "StringEquals"\n'
        '    variable = "iam:PassedToService"\n'
        '    values   = ["ec2.amazonaws.com"]\n'
        "  }\n"
        "}\n"
    )
