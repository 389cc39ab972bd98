"""The operations of AWS Config that moto lacks, or has otherwise than AWS.

Sources: https://docs.aws.amazon.com/config/latest/APIReference/API_PutRemediationConfigurations.html,
https://docs.aws.amazon.com/config/latest/APIReference/API_PutRemediationExceptions.html and
https://docs.aws.amazon.com/config/latest/APIReference/API_PutConfigRule.html
"""

import json
from collections.abc import Iterator
from typing import Any

from moto.config.exceptions import (
    InvalidNextTokenException,
    InvalidParameterValueException,
    NoSuchConfigRuleException,
    ResourceInUseException,
)
from moto.config.models import MANAGED_RULES_CONSTRAINTS, ConfigRule
from moto.config.responses import ConfigResponse
from moto.core.exceptions import JsonRESTError
from moto.ssm.models import ssm_backends

from ssmdsl.rules import managed_rules
from ssmdsl.sandbox.remediation_backend import (
    Configuration,
    RemediationBackend,
    remediation_backends,
)
from ssmdsl.sandbox.remediation_document import document_misfits
from ssmdsl.sandbox.shape_constraints import check_shape

CONFIG_RULES = 1000
"""AWS's own limit of rules in a Region; moto's is 150."""
EXCEPTIONS_PER_PAGE = 25
"""How many exceptions a page has unless it is told."""


class NoSuchRemediationConfigurationException(JsonRESTError):  # noqa: N818 - AWS's own name of it
    """A rule has no remediation configuration."""

    code = 400

    def __init__(self, rule_name: str) -> None:
        """Say which rule has none."""
        message = f"No RemediationConfiguration for rule {rule_name} exists."
        super().__init__("NoSuchRemediationConfigurationException", message)


class NoSuchRemediationExceptionException(JsonRESTError):  # noqa: N818 - AWS's own name of it
    """None of the resources is excepted from a rule's remediation."""

    code = 400

    def __init__(self, rule_name: str) -> None:
        """Say which rule has none."""
        super().__init__("NoSuchRemediationExceptionException", _no_exception(rule_name))


def _no_exception(rule_name: str) -> str:
    return f"No RemediationException for these resources of rule {rule_name} exists."


def complete_moto() -> None:
    """Give moto what its AWS Config falls short of AWS's by: the limit, and rules newer than it."""
    ConfigRule.MAX_RULES = CONFIG_RULES
    for identifier, facts in managed_rules().items():
        parameters = [
            {"Name": name, "Optional": not parameter.required}
            for name, parameter in facts.parameters.items()
        ]
        MANAGED_RULES_CONSTRAINTS.setdefault(identifier, {"Parameters": parameters})


