"""`aws_iam_policy_document`, a data source, of statements on one resource each.

Source: https://registry.terraform.io/providers/hashicorp/aws/latest/docs/data-sources/iam_policy_document
"""

from collections.abc import Sequence

from ssmflow_terraform.hcl import Attribute, Block, Comment, Expression, Template


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
