"""`aws_iam_policy_document`, a data source, and the statements in it.

Source: https://registry.terraform.io/providers/hashicorp/aws/latest/docs/data-sources/iam_policy_document
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


def iam_policy_document(label: str, statements: Sequence[Block]) -> Block:
    """Return a policy of these statements."""
    return Block("data", ("aws_iam_policy_document", label), list(statements))


def statement(actions: Sequence[str], resource: Expression | Template, *more: Block) -> Block:
    """Return what allows actions on a resource; `more` says to whom, and under what condition."""
    body: list[Attribute | Block | Comment] = [
        ("actions", list(actions)),
        ("resources", [resource]),
    ]
    return Block("statement", (), [*body, *more])


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


def _in_terraform(text: str) -> Value:
    """Return a text of a policy, the references in it as Terraform's expressions.

    The policy's own variables, `${aws:username}`, stay text for Terraform: the data source
    takes them as `&{aws:username}`.
    """
    pieces = REFERENCE.split(text.replace("${", "&{"))
    parts = [IN_TERRAFORM[piece] if index % 2 else piece for index, piece in enumerate(pieces)]
    return Template(*[part for part in parts if part != ""])
