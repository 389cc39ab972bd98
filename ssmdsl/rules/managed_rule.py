"""A managed rule of AWS Config, as a remediation uses it.

Source: https://docs.aws.amazon.com/config/latest/developerguide/evaluate-config_use-managed-rules.html
"""

import json
import math
import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, ClassVar, Literal

from pydantic import Field, field_validator

from ssmdsl import limits
from ssmdsl.errors import Misfit, did_you_mean, one_of, quoted
from ssmdsl.model import Members, model
from ssmdsl.rules.catalogue import ParameterFacts, RuleFacts, managed_rules
from ssmdsl.unknown_value import is_unknown
from ssmdsl.writable import member_path

Frequency = Literal["One_Hour", "Three_Hours", "Six_Hours", "Twelve_Hours", "TwentyFour_Hours"]
"""How often Config evaluates a periodic rule."""

RuleArgument = str | bool | int | float | Sequence[str]
"""What a rule's parameter can be given; a list becomes text with commas."""


@model
class ManagedRule:
    """A rule that AWS has written: it names the resources that are not as they should be."""

    noun: ClassVar[str] = "rule"
    misfit_code: ClassVar[str] = "SSM511"

    identifier: str = Field(kw_only=False)
    """AWS's identifier: `VPC_FLOW_LOGS_ENABLED`."""
    name: str = ""
    """What it is called in the account, up to 64 characters; AWS's own name of it if left out."""
    description: str | None = Field(default=None, min_length=1)
    """What it is for, up to 256 characters."""
    parameters: Members[str, RuleArgument] = Field(default_factory=dict)
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
            message = (
                f"{quoted(identifier)} is the name of the rule; its identifier is"
                f" {quoted(by_name[0])}"
            )
        else:
            near = did_you_mean(identifier, rules)
            message = f"{quoted(identifier)} is none of AWS's {len(rules)} managed rules.{near}"
        raise ValueError(message)

    def __post_init__(self) -> None:
        """Fill the name in."""
        if not self.name:
            object.__setattr__(self, "name", self.facts.name)

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

    def misfits(self) -> Iterator[Misfit]:
        """Yield path and message of what does not fit the rule."""
        facts = self.facts
        longest = limits.RULE_NAME_CHARACTERS
        if len(self.name) > longest or not re.fullmatch(r"[A-Za-z0-9_-]+", self.name):
            allowed = f'1 to {longest} letters, digits, "-", "_"'
            yield "name", f"{quoted(self.name)} is not a rule name: {allowed}"
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
            path = member_path("parameters", name)
            if name in facts.parameters:
                for more, message in _parameter_misfits(facts.parameters[name], value):
                    yield f"{path}{more}", message
            else:
                near = did_you_mean(str(name), facts.parameters)
                known = one_of(facts.parameters)
                has = f"there are {known}" if facts.parameters else "it takes none"
                yield path, f"the rule has no such parameter; {has}.{near}"
        size = len(_json_of({str(name): _text(value) for name, value in self.parameters.items()}))
        if size > limits.RULE_INPUT_PARAMETERS_CHARACTERS:
            most = limits.RULE_INPUT_PARAMETERS_CHARACTERS
            yield "parameters", f"{size} characters as JSON, and Config takes {most}"


def _json_of(parameters: Mapping[str, str]) -> str:
    """Return the parameters as Terraform's `jsonencode` writes them."""
    text = json.dumps(parameters, ensure_ascii=False, separators=(",", ":"))
    return re.sub("[<>&\u2028\u2029]", lambda found: f"\\u{ord(found[0]):04x}", text)


def _text(value: Any) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, list | tuple):
        return ",".join(map(str, value))
    return str(value)


_PATTERNS = {"int": r"-?\d+", "double": r"-?\d+(\.\d+)?", "boolean": "true|false"}
_KINDS = {"int": "an integer", "double": "a number", "boolean": "True or False"}


def _parameter_misfits(parameter: ParameterFacts, value: Any) -> Iterator[tuple[str, str]]:
    """Yield path and message of why a value does not fit a rule's parameter."""
    if is_unknown(value):
        return
    if isinstance(value, list | tuple):
        yield from _list_misfits(parameter, value)
    elif not isinstance(value, str | bool | int | float):
        yield "", f"{quoted(value)} is not text, a number, True, False or a list of texts"
    elif value == "":
        yield "", "the value is empty; leave the parameter out"
    elif isinstance(value, str) and "{{" in value:
        yield "", f"{quoted(value)}: a rule's parameters are fixed; nothing is filled in for braces"
    elif parameter.type in _PATTERNS and not re.fullmatch(
        _PATTERNS[parameter.type], _text(value), re.ASCII
    ):
        yield "", f"{quoted(value)} is not {_KINDS[parameter.type]}"
    elif isinstance(value, float) and not math.isfinite(value):
        yield "", f"{value} is not a number"


def _list_misfits(parameter: ParameterFacts, values: Sequence[Any]) -> Iterator[tuple[str, str]]:
    """Yield path and message of why a list does not fit a rule's parameter."""
    if parameter.type not in ("CSV", "StringMap"):
        yield "", f"{quoted(values)} is a list, and the rule takes one value"
        return
    if not values:
        yield "", "the list is empty; leave the parameter out"
    for index, value in enumerate(values):
        path = f"[{index}]"
        if not isinstance(value, str) or not value:
            yield path, f"{quoted(value)} is not a text with something in it"
        elif "," in value:
            yield path, f"{quoted(value)} has a comma, by which the rule would cut it in two"
        elif "{{" in value:
            message = "a rule's parameters are fixed; nothing is filled in for braces"
            yield path, f"{quoted(value)}: {message}"
