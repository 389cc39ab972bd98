"""One statement of an IAM policy: these actions, on these resources, under these conditions.

Source: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_statement.html
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, ClassVar

from pydantic import Field, field_validator

from ssmdsl.errors import did_you_mean, one_of, quoted
from ssmdsl.model import Items, Members, model
from ssmdsl.reference import ACCOUNT_ID, AWS_PARTITION, REGION, references_in
from ssmdsl.writable import member_path

ACTION = re.compile(r"\*|[a-z0-9-]+:[A-Za-z0-9*?]+")
"""An IAM action, with `*` and `?` as wildcards."""

KNOWN_WHEN_DEPLOYED = tuple(variable.name for variable in (ACCOUNT_ID, AWS_PARTITION, REGION))
"""The system variables that the place of deployment settles: these can stand in a policy."""


OPERATORS = (
    "ArnEquals",
    "ArnLike",
    "ArnNotEquals",
    "ArnNotLike",
    "BinaryEquals",
    "Bool",
    "DateEquals",
    "DateGreaterThan",
    "DateGreaterThanEquals",
    "DateLessThan",
    "DateLessThanEquals",
    "DateNotEquals",
    "IpAddress",
    "NotIpAddress",
    "Null",
    "NumericEquals",
    "NumericGreaterThan",
    "NumericGreaterThanEquals",
    "NumericLessThan",
    "NumericLessThanEquals",
    "NumericNotEquals",
    "StringEquals",
    "StringEqualsIgnoreCase",
    "StringLike",
    "StringNotEquals",
    "StringNotEqualsIgnoreCase",
    "StringNotLike",
)
"""The condition operators, without what may stand around them.

Source: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html
"""


@model
class Statement:
    """Allows actions on resources."""

    noun: ClassVar[str] = "statement"

    actions: Items[str] = Field(kw_only=False)
    """IAM actions: `logs:CreateLogGroup`; wildcards are allowed."""
    resources: Items[str] = Field(default=("*",), kw_only=False)
    """ARNs, or `*`; `REGION`, `ACCOUNT_ID` and `AWS_PARTITION` may stand in them."""
    conditions: Members[str, Mapping[str, str | Sequence[str]]] = Field(default_factory=dict)
    """Condition operator → condition key → value or values."""

    @staticmethod
    def place(properties: Mapping[str, Any]) -> str:
        """Return `statement "logs:CreateLogGroup"`, by the first of its actions."""
        actions = properties.get("actions")
        named = isinstance(actions, list | tuple) and actions and isinstance(actions[0], str)
        return f"statement {quoted(actions[0])}" if named and actions else "statement"

    @field_validator("actions")
    @classmethod
    def _there_is_an_action(cls, actions: tuple[str, ...]) -> tuple[str, ...]:
        if not actions:
            message = "a statement allows at least one action"
            raise ValueError(message)
        return actions

    @field_validator("resources")
    @classmethod
    def _there_is_a_resource(cls, resources: tuple[str, ...]) -> tuple[str, ...]:
        if not resources:
            message = 'a statement is about at least one resource; "*" means every one'
            raise ValueError(message)
        return resources

    def misfits(self) -> Iterator[tuple[str, str]]:
        """Yield what is no action, no resource and no condition."""
        for index, action in enumerate(self.actions):
            if not ACTION.fullmatch(action):
                message = f'{quoted(action)} is not an IAM action, as "logs:CreateLogGroup" is'
                yield f"actions[{index}]", message
        for index, resource in enumerate(self.resources):
            path = f"resources[{index}]"
            if resource != "*" and not resource.startswith("arn:"):
                yield path, f'{quoted(resource)} is neither an ARN nor "*"'
            yield from _not_yet_known(path, resource)
        for operator, keys in self.conditions.items():
            yield from _condition_misfits(operator, keys)


def _condition_misfits(operator: Any, keys: Any) -> Iterator[tuple[str, str]]:
    path = member_path("conditions", operator)
    bare = str(operator).removeprefix("ForAllValues:").removeprefix("ForAnyValue:")
    if bare.removesuffix("IfExists") not in OPERATORS:
        near = did_you_mean(bare, OPERATORS)
        yield path, f"{quoted(operator)} is not a condition operator.{near}"
    if not isinstance(keys, Mapping):
        yield path, f"{quoted(keys)} is not a dictionary from condition keys to values"
        return
    for key, given in keys.items():
        key_path = member_path(path, key)
        if not isinstance(key, str) or ":" not in key:
            yield key_path, f'{quoted(key)} is not a condition key, as "aws:SourceAccount" is'
        values = list(given) if isinstance(given, list | tuple) else [given]
        if not values:
            yield key_path, "a condition has at least one value"
        for value in values:
            if isinstance(value, str):
                yield from _not_yet_known(key_path, value)
            else:
                yield key_path, f"{quoted(value)} is not text"


def _not_yet_known(path: str, text: str) -> Iterator[tuple[str, str]]:
    """Yield the references in a text that have no value when the role is made."""
    for expression in references_in(text):
        if expression not in KNOWN_WHEN_DEPLOYED:
            near = did_you_mean(expression, KNOWN_WHEN_DEPLOYED)
            message = (
                f"{quoted(text)}: {{{{ {expression} }}}} is not known when the role is made;"
                f" only {one_of(KNOWN_WHEN_DEPLOYED)} are.{near}"
            )
            yield path, message
