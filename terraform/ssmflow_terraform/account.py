"""The AWS account and Region that the caller's credentials lead to, asked before terraform works.

What AWS takes by a Put (a rule, a remediation configuration, a recorder) the provider overwrites
without a word; a role or a document it trips over half-way; and a state that belongs to another
account or Region it takes for one that lost all its resources. So all is looked for here first.

Takes the environment that terraform gets, so that both see the same AWS; changes nothing there.

Sources: https://docs.aws.amazon.com/STS/latest/APIReference/API_GetCallerIdentity.html,
https://docs.aws.amazon.com/config/latest/APIReference/API_PutConfigRule.html,
https://docs.aws.amazon.com/IAM/latest/APIReference/API_CreateRole.html and
https://registry.terraform.io/providers/hashicorp/aws/latest/docs#authentication-and-configuration
"""

import os
from collections.abc import Callable, Collection, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from json import JSONDecodeError
from typing import TYPE_CHECKING, Any

from ssmflow_terraform.errors import (
    AccountError,
    CredentialsNotFoundError,
    RecorderExistsError,
)

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
        with self._clients() as client:
            sts = client("sts")
            return Place(str(sts.get_caller_identity()["Account"]), sts.meta.region_name)

    def existing(self, wanted: Mapping[str, Collection[str]]) -> set[tuple[str, str]]:
        """Return which of the resources exist.

        Args:
            wanted: the type in Terraform, one of `NAMED_TYPES` → names.

        Returns:
            Type and name of each that exists.

        Raises:
            RecorderExistsError: a recorder is wanted, and there is one of another name.
            CredentialsNotFoundError: AWS refuses the credentials.
            AccountError: AWS cannot be asked, or does not answer these credentials.
        """
        with self._clients() as client:
            return {
                (kind, name)
                for kind, names in wanted.items()
                if names
                for name in _existing(kind, names, client)
            }

    @contextmanager
    def _clients(self) -> Iterator[Callable[[str], Any]]:
        """Give what makes clients that see this environment alone; retell what AWS says to them."""
        from botocore.exceptions import BotoCoreError, ClientError
        from botocore.parsers import ResponseParserError
        from botocore.session import Session

        with only(self._environment):
            session = Session()
            find_credentials(session)
            region = region_of(session)
            if not region:
                raise CredentialsNotFoundError(what="no AWS Region is set.", remedy=SET_REGION)
            try:
                yield cache(lambda service: _client(session, service, region))
            except (BotoCoreError, ClientError, OSError) as error:
                raise _retold(error) from None
            except (ResponseParserError, KeyError) as error:  # a proxy's page, or a portal's
                raise AccountError(said=f"what answers is not AWS: {_said(error)}") from None


def _client(session: "Session", service: str, region: str) -> Any:
    """Return the client of a service.

    Raises:
        CredentialsNotFoundError: what is set for it cannot be used.
    """
    from botocore.exceptions import BotoCoreError

    try:
        return session.create_client(service, region_name=region)
    except (BotoCoreError, ValueError) as error:  # AWS_ENDPOINT_URL may be no address
        raise _retold(error) from None


@contextmanager
def only(environment: Mapping[str, str]) -> Iterator[None]:
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
    from botocore.exceptions import BotoCoreError, ProfileNotFound

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
        if process and not isinstance(error, ProfileNotFound):
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
            return _said(error)


def _rules(config: Any, names: Collection[str]) -> set[str]:
    pages = config.get_paginator("describe_config_rules").paginate()
    return set(names) & {rule["ConfigRuleName"] for page in pages for rule in page["ConfigRules"]}


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
    found = {recorder["name"] for recorder in recorders}
    if found and not found & set(names):  # a Region takes one alone
        raise RecorderExistsError(name=min(found))
    return found


def _channels(config: Any, names: Collection[str]) -> set[str]:
    channels = config.describe_delivery_channels()["DeliveryChannels"]
    return set(names) & {channel["name"] for channel in channels}


def _roles(iam: Any, names: Collection[str]) -> set[str]:
    return {name for name in names if _is_there(iam.get_role, "NoSuchEntity", RoleName=name)}


def _documents(ssm: Any, names: Collection[str]) -> set[str]:
    call = ssm.describe_document
    return {name for name in names if _is_there(call, "InvalidDocument", Name=name)}


def _buckets(s3: Any, names: Collection[str]) -> set[str]:
    return {name for name in names if _is_there(s3.head_bucket, "404", Bucket=name)}


def _is_there(call: Callable[..., object], missing: str, **named: str) -> bool:
    """Return whether AWS describes what is named.

    Args:
        call: what describes it.
        missing: AWS's code for what is not there.
        named: the one parameter of the call.
    """
    from botocore.exceptions import ClientError

    try:
        call(**named)
    except ClientError as error:
        code = error.response.get("Error", {}).get("Code")
        if code == missing:
            return False
        if code != "403":  # a bucket of somebody else's
            raise
    return True


def _existing(kind: str, names: Collection[str], client: Callable[[str], Any]) -> set[str]:
    """Return which resources of a type exist, of those of these names."""
    service, existing = _EXISTING[kind]
    return existing(client(service), names) & set(names)


_EXISTING: Mapping[str, tuple[str, Callable[[Any, Collection[str]], set[str]]]] = {
    "aws_config_config_rule": ("config", _rules),
    "aws_config_remediation_configuration": ("config", _remediations),
    "aws_config_configuration_recorder": ("config", _recorders),
    "aws_config_delivery_channel": ("config", _channels),
    "aws_iam_role": ("iam", _roles),
    "aws_s3_bucket": ("s3", _buckets),
    "aws_ssm_document": ("ssm", _documents),
}
_LOOKING = {
    "DescribeConfigRules": "config:DescribeConfigRules",
    "DescribeConfigurationRecorders": "config:DescribeConfigurationRecorders",
    "DescribeDeliveryChannels": "config:DescribeDeliveryChannels",
    "DescribeDocument": "ssm:DescribeDocument",
    "DescribeRemediationConfigurations": "config:DescribeRemediationConfigurations",
    "GetRole": "iam:GetRole",
    "HeadBucket": "s3:ListBucket",
}
"""The operation → the action in IAM that allows for it."""
NAMED_TYPES = frozenset(_EXISTING)
"""The types of the module's resources that AWS knows by a name, which is also their id."""


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
    action = ""
    if isinstance(error, of.ClientError) and "AccessDenied" in code:
        action = _LOOKING.get(error.operation_name, "")
    return AccountError(said=said, denied=action)


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
MEND_CONFIGURATION = "Mend it in the environment, in ~/.aws/config or in ~/.aws/credentials."

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
