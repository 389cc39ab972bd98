"""`aws_iam_role_policy`.

Source: https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/iam_role_policy
"""

from ssmflow_terraform.hcl import Block, Expression


def iam_role_policy(label: str, name: str, *, role: str, policy: str) -> Block:
    """Return an inline policy of the role at one address: the policy document at the other."""
    return Block(
        "resource",
        ("aws_iam_role_policy", label),
        [
            ("name", name),
            ("role", Expression(f"{role}.id")),
            ("policy", Expression(f"{policy}.json")),
        ],
    )
