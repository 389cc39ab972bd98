"""The operations of AWS Config that moto lacks: remediation configurations and exceptions.

Sources: https://docs.aws.amazon.com/config/latest/APIReference/API_PutRemediationConfigurations.html,
https://docs.aws.amazon.com/config/latest/APIReference/API_PutRemediationExceptions.html
"""

import hashlib
import json
from collections.abc import Iterator
from typing import Any

from moto.config.exceptions import (
    InvalidParameterValueException,
    NoSuchConfigRuleException,
    ResourceInUseException,
)
from moto.config.responses import ConfigResponse
from moto.core.base_backend import BackendDict, BaseBackend
from moto.core.exceptions import JsonRESTError
from moto.ssm.models import ssm_backends

from ssmdsl import limits

CONFIGURATIONS_PER_CALL = 25
"""Most remediation configurations that one call puts."""
RESOURCES_PER_CALL = 100
"""Most resources that one call excepts."""
AWS_OWNED = ("AWS-", "AWSConfigRemediation-", "AWSSupport-", "AWSDocs-", "arn:")
"""How the names of documents begin that are AWS's own, or another account's: not looked up."""

Configuration = dict[str, Any]


class NoSuchRemediationConfigurationException(JsonRESTError):  # type: ignore[misc]  # noqa: N818
    """AWS's own name of it."""

    code = 400

    def __init__(self, rule_name: str) -> None:
        """Say which rule has none."""
        message = f"No RemediationConfiguration for rule {rule_name} exists."
        super().__init__("NoSuchRemediationConfigurationException", message)


class NoSuchRemediationExceptionException(JsonRESTError):  # type: ignore[misc]  # noqa: N818
    """AWS's own name of it."""

    code = 400

    def __init__(self, rule_name: str) -> None:
        """Say which rule has none."""
        message = f"No RemediationException for these resources of rule {rule_name} exists."
        super().__init__("NoSuchRemediationExceptionException", message)


class RemediationBackend(BaseBackend):  # type: ignore[misc]
    """What one account keeps of remediations in one Region."""

    def __init__(self, region_name: str, account_id: str) -> None:
        """Begin with nothing."""
        super().__init__(region_name, account_id)
        self.configurations: dict[str, Configuration] = {}
        self.exceptions: dict[tuple[str, str, str], dict[str, Any]] = {}


remediation_backends = BackendDict(RemediationBackend, "config")


class SandboxConfigResponse(ConfigResponse):  # type: ignore[misc]
    """moto's AWS Config, with remediations."""

    @property
    def remediations(self) -> RemediationBackend:
        """What the caller's account keeps in the Region of the call."""
        backend: RemediationBackend = remediation_backends[self.current_account][self.region]
        return backend

    @property
    def request_body(self) -> dict[str, Any]:
        """The request's parameters."""
        body: dict[str, Any] = json.loads(self.body or "{}")
        return body

    def put_remediation_configurations(self) -> str:
        """Check and keep remediation configurations, one for each rule."""
        given: list[Configuration] = self.request_body.get("RemediationConfigurations", [])
        if not 1 <= len(given) <= CONFIGURATIONS_PER_CALL:
            message = f"{len(given)} remediation configurations; 1 to {CONFIGURATIONS_PER_CALL}"
            raise InvalidParameterValueException(message)
        for configuration in given:
            rule_name = str(configuration.get("ConfigRuleName", ""))
            if rule_name not in self.config_backend.config_rules:
                raise NoSuchConfigRuleException(rule_name)
            for message in (*_misfits(configuration), *self._document_misfits(configuration)):
                raise InvalidParameterValueException(message)
        for configuration in given:
            rule_name = configuration["ConfigRuleName"]
            arn = f"arn:aws:config:{self.region}:{self.current_account}:remediation-configuration"
            digest = hashlib.sha256(rule_name.encode()).hexdigest()[:12]
            self.remediations.configurations[rule_name] = {
                **configuration,
                "Arn": f"{arn}/{rule_name}/{digest}",
            }
        return json.dumps({"FailedBatches": []})

    def describe_remediation_configurations(self) -> str:
        """Return those of the rules asked for that have one."""
        kept = self.remediations.configurations
        names = self.request_body.get("ConfigRuleNames", [])
        found = [kept[name] for name in names if name in kept]
        return json.dumps({"RemediationConfigurations": found})

    def delete_remediation_configuration(self) -> str:
        """Forget a rule's remediation configuration."""
        rule_name = str(self.request_body.get("ConfigRuleName", ""))
        if self.remediations.configurations.pop(rule_name, None) is None:
            raise NoSuchRemediationConfigurationException(rule_name)
        return "{}"

    def delete_config_rule(self) -> str:
        """Delete a rule, unless it still has a remediation configuration."""
        rule_name = str(self.request_body.get("ConfigRuleName", ""))
        if rule_name in self.remediations.configurations:
            message = (
                f"The rule {rule_name} currently has a RemediationConfiguration."
                " Please delete the RemediationConfiguration and try again."
            )
            raise ResourceInUseException(message)
        return str(super().delete_config_rule())

    def put_remediation_exceptions(self) -> str:
        """Keep resources of a rule from being remediated."""
        body = self.request_body
        rule_name = self._rule_with_remediation(body)
        for kind, resource_id in _resource_keys(body):
            exception = {
                "ConfigRuleName": rule_name,
                "ResourceType": kind,
                "ResourceId": resource_id,
                **{key: body[key] for key in ("Message", "ExpirationTime") if key in body},
            }
            self.remediations.exceptions[(rule_name, kind, resource_id)] = exception
        return json.dumps({"FailedBatches": []})

    def describe_remediation_exceptions(self) -> str:
        """Return a rule's exceptions: all, or those of the resources asked for."""
        body = self.request_body
        rule_name = self._rule_with_remediation(body)
        wanted = _resource_keys(body) if body.get("ResourceKeys") else None
        found = [
            exception
            for (rule, kind, resource_id), exception in self.remediations.exceptions.items()
            if rule == rule_name and (wanted is None or (kind, resource_id) in wanted)
        ]
        return json.dumps({"RemediationExceptions": found})

    def delete_remediation_exceptions(self) -> str:
        """Let resources be remediated again."""
        body = self.request_body
        rule_name = str(body.get("ConfigRuleName", ""))
        keys = [(rule_name, *key) for key in _resource_keys(body)]
        if not any(key in self.remediations.exceptions for key in keys):
            raise NoSuchRemediationExceptionException(rule_name)
        for key in keys:
            self.remediations.exceptions.pop(key, None)
        return json.dumps({"FailedBatches": []})

    def _rule_with_remediation(self, body: dict[str, Any]) -> str:
        rule_name = str(body.get("ConfigRuleName", ""))
        if rule_name not in self.remediations.configurations:
            message = f"The rule {rule_name} has no remediation configuration."
            raise InvalidParameterValueException(message)
        return rule_name

    def _document_misfits(self, configuration: Configuration) -> Iterator[str]:
        """Yield why the parameters do not fit the document, or that there is none."""
        name = str(configuration.get("TargetId", ""))
        if name.startswith(AWS_OWNED):
            return
        documents = ssm_backends[self.current_account][self.region]._documents
        if name not in documents:
            yield f"The SSM document {name} does not exist."
            return
        content = documents[name].get_default_version().content_json
        declared = content.get("parameters", {})
        given = configuration.get("Parameters", {})
        for parameter in given:
            if parameter not in declared:
                yield f"Parameter {parameter} is not declared in the SSM document {name}."
        for parameter, definition in declared.items():
            if "default" not in definition and parameter not in given:
                yield f"Parameter {parameter} of the SSM document {name} is required."


