"""A managed rule that there is not, or with parameters that it has not.

It is told where the document is made or read, by the language's own rules.
"""

from ssmdsl.checks._check import Check

CHECK = Check(
    code="SSM511",
    name="rule-misfit",
    severity="error",
    means="A rule is none of AWS's managed rules, or does not take its parameters, or lacks one.",
    why="AWS Config refuses the rule, or it never says that a resource breaks it.",
    wrong="""
from ssmdsl import ManagedRule

rule = ManagedRule("ACCESS_KEYS_ROTATED", parameters={"maxAccessKeyAges": "90"})
""",
    right="""
from ssmdsl import ManagedRule

rule = ManagedRule("ACCESS_KEYS_ROTATED", parameters={"maxAccessKeyAge": "90"})
""",
    source="https://docs.aws.amazon.com/config/latest/developerguide/managed-rules-by-aws-config.html",
)
