"""What the checks are about, by the first digit of their codes."""

from ssmdsl.checks import Check

AREAS = {
    "1": "Structure and parameters",
    "2": "References",
    "3": "Flow",
    "4": "Permissions",
    "5": "AWS Config",
    "6": "Calls of AWS APIs",
    "7": "Outputs",
    "8": "Scripts",
    "9": "Robustness",
}
"""Each area, in the order of the codes."""


def area(check: Check) -> str:
    """Return what a check is about."""
    return AREAS[check.code.removeprefix("SSM")[0]]
