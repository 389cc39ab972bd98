"""What the statements of a role allow.

Source: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic.html
"""

from collections.abc import Collection
from fnmatch import fnmatchcase

from ssmdsl.permissions import Statement
from ssmdsl.reference import REFERENCE


def is_allowed(statements: Collection[Statement], action: str, resource: str | None = None) -> bool:
    """Return whether statements may allow an action; their conditions are not looked at.

    Args:
        statements: what is allowed.
        action: the action: `iam:PassRole`.
        resource: the ARN on which it is, if that matters; references in it stand for anything.
    """
    return any(
        any(fnmatchcase(action.lower(), allowed.lower()) for allowed in statement.actions)
        and (resource is None or any(_may_be(resource, each) for each in statement.resources))
        for statement in statements
    )


def _may_be(resource: str, allowed: str) -> bool:
    """Return whether an ARN may be one of those that are allowed."""
    first, second = REFERENCE.sub("*", resource), REFERENCE.sub("*", allowed)
    return fnmatchcase(first, second) or fnmatchcase(second, first)
