"""From the user's file to a terraform that is ready to work: what the deploying commands share.

In this order: load the file, find terraform, ask which account and Region it is, hold the working
folder of that, start the sandbox if it is wanted, put the module into the folder, run init if it
is needed. AWS is asked, and changed by nothing here.
"""

import os
from collections.abc import Collection, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import click

from ssmdsl.errors import did_you_mean, one_of
from ssmdsl.sandbox import (
    Sandbox,
    proxy_environment,
    sandbox_environment,
    start_sandbox,
    wait_for_sandbox,
)
from ssmflow import console
from ssmflow.changes import load_deployable, require_template
from ssmflow.options import TerraformOptions
from ssmflow.project import require_file
from ssmflow_terraform.account import Account
from ssmflow_terraform.binary import Binary, find_terraform
from ssmflow_terraform.choices import Choices
from ssmflow_terraform.declarations import declared_resources, declared_variables
from ssmflow_terraform.driver import Driver
from ssmflow_terraform.environment import account_environment, sandbox_child_environment
from ssmflow_terraform.errors import (
    InterruptedRunError,
    OutsideState,
    OutsideStateError,
    TerraformError,
    UnfinishedApplyError,
)
from ssmflow_terraform.event import OnEvent
from ssmflow_terraform.module import emit_module, named_resources, remediation_files
from ssmflow_terraform.outside_state import outside_state
from ssmflow_terraform.provider_mirror import find_provider
from ssmflow_terraform.state import State
from ssmflow_terraform.workspace import IN_SANDBOX, Workspace


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
    files: Collection[str]
    """The names of the module's files; none where it is used as it was emitted last."""
    named: Mapping[str, str]
    """The address of each resource that has a name → that, with no variable set."""

    @property
    def target(self) -> str:
        """What is worked on, for people."""
        if self.sandbox:
            return f"the sandbox at {self.sandbox.endpoint}"
        return str(self.workspace.place)

    @property
    def has_defaults(self) -> bool:
        """Whether all of the module is deployed, with no variable set in any way."""
        return not (
            self.choices.variables
            or self.choices.variable_files
            or self.choices.targets
            or any(name.startswith("TF_VAR_") for name in self.environment)
            or self.workspace.has_foreign_files(self.files)
        )

    def state(self) -> State:
        """Return what is deployed, as the state knows it.

        Raises:
            SsmflowError: it cannot be read, or is of another account or Region.
        """
        return self.workspace.state(self.driver())

    def outside(self, wanted: Mapping[str, str], state: State) -> list[OutsideState]:
        """Return what exists, of the resources wanted, without the state's knowing it.

        Args:
            wanted: the address of each resource that has a name → that.
            state: what is deployed.
        """
        return outside_state(wanted, state, Account(self.environment))

    def begun(self, state: State) -> list[OutsideState]:
        """Return what an apply that was cut off has made, without the state's knowing it."""
        return self.outside(self.workspace.begun.ours(state.names), state)

    def require_free(self, wanted: Mapping[str, str], state: State) -> None:
        """Make sure that the names of what would be created are free.

        Raises:
            OutsideStateError: some are not.
        """
        found = self.outside(wanted, state)
        if found:
            raise OutsideStateError(resources=found)

    def require_finished(self, state: State) -> None:
        """Make sure that no apply that was cut off has made what the state does not know.

        Raises:
            UnfinishedApplyError: one has.
        """
        found = self.begun(state)
        if found:
            raise UnfinishedApplyError(resources=found, file=self.workspace.begun.file)

    @contextmanager
    def creating(self, wanted: Mapping[str, str], state: State) -> Iterator[None]:
        """Keep account of what is begun meanwhile, whatever cuts it off.

        Args:
            wanted: the address of each resource that will be created → its name.
            state: what is deployed before.

        Raises:
            OutsideStateError: some of the names are not free.
        """
        self.require_free(wanted, state)
        begun = self.workspace.begun
        begun.begin(wanted, state.names)
        try:
            yield
        except InterruptedRunError:
            begun.settle(errored_may_exist=True)
            raise
        except OutsideStateError:
            begun.settle(errored_may_exist=False)
            raise
        except TerraformError as error:
            if error.exit_status >= 0:  # else it was killed, and its log is all that is known
                begun.settle(errored_may_exist=False)
            raise

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
        # A copy: what the user's file does to the environment meanwhile is put back.
        binary = aside.submit(find_terraform, options.terraform, dict(os.environ))
        remediations = load_deployable(path, parameters=options.parameters).require_remediations()
        files = emit_module(remediations)
    terraform = binary.result()
    workspace = _workspace(path, options)
    region = (workspace.place or IN_SANDBOX).region
    named = named_resources(remediations, region)
    emitted = _Emitted(files, remediation_files(remediations), named)
    with _ready(workspace, options, terraform, emitted) as ready:
        yield ready


