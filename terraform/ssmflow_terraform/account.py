"""The AWS account and Region that the caller's credentials lead to, asked before terraform works.

What AWS takes by a Put (a rule, a remediation configuration, a recorder) the provider overwrites
without a word, and a state that belongs to another account or Region it takes for one that lost
all its resources. Neither can be undone, so both are looked for here first.

Takes the environment that terraform gets, so that both see the same AWS; changes nothing there.

Sources: https://docs.aws.amazon.com/STS/latest/APIReference/API_GetCallerIdentity.html,
https://docs.aws.amazon.com/config/latest/APIReference/API_PutConfigRule.html and
https://registry.terraform.io/providers/hashicorp/aws/latest/docs#authentication-and-configuration
"""

import os
from collections.abc import Callable, Collection, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from ssmflow_terraform.errors import AccountError, CredentialsNotFoundError

if TYPE_CHECKING:
    from botocore.session import Session

REGION_VARIABLES = ("AWS_REGION", "AWS_DEFAULT_REGION")
"""Where the provider looks for the Region first; botocore itself knows the second alone."""
REMEDIATIONS_PER_CALL = 25
"""How many rules DescribeRemediationConfigurations takes at once."""


@dataclass(frozen=True)
class Place:
    """Where something is deployed: no two of them share a state."""

    account_id: str
    """The account's twelve digits."""
    region: str
    """The Region's name: `eu-central-1`."""

    def __str__(self) -> str:
        return f"account {self.account_id}, {self.region}"


class Account:
    """What the credentials of an environment lead to."""

    def __init__(self, environment: Mapping[str, str]) -> None:
        """Keep the environment; nothing is called yet."""
        self._environment = dict(environment)

    def place(self) -> Place:
        """Return the account and the Region.

        Raises:
            CredentialsNotFoundError: there are no credentials or no Region, or AWS refuses them.
            AccountError: AWS cannot be asked.
        """
        with self._session() as session:
            region = region_of(session, self._environment)
            if not region:
                raise CredentialsNotFoundError(
                    what="no AWS Region is set.",
                    remedy="Set one: AWS_REGION=eu-central-1, or a region in your AWS profile.",
                )
            identity = session.create_client("sts", region_name=region).get_caller_identity()
        return Place(str(identity["Account"]), region)

    def existing(self, wanted: Mapping[str, Collection[str]]) -> set[tuple[str, str]]:
        """Return which of the resources exist that the provider would overwrite.

        Args:
            wanted: the type in Terraform, one of `PUT_TYPES` → names.

        Returns:
            Type and name of each that exists.
        """
        with self._session() as session:
            region = region_of(session, self._environment)
            config = session.create_client("config", region_name=region)
            return {
                (kind, name)
                for kind, names in wanted.items()
                if names
                for name in _LISTED[kind](config, names) & set(names)
            }

    @contextmanager
    def _session(self) -> Iterator["Session"]:
        """Give a session that sees this environment and nothing else; retell what AWS says."""
        from botocore.exceptions import BotoCoreError, ClientError
        from botocore.session import Session

        before = dict(os.environ)
        os.environ.clear()  # botocore reads the process's own environment and takes no other
        os.environ.update(self._environment)
        try:
            yield Session()
        except (BotoCoreError, ClientError, OSError, ValueError) as error:
            raise _retold(error) from None
        finally:
            os.environ.clear()
            os.environ.update(before)


def region_of(session: "Session", environment: Mapping[str, str]) -> str:
    """Return the Region that the provider would take; nothing if there is none."""
    named = next(filter(None, map(environment.get, REGION_VARIABLES)), None)
    return named or session.get_config_variable("region") or ""


def _rules(config: Any, names: Collection[str]) -> set[str]:
    pages = config.get_paginator("describe_config_rules").paginate()
    return {rule["ConfigRuleName"] for page in pages for rule in page["ConfigRules"]}


def _remediations(config: Any, names: Collection[str]) -> set[str]:
    ordered = sorted(names)
    found: set[str] = set()
    for start in range(0, len(ordered), REMEDIATIONS_PER_CALL):
        answer = config.describe_remediation_configurations(
            ConfigRuleNames=ordered[start : start + REMEDIATIONS_PER_CALL]
        )
        found |= {item["ConfigRuleName"] for item in answer["RemediationConfigurations"]}
    return found


def _recorders(config: Any, names: Collection[str]) -> set[str]:
    recorders = config.describe_configuration_recorders()["ConfigurationRecorders"]
    return {recorder["name"] for recorder in recorders}


def _channels(config: Any, names: Collection[str]) -> set[str]:
    return {channel["name"] for channel in config.describe_delivery_channels()["DeliveryChannels"]}


_LISTED: Mapping[str, Callable[[Any, Collection[str]], set[str]]] = {
    "aws_config_config_rule": _rules,
    "aws_config_remediation_configuration": _remediations,
    "aws_config_configuration_recorder": _recorders,
    "aws_config_delivery_channel": _channels,
}
PUT_TYPES = frozenset(_LISTED)
"""The types of the module's resources that AWS takes by a Put, each known by a name."""


def _retold(error: Exception) -> Exception:
    """Return what stood in the way, with what to do about it."""
    kind = type(error).__name__
    response = getattr(error, "response", {})
    code = str(response.get("Error", {}).get("Code", ""))
    said = " ".join(str(error).split()).rstrip(".")
    if kind in ("NoCredentialsError", "PartialCredentialsError"):
        return CredentialsNotFoundError(
            what="there are no AWS credentials to work with.",
            remedy=(
                "Give some: aws configure sso, AWS_PROFILE, or AWS_ACCESS_KEY_ID and"
                " AWS_SECRET_ACCESS_KEY; or work on the local AWS with --sandbox."
            ),
        )
    if kind in _BAD_REGION:
        return CredentialsNotFoundError(
            what=f"there is no such AWS Region: {said}.",
            remedy="Set another: AWS_REGION=eu-central-1, or a region in your AWS profile.",
        )
    if code in _REFUSED or kind in _EXPIRED:
        return CredentialsNotFoundError(
            what=f"AWS does not take the credentials: {said}.",
            remedy=(
                "Sign in again, with aws sso login where they come from there, or choose another"
                " profile."
            ),
        )
    if kind in _UNUSABLE or not (response or kind in _UNREACHABLE):
        return CredentialsNotFoundError(
            what=f"the AWS configuration cannot be used: {said}.",
            remedy="Mend AWS_PROFILE, ~/.aws/config or ~/.aws/credentials; ssmflow doctor looks.",
        )
    return AccountError(said=said, is_denied="AccessDenied" in code)


_BAD_REGION = ("InvalidRegionError",)
_REFUSED = (
    "ExpiredToken",
    "ExpiredTokenException",
    "InvalidClientTokenId",
    "SignatureDoesNotMatch",
    "UnrecognizedClientException",
)
_EXPIRED = (
    "SSOTokenLoadError",
    "TokenRetrievalError",
    "UnauthorizedSSOTokenError",
)
_UNUSABLE = ("ProfileNotFound", "CredentialRetrievalError")
_UNREACHABLE = (
    "ConnectTimeoutError",
    "ConnectionClosedError",
    "EndpointConnectionError",
    "HTTPClientError",
    "ProxyConnectionError",
    "ReadTimeoutError",
    "SSLError",
)
