from typing import Any

from ssmdsl import (
    Automatic,
    Document,
    ManagedRule,
    Parameter,
    Remediation,
    Role,
    Sleep,
)
from ssmflow_terraform.hcl import print_hcl
from ssmflow_terraform.resources.config_remediation_configuration import (
    config_remediation_configuration,
)

wait = Sleep("Wait", duration="PT1S")
vpc = Parameter("VpcId")
upper = Parameter("Zed")
lower = Parameter("aaa", "Integer")
flag = Parameter("Flag", "Boolean")
role = Parameter("RoleArn", "AWS::IAM::Role::Arn")
zones = Parameter("Zones", "StringList")


def printed(*parameters: Parameter, policies: tuple[str, ...] = (), **properties: Any) -> str:
    document = Document("Mine", parameters=parameters, steps=[wait])
    given = {"rule": ManagedRule("VPC_FLOW_LOGS_ENABLED"), **properties}
    remediation = Remediation(document=document, **given)
    return print_hcl([config_remediation_configuration(remediation, policies)])


def test_parameters_stand_in_byte_order_whatever_the_order_of_the_arguments() -> None:
    assert printed(
        vpc,
        upper,
        lower,
        flag,
        role,
        policies=("aws_iam_role_policy.a", "aws_iam_role_policy.b"),
        resource=vpc,
        arguments={
            lower: 5,
            role: Role("ec2.amazonaws.com", allow=["s3:GetObject"]),
            upper: "${x} {{",
            flag: True,
        },
        automatic=Automatic(maximum_attempts=3, retry_seconds=120),
    ) == (
        'resource "aws_config_remediation_configuration" "vpc_flow_logs_enabled" {\n'
        "  config_rule_name           = aws_config_config_rule.vpc_flow_logs_enabled.name\n"
        '  target_type                = "SSM_DOCUMENT"\n'
        "  target_id                  = aws_ssm_document.mine.name\n"
        '  resource_type              = "AWS::EC2::VPC"\n'
        "  automatic                  = var.automatic\n"
        "  maximum_automatic_attempts = 3\n"
        "  retry_attempt_seconds      = 120\n"
        "\n"
        "  parameter {\n"
        '    name         = "AutomationAssumeRole"\n'
        "    static_value = aws_iam_role.vpc_flow_logs_enabled_automation.arn\n"
        "  }\n"
        "\n"
        "  parameter {\n"
        '    name         = "Flag"\n'
        '    static_value = "true"\n'
        "  }\n"
        "\n"
        "  parameter {\n"
        '    name         = "RoleArn"\n'
        "    static_value = aws_iam_role.vpc_flow_logs_enabled_role_arn.arn\n"
        "  }\n"
        "\n"
        "  parameter {\n"
        '    name           = "VpcId"\n'
        '    resource_value = "RESOURCE_ID"\n'
        "  }\n"
        "\n"
        "  parameter {\n"
        '    name         = "Zed"\n'
        '    static_value = "$${x} {{"\n'
        "  }\n"
        "\n"
        "  parameter {\n"
        '    name         = "aaa"\n'
        '    static_value = "5"\n'
        "  }\n"
        "\n"
        "  depends_on = [aws_iam_role_policy.a, aws_iam_role_policy.b]\n"
        "}\n"
    )


def test_one_value_of_a_list_is_one_value_and_ends_an_older_list() -> None:
    assert printed(vpc, zones, resource=vpc, arguments={zones: ["only"]}) == (
        'resource "aws_config_remediation_configuration" "vpc_flow_logs_enabled" {\n'
        "  config_rule_name = aws_config_config_rule.vpc_flow_logs_enabled.name\n"
        '  target_type      = "SSM_DOCUMENT"\n'
        "  target_id        = aws_ssm_document.mine.name\n"
        '  resource_type    = "AWS::EC2::VPC"\n'
        "  automatic        = false\n"
        "\n"
        "  # An empty static_values ends a list that the provider would keep.\n"
        "  parameter {\n"
        '    name          = "AutomationAssumeRole"\n'
        "    static_value  = aws_iam_role.vpc_flow_logs_enabled_automation.arn\n"
        "    static_values = []\n"
        "  }\n"
        "\n"
        "  parameter {\n"
        '    name           = "VpcId"\n'
        '    resource_value = "RESOURCE_ID"\n'
        "    static_values  = []\n"
        "  }\n"
        "\n"
        "  parameter {\n"
        '    name          = "Zones"\n'
        '    static_value  = "only"\n'
        "    static_values = []\n"
        "  }\n"
        "}\n"
    )


def test_several_values_of_a_list_are_several_values() -> None:
    text = printed(vpc, zones, resource=vpc, arguments={zones: ["a", "b"]})

    assert (
        '  parameter {\n    name          = "Zones"\n    static_values = ["a", "b"]\n  }\n' in text
    )


def test_a_list_that_takes_the_resource_is_none() -> None:
    text = printed(zones, resource=zones)

    assert "static_values" not in text
    assert '    name           = "Zones"\n    resource_value = "RESOURCE_ID"\n' in text


def test_a_rule_about_several_types_leaves_the_type_open() -> None:
    rule = ManagedRule("EC2_INSTANCE_MANAGED_BY_SSM")

    assert rule.resource_types == (
        "AWS::EC2::Instance",
        "AWS::SSM::ManagedInstanceInventory",
    )
    assert "resource_type" not in printed(vpc, resource=vpc, rule=rule)
