"""`aws_iam_role_policy_attachment`.

Source: https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/iam_role_policy_attachment
"""

from ssmflow_terraform.hcl import Block, Expression, Template


def iam_role_policy_attachment(label: str, role: str, policy_arn: Template) -> Block:
    """Return what gives a managed policy to the role at an address."""
    return Block(
        "resource",
        ("aws_iam_role_policy_attachment", label),
        [("role", Expression(f"{role}.name")), ("policy_arn", policy_arn)],
    )
