"""AWS's managed Config rules: which there are, what they take, when they run.

The facts lie in `managed_rules.json`, as of November 2026.
Source: https://docs.aws.amazon.com/config/latest/developerguide/managed-rules-by-aws-config.html
"""

from ssmdsl.rules.catalogue import RuleFacts, managed_rules
from ssmdsl.rules.managed_rule import ManagedRule

__all__ = ["ManagedRule", "RuleFacts", "managed_rules"]
