"""`aws_iam_role`, with its trust policy and its permissions.

Sources: https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/iam_role,
https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/iam_role_policy and
https://registry.terraform.io/providers/hashicorp/aws/latest/docs/data-sources/iam_policy_document
"""

from collections.abc import Sequence

from ssmdsl.permissions import Statement
from ssmdsl.reference import ACCOUNT_ID, AWS_PARTITION, REFERENCE, REGION
from ssmflow_terraform.hcl import Attribute, Block, Comment, Expression, Template, Value

IN_TERRAFORM = {
    ACCOUNT_ID.name: Expression("data.aws_caller_identity.current.account_id"),
    AWS_PARTITION.name: Expression("data.aws_partition.current.partition"),
    REGION.name: Expression("data.aws_region.current.id"),
}
"""What stands, in the module, for the values that the place of deployment settles."""

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
        Block("data", ("aws_iam_policy_document", f"{label}_trust"), [trust_statement(service)]),
        Block(
            "resource",
            ("aws_iam_role", label),
            [
                ("name", name),
                ("description", description),
                ("assume_role_policy", _json_of(f"{label}_trust")),
                ("permissions_boundary", Expression("var.permissions_boundary")),
                ("tags", Expression("var.tags")),
            ],
        ),
    ]


def iam_role_policy(label: str, statements: Sequence[Block]) -> list[Block]:
    """Return what the role of this label may do, as an inline policy named `permissions`.

    A role that may do nothing has no policy: IAM takes none that is empty.
    """
    if not statements:
        return []
    return [
        Block("data", ("aws_iam_policy_document", label), list(statements)),
        Block(
            "resource",
            ("aws_iam_role_policy", label),
            [
                ("name", "permissions"),
                ("role", Expression(f"aws_iam_role.{label}.id")),
                ("policy", _json_of(label)),
            ],
        ),
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


def permission_statement(statement: Statement) -> Block:
    """Return a statement of a role's permissions."""
    body: list[Attribute | Block | Comment] = [
        ("actions", list(statement.actions)),
        ("resources", [_in_terraform(resource) for resource in statement.resources]),
    ]
    for operator, keys in statement.conditions.items():
        for key, given in keys.items():
            texts = [given] if isinstance(given, str) else list(given)
            body.append(condition(operator, key, [_in_terraform(text) for text in texts]))
    return Block("statement", (), body)


def pass_role_statement(role: str, service: str) -> Block:
    """Return the statement that lets a role be handed to the service that acts as it."""
    return Block(
        "statement",
        (),
        [
            ("actions", ["iam:PassRole"]),
            ("resources", [Expression(f"{role}.arn")]),
            condition("StringEquals", "iam:PassedToService", [service]),
        ],
    )


def condition(operator: str, key: str, values: Sequence[Value]) -> Block:
    """Return when a statement holds: that a key has one of these values."""
    body: list[Attribute | Block | Comment] = [
        ("test", operator),
        ("variable", key),
        ("values", list(values)),
    ]
    return Block("condition", (), body)


def _json_of(label: str) -> Expression:
    return Expression(f"data.aws_iam_policy_document.{label}.json")


def _in_terraform(text: str) -> Value:
    """Return a text of a policy, the references in it as Terraform's expressions.

    The policy's own variables, `${aws:username}`, stay text for Terraform: the data source
    takes them as `&{aws:username}`.
    """
    pieces = REFERENCE.split(text.replace("${", "&{"))
    parts = [IN_TERRAFORM[piece] if index % 2 else piece for index, piece in enumerate(pieces)]
    return Template(*[part for part in parts if part != ""])
