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
from json import JSONDecodeError
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
        with self._client("sts") as sts:
            return Place(str(sts.get_caller_identity()["Account"]), sts.meta.region_name)

    def existing(self, wanted: Mapping[str, Collection[str]]) -> set[tuple[str, str]]:
        """Return which of the resources exist that the provider would overwrite.

        Args:
            wanted: the type in Terraform, one of `PUT_TYPES` → names.

        Returns:
            Type and name of each that exists.

        Raises:
            CredentialsNotFoundError: AWS refuses the credentials.
            AccountError: AWS cannot be asked, or does not answer these credentials.
        """
        with self._client("config") as config:
            return {
                (kind, name)
                for kind, names in wanted.items()
                if names
                for name in _LISTED[kind](config, names) & set(names)
            }

    @contextmanager
    def _client(self, service: str) -> Iterator[Any]:
        """Give a client that sees this environment and nothing else; retell what AWS says."""
        from botocore.exceptions import BotoCoreError, ClientError
        from botocore.session import Session

        with _only(self._environment):
            session = Session()
            find_credentials(session)
            try:
                region = region_of(session)
                if not region:
                    raise CredentialsNotFoundError(what="no AWS Region is set.", remedy=SET_REGION)
                yield session.create_client(service, region_name=region)
            except (BotoCoreError, ClientError, OSError) as error:
                raise _retold(error) from None


@contextmanager
def _only(environment: Mapping[str, str]) -> Iterator[None]:
    """Let botocore see an environment: it reads the process's own, and takes no other."""
    before = dict(os.environ)
    os.environ.clear()
    os.environ.update(environment)
    try:
        yield
    finally:
        os.environ.clear()
        os.environ.update(before)


def find_credentials(session: "Session") -> Any:
    """Return botocore's credentials of a session; AWS is not called for them yet.

    Raises:
        CredentialsNotFoundError: there are none, or what says where they are is wrong.
    """
    from botocore.exceptions import BotoCoreError

    process = ""
    try:
        own = session.get_scoped_config()
        process = own.get("credential_process", "")
        if {"mfa_serial", "role_arn"} <= own.keys() and "AWS_ACCESS_KEY_ID" not in os.environ:
            raise CredentialsNotFoundError(
                what="the AWS profile asks for a code of MFA, and terraform cannot ask for one.",
                remedy="Get credentials first: aws configure export-credentials --format env.",
            )
        credentials = session.get_credentials()
    except (BotoCoreError, OSError, ValueError, AttributeError, TypeError) as error:
        # botocore takes what a credential_process prints as it comes.
        said = _said(error)
        if process and not isinstance(error, BotoCoreError):
            said = f"credential_process {process}: {_of_process(error)}"
        raise CredentialsNotFoundError(
            what=f"the AWS configuration cannot be used: {said}.", remedy=MEND_CONFIGURATION
        ) from None
    if credentials is None:
        raise CredentialsNotFoundError(
            what="there are no AWS credentials to work with.", remedy=GIVE_CREDENTIALS
        )
    return credentials


def region_of(session: "Session") -> str:
    """Return the Region that the provider would take; nothing if there is none."""
    named = next(filter(None, map(os.environ.get, REGION_VARIABLES)), None)
    return named or session.get_config_variable("region") or ""


def _of_process(error: Exception) -> str:
    match error:
        case OSError():
            return f"it cannot be run: {error.strerror}"
        case JSONDecodeError() | UnicodeDecodeError():
            return "it prints no JSON"
        case AttributeError() | TypeError():
            return "it prints JSON that is not an object of strings"
        case _:
            return str(error)


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
    """Return what stood in the way of a call, with what to do about it."""
    from botocore import exceptions as of

    said = _said(error)
    if isinstance(error, of.InvalidRegionError):
        return CredentialsNotFoundError(
            what=f"there is no such AWS Region: {said}.", remedy=SET_REGION
        )
    if isinstance(error, of.NoCredentialsError | of.PartialCredentialsError):
        return CredentialsNotFoundError(
            what="there are no AWS credentials to work with.", remedy=GIVE_CREDENTIALS
        )
    code = ""
    if isinstance(error, of.ClientError):
        code = str(error.response.get("Error", {}).get("Code", ""))
    signed_out = (of.SSOError, of.UnauthorizedSSOTokenError, of.TokenRetrievalError)
    if isinstance(error, signed_out) or code in _REFUSED:
        return CredentialsNotFoundError(
            what=f"AWS does not take the credentials: {said}.", remedy=SIGN_IN
        )
    unreachable = (of.HTTPClientError, of.ConnectionError, of.ClientError)
    if not isinstance(error, unreachable):
        return CredentialsNotFoundError(
            what=f"the AWS configuration cannot be used: {said}.", remedy=MEND_CONFIGURATION
        )
    denied = isinstance(error, of.ClientError) and error.operation_name.startswith("Describe")
    return AccountError(said=said, is_denied=denied and "AccessDenied" in code)


def _said(error: Exception) -> str:
    return " ".join(str(error).split()).rstrip(".") or type(error).__name__


SET_REGION = "Set one: AWS_REGION=eu-central-1, or a region in your AWS profile."
GIVE_CREDENTIALS = (
    "Give some: aws configure sso, AWS_PROFILE, or AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY; or"
    " work on the local AWS with --sandbox."
)
SIGN_IN = (
    "Sign in again, with aws sso login where they come from there, choose another profile, or set"
    " the clock right if it is wrong."
)
MEND_CONFIGURATION = "Mend AWS_PROFILE, ~/.aws/config or ~/.aws/credentials."

_REFUSED = (
    "ExpiredToken",
    "ExpiredTokenException",
    "ForbiddenException",
    "InvalidClientTokenId",
    "InvalidIdentityToken",
    "SignatureDoesNotMatch",
    "UnauthorizedException",
    "UnrecognizedClientException",
)
"""AWS's codes for credentials that it does not take.

Source: https://docs.aws.amazon.com/STS/latest/APIReference/CommonErrors.html
"""
