"""From the user's file to a terraform that is ready to work: what the deploying commands share.

In this order: load the file, find terraform, hold the working folder, start the sandbox if it is
wanted, put the module into the folder, run init if it is needed. Nothing reaches AWS here.
"""

import os
from collections.abc import Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from ssmdsl.sandbox import Sandbox, sandbox_environment, start_sandbox, wait_for_sandbox
from ssmflow import console
from ssmflow.options import TerraformOptions
from ssmflow.project import load_project, require_file
from ssmflow_terraform.binary import Binary, find_terraform
from ssmflow_terraform.command_line import Choices
from ssmflow_terraform.driver import Driver
from ssmflow_terraform.environment import account_environment, sandbox_child_environment
from ssmflow_terraform.event import OnEvent
from ssmflow_terraform.module import emit_module, remediation_files
from ssmflow_terraform.provider_mirror import find_provider
from ssmflow_terraform.workspace import Workspace


@dataclass(frozen=True)
class Deployment:
    """A terraform that is ready to work on what one file describes."""

    workspace: Workspace
    """The folder in which it works."""
    choices: Choices
    """What is passed through to it."""
    sandbox: Sandbox | None
    """The local AWS that it works on; `None` for the caller's account."""
    binary: Binary
    """The terraform itself."""
    environment: Mapping[str, str]
    """The environment that it runs in."""
    origins: Mapping[str, str]
    """Emitted file → the remediation it was made from."""

    @property
    def target(self) -> str:
        """What is worked on, for people."""
        return f"the sandbox at {self.sandbox.endpoint}" if self.sandbox else "your account"

    def driver(self, on_event: OnEvent | None = None) -> Driver:
        """Return terraform, which hands on what it tells."""
        return Driver(
            binary=self.binary,
            folder=self.workspace.folder,
            environment=self.environment,
            origins=self.origins,
            on_event=on_event,
            on_interrupt=_say_interrupt,
        )


@contextmanager
def deployment(path: Path, options: TerraformOptions) -> Iterator[Deployment]:
    """Give a terraform that is ready, and hold its working folder meanwhile.

    Raises:
        SsmflowError: the file, the machine or terraform is in the way.
    """
    with ThreadPoolExecutor(max_workers=1) as aside:  # terraform's answer takes as long as the file
        binary = aside.submit(find_terraform, options.terraform)
        remediations = load_project(path).require_remediations()
        files = emit_module(remediations)
    with _ready(path, options, binary.result(), files, remediation_files(remediations)) as ready:
        yield ready


@contextmanager
def existing_deployment(
    path: Path, options: TerraformOptions, *, reads_state_only: bool = False
) -> Iterator[Deployment | None]:
    """Give the terraform of what was deployed before; `None` where nothing was.

    The module is used as it was emitted last: the file may be gone, or be broken. Where the
    working folder is new and the options name a backend, the file is what is deployed there.

    Args:
        path: the user's file.
        options: what the user said about the run.
        reads_state_only: whether AWS is not called, so that the sandbox need not be up.
    """
    workspace = _workspace(path, options)
    if not workspace.is_new:
        binary = find_terraform(options.terraform)
        with _ready(path, options, binary, None, {}, is_local=reads_state_only) as ready:
            yield ready
    elif options.backend or options.backend_config:
        with deployment(path, options) as ready:
            yield ready
    else:
        require_file(path)
        yield None


def _workspace(path: Path, options: TerraformOptions) -> Workspace:
    return Workspace(path, "sandbox" if options.sandbox else "account")


@contextmanager
def _ready(
    path: Path,
    options: TerraformOptions,
    binary: Binary,
    files: Mapping[str, str] | None,
    origins: Mapping[str, str],
    *,
    is_local: bool = False,
) -> Iterator[Deployment]:
    workspace = _workspace(path, options)
    with workspace.held():
        needs_sandbox = options.sandbox and not (is_local and not workspace.has_backend)
        sandbox = start_sandbox(wait=False) if needs_sandbox else None
        if files is not None:
            workspace.write(files)
        environment = _environment(options, sandbox)
        configuration = workspace.cli_configuration_file(find_provider(binary, os.environ))
        if configuration is not None:
            environment["TF_CLI_CONFIG_FILE"] = str(configuration)
        ready = Deployment(
            workspace=workspace,
            choices=options.choices,
            sandbox=sandbox,
            binary=binary,
            environment=environment,
            origins=origins,
        )
        workspace.make_ready(
            ready.driver(), backend=options.backend, settings=options.backend_config
        )
        if sandbox is not None:
            wait_for_sandbox(sandbox)
        yield ready


def _environment(options: TerraformOptions, sandbox: Sandbox | None) -> dict[str, str]:
    if not options.sandbox:
        return account_environment(os.environ)
    client = sandbox_environment(sandbox.endpoint) if sandbox else {}
    return sandbox_child_environment(os.environ, client)


def _say_interrupt(count: int, process: int) -> None:
    if count == 1:
        console.say("Stopping: terraform finishes what is under way and keeps its state …")
    else:
        console.say(
            f"Still stopping. To lose what is under way instead: kill -9 {process}, then run the"
            " same command again."
        )
