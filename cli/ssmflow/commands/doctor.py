"""`ssmflow doctor`: what is found on this machine, what is missing, and what to do about it."""

import os
import platform
import sys
from collections.abc import Iterator
from pathlib import Path

import click

from ssmdsl import MissingRequirementError
from ssmflow import console
from ssmflow.credentials import find_account
from ssmflow.exit_codes import MISSING
from ssmflow.found import Found
from ssmflow_terraform.binary import Binary, find_terraform
from ssmflow_terraform.provider_installation import (
    complaint,
    has_provider,
    methods,
    mirror_problem,
)
from ssmflow_terraform.provider_mirror import PROVIDER, find_provider, implied_mirror

REGISTRY_SECONDS = 5
"""How long the registry is waited for."""


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
        console.print_data(_verdict(way, found, is_lost=way in lost))
    if lost == ways:
        raise click.exceptions.Exit(MISSING)


def _verdict(way: str, found: list[Found], *, is_lost: bool) -> str:
    """Say whether one can deploy to a place, and on what that depends which nobody has tried."""
    if is_lost:
        return f"ssmflow can NOT deploy to {way}."
    unsure = [item.provided for item in found if item.is_for in (way, "everything")]
    conditions = " and ".join(filter(None, unsure))
    return f"ssmflow can deploy to {way}{f', if {conditions}' if conditions else ''}."


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
    yield from find_account()


def _provider(binary: Binary) -> Found:
    source = find_provider(binary, os.environ)
    note = ""
    if source.missing_configuration:
        note = (
            f" (the CLI configuration {source.missing_configuration} does not exist: passed over)"
        )
    if source.path is None:
        return _from_registry(binary, "", note)
    if source.kind == "configuration":
        return _configured(binary, source.path, f"{source}{note}")
    return Found(PROVIDER, f"{source}{note}", True, "everything")


def _from_registry(binary: Binary, where: str, note: str) -> Found:
    """Say whether the registry answers, after what leads terraform there."""
    problem = _registry_problem(binary.registry)
    if problem:
        text = (
            f"{where}{binary.registry} does not answer ({problem}), and no mirror was found{note}."
            " Connect to it, or name a mirror in terraform's CLI configuration"
        )
        return Found(PROVIDER, text, False, "everything")
    return Found(PROVIDER, f"{where}{binary.registry} answers{note}", True, "everything")


def _configured(binary: Binary, path: Path, name: str) -> Found:
    """Say whether the user's CLI configuration leads terraform to the provider."""
    problem = complaint(binary, path, os.environ)
    if problem:
        text = f"{name}, which terraform does not take: {problem}. Mend it"
        return Found(PROVIDER, text, False, "everything")
    text = path.read_text(encoding="utf-8", errors="replace")
    if "provider_installation" not in text:
        mirror = implied_mirror(binary, os.environ)
        if mirror is None:
            return _from_registry(binary, f"{name}; ", "")
        return Found(PROVIDER, f"{name}; implied mirror {mirror}", True, "everything")
    ways = methods(text, binary.registry)
    problems = list(filter(None, map(mirror_problem, ways)))
    if problems:
        return Found(PROVIDER, f"{name}, but {'; '.join(problems)}; mend it", False, "everything")
    for way in ways:
        if has_provider(way, binary.registry):
            return Found(PROVIDER, f"{name}; filesystem_mirror {way.path}", True, "everything")
    kinds = {way.kind for way in ways}
    if kinds == {"filesystem_mirror"}:
        text = (
            f"{name}, but no filesystem_mirror in it holds {binary.registry}/{PROVIDER};"
            " terraform providers mirror fills one"
        )
        return Found(PROVIDER, text, False, "everything")
    if "direct" in kinds and "network_mirror" not in kinds:
        return _from_registry(binary, f"{name}; ", "")
    unsure = "terraform gets its provider as its CLI configuration says"
    return Found(PROVIDER, f"{name}, not tried", True, "everything", unsure)


def _registry_problem(registry: str) -> str:
    """Return why the registry does not answer; nothing if it does."""
    import urllib.request
    from http.client import HTTPException

    try:
        address = f"https://{registry}/.well-known/terraform.json"
        with urllib.request.urlopen(address, timeout=REGISTRY_SECONDS):
            return ""
    except (OSError, HTTPException) as error:  # a proxy may answer anything
        return str(getattr(error, "reason", error)) or type(error).__name__


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
