"""Why Systems Manager takes no document of a content: steps of actions that there are not.

Source: https://docs.aws.amazon.com/systems-manager/latest/userguide/automation-actions.html
"""

import json
from collections.abc import Iterator
from typing import Any

import yaml

from ssmdsl.compiler import SCHEMA_VERSION
from ssmdsl.known_actions import ACTIONS


def content_misfits(content: str, document_format: str) -> Iterator[str]:
    """Yield why a content is no Automation document; one of another kind is not looked at."""
    try:
        read = json.loads(content) if document_format == "JSON" else yaml.safe_load(content)
    except (ValueError, RecursionError, yaml.YAMLError):
        return  # moto says so
    if isinstance(read, dict) and str(read.get("schemaVersion")) == SCHEMA_VERSION:
        yield from _step_misfits(read.get("mainSteps"))


def _step_misfits(steps: Any) -> Iterator[str]:
    for step in steps if isinstance(steps, list) else ():
        if not isinstance(step, dict):
            continue
        action = step.get("action")
        if not (isinstance(action, str) and action in ACTIONS):
            yield f"Step {step.get('name')} is of the action {action}: there is none."
        inputs = step.get("inputs")
        if isinstance(inputs, dict):  # a loop has steps of its own
            yield from _step_misfits(inputs.get("Steps"))
