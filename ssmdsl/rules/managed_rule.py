"""A managed rule of AWS Config, as a remediation uses it.

Source: https://docs.aws.amazon.com/config/latest/developerguide/evaluate-config_use-managed-rules.html
"""

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, ClassVar, Literal

from pydantic import Field, field_validator

from ssmdsl import limits
from ssmdsl.errors import DefinitionError, Problem, did_you_mean, one_of
from ssmdsl.model import model, quoted
from ssmdsl.rules.catalogue import ParameterFacts, RuleFacts, managed_rules

Frequency = Literal["One_Hour", "Three_Hours", "Six_Hours", "Twelve_Hours", "TwentyFour_Hours"]
"""How often Config evaluates a periodic rule."""

RuleArgument = str | bool | int | float | Sequence[str]
"""What a rule's parameter can be given; a list becomes text with commas."""


@model
class ManagedRule:
    """A rule that AWS has written: it names the resources that are not as they should be."""

    noun: ClassVar[str] = "rule"

    identifier: str = Field(kw_only=False)
    """AWS's identifier: `VPC_FLOW_LOGS_ENABLED`."""
    name: str = ""
    """What it is called in the account, up to 64 characters; AWS's own name of it if left out."""
    description: str | None = Field(default=None, min_length=1)
    """What it is for, up to 256 characters."""
    parameters: Mapping[str, RuleArgument] = Field(default_factory=dict)
    """The values of its parameters, by AWS's names."""
    maximum_execution_frequency: Frequency | None = None
    """How often a periodic rule is evaluated; `None` means once a day."""

    @field_validator("identifier")
    @classmethod
    def _identifier_is_known(cls, identifier: str) -> str:
        rules = managed_rules()
        if identifier in rules:
            return identifier
        by_name = [rule.identifier for rule in rules.values() if rule.name == identifier]
        if by_name:
            message = f'"{identifier}" is the name of the rule; its identifier is "{by_name[0]}"'
        else:
            near = did_you_mean(identifier, rules)
            message = f'"{identifier}" is none of AWS\'s {len(rules)} managed rules.{near}'
        raise ValueError(message)

    def __post_init__(self) -> None:
        """Fill the name in, and check what depends on the rule."""
        if not self.name:
            object.__setattr__(self, "name", self.facts.name)
        problems = [
            Problem(f'rule "{self.identifier}"{path and ", " + path}', message)
            for path, message in self._misfits()
        ]
        if problems:
            raise DefinitionError(problems=problems)

    @property
    def facts(self) -> RuleFacts:
        """What AWS documents of the rule."""
        return managed_rules()[self.identifier]

    @property
    def resource_types(self) -> tuple[str, ...]:
        """The types of the resources it judges."""
        return self.facts.resource_types

    @property
    def documentation(self) -> str:
        """The address of AWS's page."""
        return self.facts.documentation

    @property
    def input_parameters(self) -> dict[str, str]:
        """The parameters as AWS Config takes them: sorted, every value a text."""
        return {name: _text(value) for name, value in sorted(self.parameters.items())}

    def _misfits(self) -> Iterator[tuple[str, str]]:
        """Yield the path and the message of what does not fit the rule."""
        facts = self.facts
        longest = limits.RULE_NAME_CHARACTERS
        if len(self.name) > longest or not re.fullmatch(r"[A-Za-z0-9_-]+", self.name):
            message = f'"{self.name}" is not a rule name: 1 to {longest} letters, digits, "-", "_"'
            yield "name", message
        if self.description and len(self.description) > limits.RULE_DESCRIPTION_CHARACTERS:
            most = limits.RULE_DESCRIPTION_CHARACTERS
            yield "description", f"{len(self.description)} characters, and Config takes {most}"
        if self.maximum_execution_frequency and facts.trigger == "ConfigurationChange":
            message = "the rule runs when a resource changes, so it has no frequency"
            yield "maximum_execution_frequency", message
        for name, parameter in facts.parameters.items():
            if parameter.required and name not in self.parameters:
                usual = f'; the console would fill in "{parameter.default}"'
                yield f"parameters.{name}", f"is required{usual if parameter.default else ''}"
        for name, value in self.parameters.items():
            if name not in facts.parameters:
                near = did_you_mean(name, facts.parameters)
                known = one_of(facts.parameters)
                has = f"there are {known}" if facts.parameters else "it takes none"
                yield f"parameters.{name}", f"the rule has no such parameter; {has}.{near}"
            else:
                problem = _misfit(facts.parameters[name], value)
                if problem:
                    yield f"parameters.{name}", problem
        size = len(json.dumps(self.input_parameters))
        if size > limits.RULE_INPUT_PARAMETERS_CHARACTERS:
            most = limits.RULE_INPUT_PARAMETERS_CHARACTERS
            yield "parameters", f"{size} characters as JSON, and Config takes {most}"


def _text(value: Any) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, list | tuple):
        return ",".join(map(str, value))
    return str(value)


def _misfit(parameter: ParameterFacts, value: Any) -> str:
    """Return why a value does not fit a parameter's type, or nothing."""
    text = _text(value)
    if not text:
        return "the value is empty; leave the parameter out"
    if "{{" in text:
        return f"{quoted(text)}: a rule's parameters are fixed; nothing is filled in for braces"
    if parameter.type == "int" and not re.fullmatch(r"-?\d+", text):
        return f"{quoted(value)} is not an integer"
    if parameter.type == "double" and not re.fullmatch(r"-?\d+(\.\d+)?", text):
        return f"{quoted(value)} is not a number"
    if parameter.type == "boolean" and text not in ("true", "false"):
        return f"{quoted(value)} is not True or False"
    if isinstance(value, list | tuple) and parameter.type not in ("CSV", "StringMap"):
        return f"{quoted(value)} is a list, and the rule takes one value"
    return ""
