"""What roles may do: the statements of IAM policies.

Source: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_statement.html
"""

from ssmdsl.permissions.statement import ACTION, Statement

__all__ = ["ACTION", "Statement"]
