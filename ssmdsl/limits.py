"""The limits that SSM Automation and AWS Config put on what they accept.

Sources: https://docs.aws.amazon.com/general/latest/gr/ssm.html,
https://docs.aws.amazon.com/systems-manager/latest/APIReference/API_CreateDocument.html and
https://docs.aws.amazon.com/config/latest/APIReference/API_RemediationConfiguration.html
"""

import re

DOCUMENT_SIZE_BYTES = 64 * 1024
"""Largest document, measured as compact UTF-8 JSON."""

DOCUMENT_NAME_CHARACTERS_MINIMUM = 3
"""Shortest name of a document."""

DOCUMENT_NAME_CHARACTERS = 128
"""Longest name of a document."""

DOCUMENT_NAME_PATTERN = (
    rf"^[a-zA-Z0-9_\-.]{{{DOCUMENT_NAME_CHARACTERS_MINIMUM},{DOCUMENT_NAME_CHARACTERS}}}\Z"
)
"""What a document's name may be."""

DOCUMENT_NAME_RESERVED_PREFIXES = ("aws", "amazon", "amzn")
"""How a document's name may not begin, in any letter case: AWS keeps these for its own."""

DOCUMENT_NAME_PREFIX = "Custom-"
"""Stands before what a document cannot be called by itself."""

STEP_NAME_PATTERN = r"^[a-zA-Z0-9_]{1,128}\Z"
"""What a step's name may be."""

PARAMETER_NAME_PATTERN = r"^[a-zA-Z0-9]{1,50}\Z"
"""What a parameter's name may be."""

SLEEP_SECONDS_MAXIMUM = 604_799
"""Longest `aws:sleep`, in seconds: a second less than seven days."""

RULE_NAME_CHARACTERS = 64
"""Longest name of a Config rule that a remediation refers to; the rule alone could have 128."""

RULE_DESCRIPTION_CHARACTERS = 256
"""Longest description of a Config rule."""

RULE_INPUT_PARAMETERS_CHARACTERS = 1024
"""Longest JSON text of a Config rule's parameters."""

REMEDIATION_PARAMETERS = 25
"""Most parameters that a remediation configuration hands to its document."""

REMEDIATION_VALUES = 25
"""Most values of one such parameter."""

REMEDIATION_VALUE_CHARACTERS = 256
"""Longest of these values."""

MAXIMUM_AUTOMATIC_ATTEMPTS = 25
"""Most attempts that Config makes on one resource."""

RETRY_ATTEMPT_SECONDS = 2_678_000
"""Longest window in which these attempts are counted, in seconds."""

ACTIONS_NOT_ON_CANCEL = frozenset(
    {
        "aws:approve",
        "aws:copyImage",
        "aws:createImage",
        "aws:createStack",
        "aws:createTags",
        "aws:loop",
        "aws:pause",
        "aws:runInstances",
        "aws:sleep",
    }
)
"""The actions of steps that `onCancel` cannot name.

Source: https://docs.aws.amazon.com/systems-manager/latest/userguide/automation-actions.html
"""


def legal_document_name(name: str) -> str:
    """Return a name that a document can have, as near as possible."""
    legal = re.sub(r"[^a-zA-Z0-9_\-.]", "-", name)
    is_reserved = legal.lower().startswith(DOCUMENT_NAME_RESERVED_PREFIXES)
    if is_reserved or len(legal) < DOCUMENT_NAME_CHARACTERS_MINIMUM:
        legal = f"{DOCUMENT_NAME_PREFIX}{legal}"
    return legal[:DOCUMENT_NAME_CHARACTERS]
