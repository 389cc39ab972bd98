"""What AWS Config keeps of remediations: configurations, and exceptions from them.

Sources: https://docs.aws.amazon.com/config/latest/APIReference/API_RemediationConfiguration.html
and https://docs.aws.amazon.com/config/latest/APIReference/API_RemediationException.html
"""

import hashlib
import time
from typing import Any

from moto.core.base_backend import BackendDict, BaseBackend

Configuration = dict[str, Any]
"""A remediation configuration, in the words of the API."""
ExceptionKey = tuple[str, str, str]
"""The rule, and the type and id of the resource that is excepted from its remediation."""


class RemediationBackend(BaseBackend):
    """What one account keeps in one Region."""

    def __init__(self, region_name: str, account_id: str) -> None:
        """Begin with nothing."""
        super().__init__(region_name, account_id)
        self.configurations: dict[str, Configuration] = {}
        self.evaluation_modes: dict[str, list[dict[str, str]]] = {}
        self._exceptions: dict[ExceptionKey, dict[str, Any]] = {}

    def put_configuration(self, configuration: Configuration) -> None:
        """Keep a rule's configuration, in the place of an older one; its ARN stays the same."""
        rule_name = configuration["ConfigRuleName"]
        place = f"arn:{self.partition}:config:{self.region_name}:{self.account_id}"
        digest = hashlib.sha256(rule_name.encode()).hexdigest()[:12]
        arn = f"{place}:remediation-configuration/{rule_name}/{digest}"
        self.configurations[rule_name] = {"Automatic": False, **configuration, "Arn": arn}

    def put_exception(self, exception: dict[str, Any]) -> None:
        """Except a resource, or change why and until when it is excepted."""
        rule_name, kind, resource_id = (
            exception[name] for name in ("ConfigRuleName", "ResourceType", "ResourceId")
        )
        self._exceptions[(rule_name, kind, resource_id)] = exception

    @property
    def exceptions(self) -> dict[ExceptionKey, dict[str, Any]]:
        """The exceptions that hold; what has expired is gone, as with AWS."""
        now = time.time()
        for key, exception in list(self._exceptions.items()):
            if exception.get("ExpirationTime", now) < now:
                self._exceptions.pop(key, None)
        return self._exceptions

    def forget_rule(self, rule_name: str) -> None:
        """Forget what hangs on a rule that is gone."""
        self.evaluation_modes.pop(rule_name, None)
        for key in [key for key in self._exceptions if key[0] == rule_name]:
            self._exceptions.pop(key, None)


remediation_backends = BackendDict(RemediationBackend, "config")
"""The backend of each account and Region; moto resets them with its own."""
