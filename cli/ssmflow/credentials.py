"""What this machine has of an AWS account: credentials and a Region. AWS itself is not asked."""

import os
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ssmflow.found import Found
from ssmflow_terraform.account import (
    REGION_VARIABLES,
    SET_REGION,
    find_credentials,
    only,
    region_of,
)
from ssmflow_terraform.environment import account_environment
from ssmflow_terraform.errors import CredentialsNotFoundError

if TYPE_CHECKING:
    from botocore.session import Session

PLACE = "your account"
"""What cannot be deployed to without credentials and a Region."""


def find_account() -> Iterator[Found]:
    """Look for credentials and Region where terraform's provider does."""
    from botocore.session import Session

    with only(account_environment(os.environ)):
        session = Session()
        yield _credentials(session)
        yield _region(session)


def _credentials(session: "Session") -> Found:
    what = "credentials"
    try:
        credentials = find_credentials(session)
    except CredentialsNotFoundError as error:
        return Found(what, str(error), False, PLACE)
    problem = _known_problem(session, credentials.method)
    if problem:
        return Found(what, f"from {credentials.method}, but {problem}", False, PLACE)
    text = f"from {credentials.method}, not tried"
    return Found(what, text, True, PLACE, "AWS takes the credentials")


def _known_problem(session: "Session", method: str) -> str:
    """Return why credentials cannot be had from where they are said to be, as far as one sees."""
    if method == "assume-role-with-web-identity":
        own = session.get_scoped_config().get("web_identity_token_file")
        return _token_file_problem(os.environ.get("AWS_WEB_IDENTITY_TOKEN_FILE") or own or "")
    if method not in ("sso", "assume-role"):
        return ""
    for name, profile in _profiles(session):
        if "aws_access_key_id" in profile:
            return ""
        if "sso_account_id" in profile:
            return _sso_problem(session, name, profile)
        if "web_identity_token_file" in profile:
            return _token_file_problem(profile["web_identity_token_file"])
    return ""


def _profiles(session: "Session") -> Iterator[tuple[str, Mapping[str, Any]]]:
    """Yield the profile in use, and those which it takes its credentials from."""
    profiles = session.full_config.get("profiles", {})
    name, seen = session.profile or "default", set[str]()
    while name in profiles and name not in seen:
        yield name, profiles[name]
        seen.add(name)
        name = profiles[name].get("source_profile", "")


def _token_file_problem(path: str) -> str:
    if Path(path).is_file():
        return ""
    return f"the web identity token file {path} does not exist"


def _sso_problem(session: "Session", name: str, profile: Mapping[str, Any]) -> str:
    """Return why a profile's single sign-on is of no use now.

    Source: https://docs.aws.amazon.com/sdkref/latest/guide/feature-sso-credentials.html
    """
    from botocore.exceptions import SSOTokenLoadError
    from botocore.utils import JSONFileCache, SSOTokenLoader

    group = profile.get("sso_session")
    start = {**profile, **session.full_config.get("sso_sessions", {}).get(group, {})}
    load = SSOTokenLoader(JSONFileCache(str(Path("~/.aws/sso/cache").expanduser())))
    remedy = f"aws sso login --profile {name}"
    try:
        token = load(start["sso_start_url"], session_name=group)
        ends = _time(token["expiresAt"])
        refreshes = group and "refreshToken" in token and "registrationExpiresAt" in token
        if refreshes:
            ends = max(ends, _time(token["registrationExpiresAt"]))
    except (SSOTokenLoadError, KeyError, TypeError, ValueError):
        return f"nobody is signed in; {remedy}"
    if ends <= datetime.now(UTC):
        return f"the sign-in ended at {ends:%Y-%m-%d %H:%M} UTC; {remedy}"
    return ""


def _time(text: str) -> datetime:
    from botocore.utils import parse_timestamp

    time: datetime = parse_timestamp(text)
    return time.replace(tzinfo=UTC) if time.tzinfo is None else time.astimezone(UTC)


def _region(session: "Session") -> Found:
    from botocore.exceptions import BotoCoreError

    try:
        region = region_of(session)
    except BotoCoreError:  # it is told with the credentials
        region = ""
    if not region:
        return Found("Region", f"none. {SET_REGION}", False, PLACE)
    origin = next(filter(os.environ.get, REGION_VARIABLES), "your AWS profile")
    return _judged(session, region, origin)


def _judged(session: "Session", region: str, origin: str) -> Found:
    """Say what botocore makes of the name of a Region."""
    from botocore.exceptions import UnknownRegionError

    from ssmdsl.errors import did_you_mean

    partitions = session.get_available_partitions()
    known = [name for each in partitions for name in session.get_available_regions("ec2", each)]
    if region in known:
        return Found("Region", region, True, PLACE)
    near = did_you_mean(region, known)
    try:
        session.get_partition_for_region(region)
    except UnknownRegionError:
        text = f'"{region}", from {origin}, is not the name of a Region.{near}'
        return Found("Region", text, False, PLACE)
    text = f"{region}, which botocore does not know.{near}"
    return Found("Region", text, True, PLACE, f"there is a Region {region}")
