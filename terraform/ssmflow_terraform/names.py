"""The names that the emitted resources bear, in Terraform and in AWS.

A name in AWS begins with the module's variable `name_prefix`. Names of IAM roles end with the
Region, since they are global in an account and the module may stand in several Regions.
"""

import hashlib
import re
from collections.abc import Sequence

from ssmdsl.document import Document
from ssmdsl.limits import (
    DOCUMENT_NAME_CHARACTERS,
    DOCUMENT_NAME_RESERVED_PREFIXES,
    RULE_NAME_CHARACTERS,
)
from ssmdsl.parameter import AUTOMATION_ASSUME_ROLE
from ssmdsl.remediation import Remediation, Role

ROLE_NAME_CHARACTERS = 64
"""Longest name of an IAM role."""
REGION_CHARACTERS = 15
"""Longest name of a Region: `us-isof-south-1`."""
NAME_PREFIX_CHARACTERS = 12
"""Longest `name_prefix` that is ever allowed; long rule names leave less."""
ROLE_STEM_CHARACTERS = ROLE_NAME_CHARACTERS - REGION_CHARACTERS - len("-") - NAME_PREFIX_CHARACTERS
"""What is left for the part of a role's name between prefix and Region."""


def label(name: str) -> str:
    """Return a name as Terraform labels resources: `vpc_flow_logs_enabled`, `create_flow_logs`."""
    words = re.sub(r"(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])", "_", name)
    snake = re.sub(r"[^a-z0-9]+", "_", words.lower()).strip("_") or "_"
    return f"_{snake}" if snake[0].isdigit() else snake


def role_labels(remediation: Remediation) -> dict[str, str]:
    """Return the label of each role of a remediation, by the parameter that takes its ARN."""
    slug = label(remediation.name)
    return {AUTOMATION_ASSUME_ROLE.name: f"{slug}_automation"} | {
        parameter.name: f"{slug}_{label(parameter.name)}"
        for parameter, argument in remediation.arguments.items()
        if isinstance(argument, Role)
    }


def role_stem(remediation: Remediation, purpose: str) -> str:
    """Return the part of a role's name that tells it from others: short, and the same each time."""
    stem = f"{remediation.name}-{label(purpose).replace('_', '-')}"
    stem = re.sub(r"[^A-Za-z0-9+=,.@_-]+", "-", stem)
    if len(stem) <= ROLE_STEM_CHARACTERS:
        return stem
    digest = hashlib.sha256(stem.encode()).hexdigest()[:6]
    return f"{stem[: ROLE_STEM_CHARACTERS - 7].rstrip('-')}-{digest}"


def longest_prefix(remediations: Sequence[Remediation], documents: Sequence[Document]) -> int:
    """Return how long `name_prefix` may be, so that every name stays within AWS's limits."""
    return min(
        NAME_PREFIX_CHARACTERS,
        *(RULE_NAME_CHARACTERS - len(remediation.name) for remediation in remediations),
        *(DOCUMENT_NAME_CHARACTERS - len(document.name) for document in documents),
    )


def completed_prefixes(documents: Sequence[Document]) -> list[str]:
    """Return the values of `name_prefix`, in lower case, that a document's name makes reserved.

    With a document `znRepair` that is `am`: together they begin with `amzn`.
    """
    return sorted(
        {
            word[:cut]
            for word in DOCUMENT_NAME_RESERVED_PREFIXES
            for cut in range(1, len(word))
            for document in documents
            if document.name.lower().startswith(word[cut:])
        }
    )
