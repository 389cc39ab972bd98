"""`aws_iam_role`, with its trust policy and its permissions.

Source: https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/iam_role
"""

from collections.abc import Sequence

from ssmdsl.reference import ACCOUNT_ID, REGION
from ssmflow_terraform.hcl import Attribute, Block, Comment, Expression, Template, Value
from ssmflow_terraform.resources.iam_policy_document import (
    IN_TERRAFORM,
    condition,
    iam_policy_document,
)
from ssmflow_terraform.resources.iam_role_policy import iam_role_policy

SAYS_FOR_WHOM = frozenset(
    {
        "config.amazonaws.com",
        "monitoring.rds.amazonaws.com",
        "ssm.amazonaws.com",
        "vpc-flow-logs.amazonaws.com",
    }
)
"""The services that AWS documents to say, when they act as a role, for whose account they do.

Only of these can a trust policy demand that it is the own account; others would be locked out.

Sources: https://docs.aws.amazon.com/config/latest/developerguide/iamrole-permissions.html,
https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_Monitoring.OS.Enabling.html,
https://docs.aws.amazon.com/systems-manager/latest/userguide/automation-setup-iam.html and
https://docs.aws.amazon.com/vpc/latest/userguide/flow-logs-iam-role.html
"""


def iam_role(label: str, stem: str, description: str, service: str) -> list[Block]:
    """Return a role and who may act as it.

    Args:
        label: the role's label in Terraform.
        stem: what its name has between prefix and Region.
        description: what it is for, up to 1000 characters.
        service: the service that may act as it.
    """
    name = Template(Expression("var.name_prefix"), f"{stem}-", IN_TERRAFORM[REGION.name])
    return [
        iam_policy_document(f"{label}_trust", [trust_statement(service)]),
        Block(
            "resource",
            ("aws_iam_role", label),
            [
                ("name", name),
                ("description", description),
                (
                    "assume_role_policy",
                    Expression(f"data.aws_iam_policy_document.{label}_trust.json"),
                ),
                ("permissions_boundary", Expression("var.permissions_boundary")),
                ("tags", Expression("var.tags")),
            ],
        ),
    ]


def role_permissions(label: str, statements: Sequence[Block]) -> list[Block]:
    """Return what the role of this label may do, as an inline policy named `permissions`.

    A role that may do nothing has no policy: IAM takes none that is empty.
    """
    if not statements:
        return []
    document = f"data.aws_iam_policy_document.{label}"
    return [
        iam_policy_document(label, statements),
        iam_role_policy(label, "permissions", role=f"aws_iam_role.{label}", policy=document),
    ]


def trust_statement(service: str) -> Block:
    """Return the statement that lets a service act as a role, for the own account if it says."""
    body: list[Attribute | Block | Comment] = [
        ("actions", ["sts:AssumeRole"]),
        Block("principals", (), [("type", "Service"), ("identifiers", [service])]),
    ]
    if service in SAYS_FOR_WHOM:
        account: list[Value] = [IN_TERRAFORM[ACCOUNT_ID.name]]
        body.append(condition("StringEquals", "aws:SourceAccount", account))
    return Block("statement", (), body)