@dataclass(frozen=True)
class _Emitted:
    """A module, and what is known of it."""

    files: Mapping[str, str]
    origins: Mapping[str, str]
    named: Mapping[str, str]


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
        reads_state_only: whether AWS is called for nothing but the account and the Region, so
            that the sandbox need not be up.
    """
    if options.parameters:
        require_template(path)
    if not Workspace(path, None).folder.parent.exists():
        require_file(path)  # before AWS is asked for an account
    binary = find_terraform(options.terraform)
    workspace = _workspace(path, options)
    if not workspace.is_new:
        with _ready(workspace, options, binary, is_local=reads_state_only) as ready:
            yield ready
    elif options.backend or options.backend_config:
        with deployment(path, options) as ready:
            yield ready
    else:
        require_file(path)
        yield None


def _workspace(path: Path, options: TerraformOptions) -> Workspace:
    """Return the working folder, of the account and Region that the credentials lead to."""
    place = None if options.sandbox else Account(account_environment(os.environ)).place()
    return Workspace(path, place)


@contextmanager
def _ready(
    workspace: Workspace,
    options: TerraformOptions,
    binary: Binary,
    emitted: _Emitted | None = None,
    *,
    is_local: bool = False,
) -> Iterator[Deployment]:
    with workspace.held():
        if not is_local:
            workspace.require_room_for_state()
        _require_declared(options.choices, workspace, emitted.files if emitted else {})
        needs_sandbox = options.sandbox and not (is_local and not workspace.has_backend)
        sandbox = start_sandbox(wait=False) if needs_sandbox else None
        if emitted is not None:
            workspace.write(emitted.files)
        workspace.pin()
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
            origins=emitted.origins if emitted else {},
            files=emitted.files.keys() if emitted else (),
            named=emitted.named if emitted else {},
        )
        workspace.make_ready(
            ready.driver(), backend=options.backend, settings=options.backend_config
        )
        if sandbox is not None:
            wait_for_sandbox(sandbox)
        yield ready


def _require_declared(choices: Choices, workspace: Workspace, files: Mapping[str, str]) -> None:
    """Make sure that the options name what the module has: terraform passes over other targets.

    Args:
        choices: the options.
        workspace: where the module lies, or will.
        files: the module that will, if it is to be written.

    Raises:
        click.BadParameter: it has none of that name.
    """
    there = workspace.module_texts()
    if there is None:
        return  # somebody has added files to it that only terraform can read
    texts = [*there, *(text for name, text in files.items() if name.endswith(".tf"))]
    for given in choices.variables:
        name = given.partition("=")[0].strip()
        _require_one_of(name, declared_variables(texts), "--var", "variable")
    for given in choices.targets:
        address = given.partition("[")[0]
        _require_one_of(address, declared_resources(texts), "--target", "resource")


def _require_one_of(name: str, declared: Sequence[str], option: str, what: str) -> None:
    declared = sorted(set(declared))
    if name not in declared:
        near = did_you_mean(name, declared)
        message = f'the module has no {what} "{name}", only {one_of(declared, limit=50)}.{near}'
        context = click.get_current_context(silent=True)
        raise click.BadParameter(message, context, param_hint=option)


def _environment(options: TerraformOptions, sandbox: Sandbox | None) -> dict[str, str]:
    if not options.sandbox:
        return account_environment(os.environ)
    client = sandbox_environment(sandbox.endpoint) if sandbox else {}
    return sandbox_child_environment(os.environ, client | proxy_environment(os.environ))


def _say_interrupt(count: int, process: int) -> None:
    if count == 1:
        console.say("Stopping terraform, which keeps its state …")
    else:
        console.say(
            f"Still stopping. To lose what is under way instead: kill -9 {process}, then run the"
            " same command again."
        )
