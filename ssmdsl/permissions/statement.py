"""One statement of an IAM policy: these actions, on these resources, under these conditions.

Source: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_statement.html
"""

import re
from collections.abc import Mapping, Sequence
from typing import ClassVar

from pydantic import Field, field_validator

from ssmdsl.errors import did_you_mean, one_of
from ssmdsl.model import Items, model
from ssmdsl.reference import ACCOUNT_ID, AWS_PARTITION, REGION, references_in

ACTION = re.compile(r"\*|[a-z0-9-]+:[A-Za-z0-9*?]+")
"""An IAM action, with `*` and `?` as wildcards."""

KNOWN_WHEN_DEPLOYED = tuple(variable.name for variable in (ACCOUNT_ID, AWS_PARTITION, REGION))
"""The system variables that the place of deployment settles: these can stand in a policy."""


@model
class Statement:
    """Allows actions on resources."""

    noun: ClassVar[str] = "statement"

    actions: Items[str] = Field(kw_only=False)
    """IAM actions: `logs:CreateLogGroup`; wildcards are allowed."""
    resources: Items[str] = Field(default=("*",), kw_only=False)
    """ARNs, or `*`; `REGION`, `ACCOUNT_ID` and `AWS_PARTITION` may stand in them."""
    conditions: Mapping[str, Mapping[str, str | Sequence[str]]] = Field(default_factory=dict)
    """Condition operator → condition key → value or values."""

    @field_validator("actions")
    @classmethod
    def _actions_are_actions(cls, actions: tuple[str, ...]) -> tuple[str, ...]:
        wrong = [action for action in actions if not ACTION.fullmatch(action)]
        if wrong or not actions:
            message = f'{one_of(wrong)} is not an IAM action, as "logs:CreateLogGroup" is'
            raise ValueError(message if wrong else "a statement allows at least one action")
        return actions

    @field_validator("resources")
    @classmethod
    def _resources_are_arns(cls, resources: tuple[str, ...]) -> tuple[str, ...]:
        if not resources:
            message = 'a statement is about at least one resource; "*" means every one'
            raise ValueError(message)
        for resource in resources:
            if resource != "*" and not resource.startswith("arn:"):
                message = f'"{resource}" is neither an ARN nor "*"'
                raise ValueError(message)
            for expression in references_in(resource):
                if expression not in KNOWN_WHEN_DEPLOYED:
                    near = did_you_mean(expression, KNOWN_WHEN_DEPLOYED)
                    message = (
                        f'"{resource}": {{{{ {expression} }}}} is not known when the role is made;'
                        f" only {one_of(KNOWN_WHEN_DEPLOYED)} are.{near}"
                    )
                    raise ValueError(message)
        return resources
