"""From what terraform says to the error that tells what to do about it.

Sources: https://registry.terraform.io/providers/hashicorp/aws/latest/docs#authentication-and-configuration
and https://developer.hashicorp.com/terraform/language/state/locking
"""

import re
from collections.abc import Iterator, Sequence
from pathlib import Path

from ssmdsl.errors import SsmflowError
from ssmflow_terraform.diagnostic import Diagnostic
from ssmflow_terraform.errors import (
    CredentialsNotFoundError,
    OutsideState,
    OutsideStateError,
    ProviderNotFoundError,
    StateDamagedError,
    StateLockedError,
    TerraformError,
)

EXISTING = re.compile(
    r"creating (?P<what>IAM Role|SSM Document|S3 Bucket) \((?P<name>[^)]+)\):.*"
    r"(?:EntityAlreadyExists|DocumentAlreadyExists|BucketAlreadyOwnedByYou|BucketAlreadyExists)",
    re.DOTALL,
)
"""What the provider says of a resource that exists already. Rules, remediation configurations
and inline policies are put, not created: those it overwrites without a word."""

NO_PROVIDER = (
    "Failed to query available provider packages",
    "Failed to install provider",
    "Could not retrieve the list of available versions",
    "Required plugins are not installed",
)
NO_CREDENTIALS = ("No valid credential sources found",)
NO_REGION = ("invalid AWS Region", "Missing region", "could not find region")
BAD_CREDENTIALS = (
    "ExpiredToken",
    "InvalidClientTokenId",
    "SSO session has expired",
    "UnrecognizedClientException",
)
UNREACHABLE = ("connection refused", "no such host", "i/o timeout", "network is unreachable")
NO_BLOCK = "Invalid provider configuration"
"""What terraform adds when the provider cannot be configured: the module has no block of it, and
needs none."""
OTHER_ACCOUNT = "AWS account ID not allowed"
NO_SPACE = "no space left on device"
LOCKED = "Error acquiring the state lock"
DAMAGED = ("Unsupported state file format", "state data in the file is corrupt")


def failure(
    *,
    command: Sequence[str],
    exit_status: int,
    diagnostics: Sequence[Diagnostic],
    last_lines: str,
    log: Path,
) -> SsmflowError:
    """Return the error for a command that failed."""
    diagnostics = [item for item in diagnostics if item.summary != NO_BLOCK] or diagnostics
    said = "\n".join([last_lines, *(f"{item.summary}\n{item.detail}" for item in diagnostics)])
    unwrapped = " ".join(said.split())
    if _has(unwrapped, NO_PROVIDER):
        return ProviderNotFoundError(
            what=f"terraform cannot get the aws provider: {_sentence(said, NO_PROVIDER)}",
            remedy=(
                "Connect to the registry, or lay a mirror of it on this machine"
                " (terraform providers mirror) and name it in terraform's CLI configuration;"
                " ssmflow doctor says where it looks."
            ),
        )
    is_refused = _has(unwrapped, BAD_CREDENTIALS)  # there are some, then
    if _has(unwrapped, NO_CREDENTIALS) and not is_refused:
        return CredentialsNotFoundError(
            what="there are no AWS credentials to work with.",
            remedy=(
                "Give some: aws configure sso, AWS_PROFILE, or AWS_ACCESS_KEY_ID and"
                " AWS_SECRET_ACCESS_KEY; or work on the local AWS with --sandbox."
            ),
        )
    if _has(unwrapped, NO_REGION):
        named = re.search(r"invalid AWS Region: *([\w-]+)", unwrapped)
        return CredentialsNotFoundError(
            what=(
                f'the provider knows no AWS Region "{named[1]}".'
                if named
                else "no AWS Region is set, or there is none of that name."
            ),
            remedy="Set one: AWS_REGION=eu-central-1, or a region in your AWS profile.",
        )
    if _has(unwrapped, DAMAGED):  # terraform says so of the lock, which lies in the state
        file = log.parents[1] / "terraform.tfstate"
        return StateDamagedError(place=file, reason=_sentence(said, DAMAGED))
    advice = ""
    if NO_SPACE in unwrapped:  # which keeps it from taking the lock, too
        advice = "Make room on the disk, and run the same command again: it goes on from there."
    elif is_refused:
        advice = (
            "AWS does not take the credentials: sign in again, with aws sso login where they come"
            " from there, or choose another profile."
        )
    elif OTHER_ACCOUNT in unwrapped:
        advice = (
            "terraform finds other credentials than ssmflow, which asked AWS for the account: leave"
            " only one way to them, as AWS_PROFILE or AWS_ACCESS_KEY_ID. Nothing was changed."
        )
    elif _has(unwrapped, UNREACHABLE):
        advice = (
            "AWS cannot be reached: check the network. A sandbox that was stopped is started again"
            " by the same command."
        )
    elif exit_status < 0:
        advice = "Its state is kept up to there: the same command goes on from it."
    error = TerraformError(
        command=command,
        exit_status=exit_status,
        diagnostics=diagnostics,
        last_lines=last_lines,
        log=log,
        advice=advice,
    )
    existing = list(_outside_state(diagnostics))
    if existing:
        return OutsideStateError(resources=existing, failed=str(error))
    if LOCKED in unwrapped and not advice:
        return StateLockedError(folder=log.parents[1], failed=str(error))
    return error


def _outside_state(diagnostics: Sequence[Diagnostic]) -> Iterator[OutsideState]:
    for item in diagnostics:
        found = EXISTING.search(f"{item.summary}\n{item.detail}")
        if found and item.address:
            yield OutsideState(item.address, found["name"])


def _has(said: str, signs: Sequence[str]) -> bool:
    return any(sign in said for sign in signs)


def _sentence(said: str, signs: Sequence[str]) -> str:
    """Return what follows the sign, without terraform's frame, as one line."""
    bare = " ".join(re.sub(r"^[│╷╵ ]+", "", line) for line in said.splitlines()).strip()
    start = min(bare.find(sign) for sign in signs if sign in bare)
    text = re.sub(r"\s+", " ", bare[start:])
    return re.split(r" To see which modules| Error: ", text)[0].strip().rstrip(".") + "."