def _resource_keys(body: dict[str, Any]) -> list[tuple[str, str]]:
    keys = body.get("ResourceKeys", [])
    if not 1 <= len(keys) <= RESOURCES_PER_CALL:
        message = f"{len(keys)} resource keys; 1 to {RESOURCES_PER_CALL}"
        raise InvalidParameterValueException(message)
    return [(str(key.get("ResourceType", "")), str(key.get("ResourceId", ""))) for key in keys]


def _misfits(configuration: Configuration) -> Iterator[str]:
    """Yield what the service refuses in a configuration by itself."""
    if configuration.get("TargetType") != "SSM_DOCUMENT":
        yield f"TargetType {configuration.get('TargetType')} is not SSM_DOCUMENT."
    if not 1 <= len(str(configuration.get("TargetId", ""))) <= 256:
        yield "TargetId has 1 to 256 characters."
    parameters = configuration.get("Parameters", {})
    if len(parameters) > limits.REMEDIATION_PARAMETERS:
        most = limits.REMEDIATION_PARAMETERS
        yield f"{len(parameters)} parameters; the most is {most}."
    for name, value in parameters.items():
        yield from _value_misfits(name, value)
    attempts = configuration.get("MaximumAutomaticAttempts")
    seconds = configuration.get("RetryAttemptSeconds")
    if attempts is not None and not 1 <= attempts <= limits.MAXIMUM_AUTOMATIC_ATTEMPTS:
        yield f"MaximumAutomaticAttempts {attempts} is not 1 to 25."
    if seconds is not None and not 1 <= seconds <= limits.RETRY_ATTEMPT_SECONDS:
        yield f"RetryAttemptSeconds {seconds} is not 1 to 2678000."
    if configuration.get("Automatic"):
        if attempts is None or seconds is None:
            yield (
                "MaximumAutomaticAttempts and RetryAttemptSeconds parameters are required to"
                " enable automatic remediations."
            )
        if "StaticValue" not in parameters.get("AutomationAssumeRole", {}):
            yield "AutomationAssumeRole must be given as a static value for automatic remediations."


def _value_misfits(name: str, value: dict[str, Any]) -> Iterator[str]:
    if ("ResourceValue" in value) == ("StaticValue" in value):
        yield f"Parameter {name} needs either ResourceValue or StaticValue."
    elif "ResourceValue" in value:
        if value["ResourceValue"].get("Value") != "RESOURCE_ID":
            yield f"ResourceValue of parameter {name} is not RESOURCE_ID."
    else:
        values = value["StaticValue"].get("Values", [])
        most, longest = limits.REMEDIATION_VALUES, limits.REMEDIATION_VALUE_CHARACTERS
        if not 1 <= len(values) <= most:
            yield f"StaticValue of parameter {name} has {len(values)} values; 1 to {most}."
        if any(not 1 <= len(text) <= longest for text in values):
            yield f"A value of parameter {name} does not have 1 to {longest} characters."
