"""The catalogue of AWS's managed rules, read from the package's data when first asked for.

Source: https://docs.aws.amazon.com/config/latest/developerguide/managed-rules-by-aws-config.html
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Literal

PAGES = "https://docs.aws.amazon.com/config/latest/developerguide/"

Trigger = Literal["ConfigurationChange", "Periodic", "Hybrid"]
"""What makes Config evaluate a rule: a change of a resource, the clock, or both."""


@dataclass(frozen=True)
class ParameterFacts:
    """One parameter of a managed rule, as AWS's page of the rule has it."""

    type: Literal["String", "int", "boolean", "double", "CSV", "StringMap"]
    """The type of its value; AWS Config takes all of them as text."""
    required: bool
    """Whether the rule needs it. What the console fills in, the API and Terraform do not."""
    default: str | None = None
    """What the console fills in."""


@dataclass(frozen=True)
class RuleFacts:
    """One managed rule."""

    identifier: str
    """`VPC_FLOW_LOGS_ENABLED`: the source identifier."""
    name: str
    """`vpc-flow-logs-enabled`: what AWS's pages and the console call it."""
    trigger: Trigger
    """When it is evaluated."""
    resource_types: tuple[str, ...]
    """The types of the resources it judges."""
    parameters: Mapping[str, ParameterFacts]
    """Its parameters by name; names are case-sensitive, and their case follows no rule."""
    documentation: str
    """The address of AWS's page."""


@cache
def managed_rules() -> Mapping[str, RuleFacts]:
    """Return every managed rule by its identifier."""
    content = files("ssmdsl.rules").joinpath("managed_rules.json").read_text(encoding="utf-8")
    return {
        identifier: RuleFacts(
            identifier=identifier,
            name=facts["name"],
            trigger=facts["trigger"],
            resource_types=tuple(facts["resource_types"]),
            parameters={
                name: ParameterFacts(**parameter) for name, parameter in facts["parameters"].items()
            },
            documentation=f"{PAGES}{facts.get('page', facts['name'])}.html",
        )
        for identifier, facts in json.loads(content).items()
    }
