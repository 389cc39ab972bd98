"""`ssmflow doctor`: what is found on this machine, what is missing, and what to do about it."""

import os
import platform
import sys
from collections.abc import Iterator
from dataclasses import dataclass

import click

from ssmdsl import MissingRequirementError
from ssmflow import console
from ssmflow.exit_codes import MISSING
from ssmflow_terraform.binary import Binary, find_terraform
from ssmflow_terraform.provider_mirror import PROVIDER, find_provider

REGISTRY_SECONDS = 5
"""How long the registry is waited for."""


@dataclass(frozen=True)
class Found:
    """One thing that the work takes."""

    what: str
    """What it is, in a word or two."""
    text: str
    """What was found; what to do, if it is missing."""
    is_there: bool
    """Whether it is there."""
    is_for: str
    """What cannot be done without it."""


@click.command("doctor")
@click.option("--terraform", metavar="PATH", help="The terraform to look at.")
def command(terraform: str | None) -> None:
    """Say what is found on this machine, what is missing, and what to do about it.

    Exit code 3 if something is missing without which nothing can be deployed at all: terraform,
    its aws provider, or both of the AWS credentials and the sandbox.
    """
    found = [*_everything(terraform)]
    width = max(len(item.what) for item in found)
    for item in found:
        mark = "found  " if item.is_there else "MISSING"
        console.print_data(f"{mark}  {item.what:{width}}  {item.text}")
    missing = {item.is_for for item in found if not item.is_there}
    ways = {"your account", "the sandbox"}
    lost = ways if "everything" in missing else ways & missing
    for way in sorted(ways):
        can = "can NOT" if way in lost else "can"
        console.print_data(f"ssmflow {can} deploy to {way}.")
    if lost == ways:
        raise click.exceptions.Exit(MISSING)


def _everything(terraform: str | None) -> Iterator[Found]:
    yield Found("Python", f"{platform.python_version()} at {sys.executable}", True, "everything")
    try:
        binary = find_terraform(terraform)
    except MissingRequirementError as error:
        yield Found("terraform", str(error), False, "everything")
    else:
        name = "tofu" if binary.is_tofu else "terraform"
        yield Found("terraform", f"{name} {binary.version} at {binary.path}", True, "everything")
        yield _provider(binary)
    yield _sandbox()
    yield from _account()


def _provider(binary: Binary) -> Found:
    source = find_provider(binary, os.environ)
    note = ""
    if source.missing_configuration:
        note = (
            f" (the CLI configuration {source.missing_configuration} does not exist: passed over)"
        )
    if source.path is not None:
        return Found(PROVIDER, f"{source}{note}", True, "everything")
    problem = _registry_problem(binary.registry)
    if problem:
        text = (
            f"{binary.registry} does not answer ({problem}), and no mirror was found{note}. Connect"
            " to it, or name a mirror in terraform's CLI configuration"
        )
        return Found(PROVIDER, text, False, "everything")
    return Found(PROVIDER, f"{binary.registry} answers{note}", True, "everything")


def _registry_problem(registry: str) -> str:
    """Return why the registry does not answer; nothing if it does."""
    import urllib.request

    try:
        address = f"https://{registry}/.well-known/terraform.json"
        with urllib.request.urlopen(address, timeout=REGISTRY_SECONDS):
            return ""
    except OSError as error:
        return str(getattr(error, "reason", error))


def _sandbox() -> Found:
    from importlib.metadata import version

    from ssmdsl.sandbox import find_sandbox, require_server

    try:
        require_server()
    except MissingRequirementError as error:
        return Found("sandbox", str(error), False, "the sandbox")
    running = find_sandbox()
    state = f"up at {running.endpoint}" if running else "not up"
    return Found("sandbox", f"moto {version('moto')}, {state}", True, "")


def _account() -> Iterator[Found]:
    """Look for credentials and Region as any AWS client does; AWS itself is not asked."""
    from botocore.exceptions import BotoCoreError
    from botocore.session import Session

    place = "your account"
    try:
        session = Session()
        credentials = session.get_credentials()
        region = session.get_config_variable("region")
    except BotoCoreError as error:
        yield Found("credentials", f"{error}; mend AWS_PROFILE or ~/.aws/config", False, place)
        return
    if credentials is None:
        text = "none; aws configure sso, AWS_PROFILE, or AWS_ACCESS_KEY_ID and its secret"
        yield Found("credentials", text, False, place)
    else:
        yield Found("credentials", f"from {credentials.method}", True, place)
    if region:
        yield Found("Region", str(region), True, place)
    else:
        yield Found("Region", "none; set AWS_REGION, or one in your AWS profile", False, place)