class SandboxConfigResponse(ConfigResponse):
    """moto's AWS Config, with remediations."""

    @property
    def remediations(self) -> RemediationBackend:
        """What the caller's account keeps in the Region of the call."""
        return remediation_backends[self.current_account][self.region]

    def put_config_rule(self) -> str:
        """Keep a rule.

        The tags of one that exists stay as they are, and its evaluation modes are kept: moto
        overwrites the former and drops the latter.
        """
        rule = self._request("PutConfigRule")["ConfigRule"]
        rules = self.config_backend.config_rules
        name = self._rule_name(rule)
        tags = rules[name].tags if name in rules else None
        answer = super().put_config_rule()
        if tags is not None:
            rules[name].tags = tags
        if rule.get("EvaluationModes"):
            self.remediations.evaluation_modes[name] = rule["EvaluationModes"]
        return answer

    def describe_config_rules(self) -> str:
        """Return rules, each with its evaluation modes; all that are named must exist."""
        for name in self._request("DescribeConfigRules").get("ConfigRuleNames", []):
            if name not in self.config_backend.config_rules:
                raise NoSuchConfigRuleException(name)
        answer: dict[str, Any] = json.loads(super().describe_config_rules())
        modes = self.remediations.evaluation_modes
        for rule in answer["ConfigRules"]:
            rule["EvaluationModes"] = modes.get(rule["ConfigRuleName"], [{"Mode": "DETECTIVE"}])
        return json.dumps(answer)

    def delete_config_rule(self) -> str:
        """Delete a rule, unless it still has a remediation configuration."""
        rule_name = self._request("DeleteConfigRule")["ConfigRuleName"]
        if rule_name in self.remediations.configurations:
            message = (
                f"The rule {rule_name} currently has a RemediationConfiguration."
                " Please delete the RemediationConfiguration and try again."
            )
            raise ResourceInUseException(message)
        answer = super().delete_config_rule()
        self.remediations.forget_rule(rule_name)
        return answer

    def put_remediation_configurations(self) -> str:
        """Check and keep remediation configurations, one for each rule: all of them or none."""
        given: list[Configuration] = self._request("PutRemediationConfigurations")[
            "RemediationConfigurations"
        ]
        misfits = [misfit for each in given for misfit in self._misfits(each)]
        if misfits:
            raise InvalidParameterValueException(" ".join(misfits))
        for configuration in given:
            self.remediations.put_configuration(configuration)
        return json.dumps({"FailedBatches": []})

    def describe_remediation_configurations(self) -> str:
        """Return those of the rules asked for that have one."""
        names = self._request("DescribeRemediationConfigurations")["ConfigRuleNames"]
        kept = self.remediations.configurations
        found = [kept[name] for name in dict.fromkeys(names) if name in kept]
        return json.dumps({"RemediationConfigurations": found})

    def delete_remediation_configuration(self) -> str:
        """Forget a rule's remediation configuration."""
        rule_name = self._request("DeleteRemediationConfiguration")["ConfigRuleName"]
        if self.remediations.configurations.pop(rule_name, None) is None:
            raise NoSuchRemediationConfigurationException(rule_name)
        return "{}"

    def put_remediation_exceptions(self) -> str:
        """Keep resources of a rule from being remediated.

        AWS takes only resources that the rule has found NON_COMPLIANT; here every one is taken.
        """
        body = self._request("PutRemediationExceptions")
        rule_name = self._rule_with_remediation(body)
        told: dict[str, Any] = {
            name: body[name] for name in ("Message", "ExpirationTime") if name in body
        }
        for kind, resource_id in _pairs(body):
            key = {"ConfigRuleName": rule_name, "ResourceType": kind, "ResourceId": resource_id}
            self.remediations.put_exception(key | told)
        return json.dumps({"FailedBatches": []})

    def describe_remediation_exceptions(self) -> str:
        """Return a rule's exceptions: all, a page at a time, or those of the resources named."""
        body = self._request("DescribeRemediationExceptions")
        rule_name = self._rule_with_remediation(body)
        kept = self.remediations.exceptions
        if "ResourceKeys" in body:
            keys = [(rule_name, *pair) for pair in _pairs(body)]
            found = [kept[key] for key in dict.fromkeys(keys) if key in kept]
            return json.dumps({"RemediationExceptions": found})
        of_rule = sorted(key for key in list(kept) if key[0] == rule_name)
        start = _page_start(body.get("NextToken"), len(of_rule))
        end = start + (body.get("Limit") or EXCEPTIONS_PER_PAGE)
        page: dict[str, Any] = {"RemediationExceptions": [kept[key] for key in of_rule[start:end]]}
        if end < len(of_rule):
            page["NextToken"] = str(end)
        return json.dumps(page)

    def delete_remediation_exceptions(self) -> str:
        """Let resources be remediated again; tell of those that were not excepted."""
        body = self._request("DeleteRemediationExceptions")
        rule_name = body["ConfigRuleName"]
        kept = self.remediations.exceptions
        missing = [pair for pair in _pairs(body) if kept.pop((rule_name, *pair), None) is None]
        if len(missing) == len(body["ResourceKeys"]):
            raise NoSuchRemediationExceptionException(rule_name)
        failed = [
            {"ResourceType": kind, "ResourceId": resource_id} for kind, resource_id in missing
        ]
        message = _no_exception(rule_name)
        batches = [{"FailureMessage": message, "FailedItems": failed}] if failed else []
        return json.dumps({"FailedBatches": batches})

    def _request(self, operation: str) -> dict[str, Any]:
        """Return the request's parameters, which fit the operation's model."""
        body: dict[str, Any] = json.loads(self.body or "{}")
        check_shape("config", operation, body)
        return body

    def _rule_name(self, rule: dict[str, Any]) -> str:
        """Return the name of a rule that may be given by its ARN or id alone."""
        for name, kept in list(self.config_backend.config_rules.items()):
            by_arn = rule.get("ConfigRuleArn") == kept.config_rule_arn
            if by_arn or rule.get("ConfigRuleId") == kept.config_rule_id:
                return name
        return str(rule.get("ConfigRuleName", ""))

    def _rule_with_remediation(self, body: dict[str, Any]) -> str:
        rule_name = str(body["ConfigRuleName"])
        if rule_name not in self.remediations.configurations:
            message = f"The rule {rule_name} has no remediation configuration."
            raise InvalidParameterValueException(message)
        return rule_name

    def _misfits(self, configuration: Configuration) -> Iterator[str]:
        """Yield what is wrong with a configuration whose shape is right."""
        rule_name = configuration["ConfigRuleName"]
        if rule_name not in self.config_backend.config_rules:
            yield f"The Config rule {rule_name} does not exist."
        parameters = configuration.get("Parameters", {})
        for name, value in parameters.items():
            if ("ResourceValue" in value) == ("StaticValue" in value):
                yield f"Parameter {name} needs either ResourceValue or StaticValue."
            elif "StaticValue" in value and not value["StaticValue"]["Values"]:
                yield f"StaticValue of parameter {name} has no values."
        if configuration.get("Automatic"):
            if not {"MaximumAutomaticAttempts", "RetryAttemptSeconds"} <= configuration.keys():
                yield (
                    "MaximumAutomaticAttempts and RetryAttemptSeconds parameters are required to"
                    " enable automatic remediations."
                )
            if "StaticValue" not in parameters.get("AutomationAssumeRole", {}):
                yield (
                    "AutomationAssumeRole must be given as a static value for automatic"
                    " remediations."
                )
        yield from document_misfits(configuration, ssm_backends[self.current_account][self.region])


def _pairs(body: dict[str, Any]) -> list[tuple[str, str]]:
    pairs = [(key.get("ResourceType"), key.get("ResourceId")) for key in body["ResourceKeys"]]
    if not all(kind and resource_id for kind, resource_id in pairs):
        message = "Each of the ResourceKeys needs a ResourceType and a ResourceId."
        raise InvalidParameterValueException(message)
    return pairs


def _page_start(token: str | None, size: int) -> int:
    """Return where the page of a token begins."""
    if token is None:
        return 0
    if not token.isdecimal() or int(token) > size:
        raise InvalidNextTokenException
    return int(token)
