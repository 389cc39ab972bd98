"""`ssmflow sandbox`: the local AWS as a server."""

import os
import shlex

import click

from ssmdsl import SsmflowError
from ssmdsl.sandbox import (
    DEFAULT_PORT,
    Sandbox,
    endpoint,
    find_sandbox,
    is_aws_variable,
    proxy_environment,
    sandbox_environment,
    start_sandbox,
    stop_sandbox,
)
from ssmflow import console

NOWHERE = endpoint(1)
"""An address where no program listens, least of all another's sandbox."""


@click.group("sandbox")
def command() -> None:
    """Run the local AWS that --sandbox uses, as a server that any AWS client can use.

    It listens on 127.0.0.1 only, and forgets all it holds when it is stopped.
    """


@command.command()
@click.option(
    "--port",
    type=click.IntRange(0, 65535),
    help=f"The port to listen on; 0 takes a free one.  [{DEFAULT_PORT}]",
)
def start(port: int | None) -> None:
    """Start it; it stays up until it is stopped."""
    sandbox = start_sandbox(port)
    console.say(f"the sandbox is up at {sandbox.endpoint} (process {sandbox.pid})")


@command.command()
def stop() -> None:
    """Stop it; all it holds is gone."""
    sandbox = stop_sandbox()
    console.say(f"the sandbox at {sandbox.endpoint} is stopped" if sandbox else "no sandbox is up")


@command.command()
def status() -> None:
    """Say whether it is up, and where its log is; exit code 1 if it is not."""
    sandbox = _running()
    console.print_data(f"up at {sandbox.endpoint} (process {sandbox.pid}); log: {sandbox.log}")


@command.command()
def env() -> None:
    """Print what points AWS clients at it, for a shell: eval "$(ssmflow sandbox env)".

    What is set now and would lead them elsewhere is unset; a proxy is kept out of the way.

    With no sandbox up the eval fails, and points AWS clients at nothing at all: what the shell
    goes on to do is not done to a real account.
    """
    try:
        _print_environment(_running().endpoint)
    except SsmflowError:
        _print_environment(NOWHERE)
        console.print_data("false # there is no sandbox to point AWS clients at")
        raise


def _print_environment(address: str) -> None:
    wanted = sandbox_environment(address) | proxy_environment(os.environ)
    for name in sorted(os.environ):
        if is_aws_variable(name) and name not in wanted:
            console.print_data(f"unset {name}")
    for name, value in wanted.items():
        console.print_data(f"export {name}={shlex.quote(value)}")


def _running() -> Sandbox:
    sandbox = find_sandbox()
    if sandbox is None:
        message = "no sandbox is up. Start it: ssmflow sandbox start."
        raise SsmflowError(message)
    return sandbox
