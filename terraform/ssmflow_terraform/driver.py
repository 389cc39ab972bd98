"""Drives terraform in one folder: each command is built in one place and run in another.

Takes a folder with a module, an environment and what to do; gives typed results. What terraform
tells is handed on as it tells it. Prints nothing and asks nothing.

Source: https://developer.hashicorp.com/terraform/cli/commands
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ssmflow_terraform.binary import Binary
from ssmflow_terraform.choices import NO_CHOICES, Choices
from ssmflow_terraform.command_line import CommandLines
from ssmflow_terraform.diagnostic import Diagnostic
from ssmflow_terraform.errors import (
    InterruptedRunError,
    StateDamagedError,
    StateNotSavedError,
    UnknownVariableError,
)
from ssmflow_terraform.event import OnEvent, Outputs, Summary
from ssmflow_terraform.failure import failure
from ssmflow_terraform.plan import Plan
from ssmflow_terraform.run import OnInterrupt, Run, Runner
from ssmflow_terraform.state import State

LOG_FOLDER = "log"
"""The folder, within the working folder, that keeps what terraform said last, by command."""
UNSAVED_STATE_FILE = "errored.tfstate"
"""Where terraform puts a state that it cannot save."""
HAS_CHANGES = 2
"""The status of a plan that would change something."""
UNKNOWN_VARIABLE = "Value for undeclared variable"
"""What terraform warns of when a file has a variable that the module has not."""
LAST_LINES = 15
"""How much of what terraform said is told when it fails without a diagnostic."""


@dataclass(frozen=True)
class Done:
    """What an apply or a destroy did."""

    summary: Summary
    """How many resources were changed."""
    outputs: Mapping[str, Any]
    """The module's outputs."""
    was_interrupted: bool = False
    """Whether it was told to stop when there was nothing left to stop."""


class Driver:
    """Terraform, at work in one folder."""

    def __init__(
        self,
        *,
        binary: Binary,
        folder: Path,
        environment: Mapping[str, str],
        origins: Mapping[str, str] | None = None,
        on_event: OnEvent | None = None,
        on_interrupt: OnInterrupt | None = None,
    ) -> None:
        """Keep what is needed to run; nothing runs yet.

        Args:
            binary: the terraform to run.
            folder: where the module lies, and lock file and state will.
            environment: the whole environment of terraform and its provider.
            origins: emitted file → the remediation it was made from.
            on_event: is handed what terraform tells, as it tells it.
            on_interrupt: is told of each Ctrl-C that comes while terraform runs.
        """
        self.binary = binary
        self.folder = folder
        self._origins = dict(origins or {})
        self._runner = Runner(
            folder=folder,
            environment=environment,
            origins=self._origins,
            on_event=on_event or (lambda event: None),
            on_interrupt=on_interrupt or (lambda count, process: None),
        )
        self._lines = CommandLines(binary.path, folder)

    def init(self, *, backend_file: Path | None = None) -> None:
        """Make the folder ready: backend, provider, lock file.

        Raises:
            ProviderNotFoundError: the provider is not to be had.
            TerraformError: anything else that terraform says no to.
        """
        self._run("init", self._lines.init_line(backend_file=backend_file))

    def validate(self) -> tuple[Diagnostic, ...]:
        """Return what is wrong with the module; nothing if it is valid."""
        run = self._run("validate", self._lines.validate_line(), allowed=(0, 1))
        try:
            found = json.loads(run.text())["diagnostics"]
        except (ValueError, KeyError):
            raise self._failed(run) from None
        return tuple(Diagnostic.of(given, self._origins) for given in found)

    def plan(
        self, plan_file: Path, choices: Choices = NO_CHOICES, *, destroy: bool = False
    ) -> bool:
        """Make a plan, keep it in a file, and return whether it would change anything.

        Raises:
            UnknownVariableError: a file of variables has one that the module has not.
            TerraformError: terraform says no.
        """
        line = self._lines.plan_line(plan_file, choices, destroy=destroy)
        run = self._run("plan", line, allowed=(0, HAS_CHANGES))
        if run.summary("plan") is None:  # whatever it was, terraform it was not
            raise self._failed(run)
        diagnostics = [item for item in run.events if isinstance(item, Diagnostic)]
        unknown = [item for item in diagnostics if item.summary == UNKNOWN_VARIABLE]
        if unknown:
            raise UnknownVariableError(
                findings=[item.detail.partition(". ")[0].partition("\n")[0] for item in unknown]
            )
        return run.status == HAS_CHANGES

    def show(self, plan_file: Path) -> Plan:
        """Return what a plan would do."""
        return Plan.of(self._told("show", self._lines.show_line(plan_file)))

    def apply(self, choices: Choices = NO_CHOICES) -> Done:
        """Plan and do it, without asking.

        Raises:
            OutsideStateError: resources exist already that the state does not know.
            InterruptedRunError: it was told to stop; the state is kept.
            TerraformError: anything else that terraform says no to.
        """
        return self._done(self._run("apply", self._lines.apply_line(choices), ends=True))

    def apply_plan(self, plan_file: Path, choices: Choices = NO_CHOICES) -> Done:
        """Do what a plan says; of the choices only the parallelism still counts."""
        line = self._lines.apply_plan_line(plan_file, parallelism=choices.parallelism)
        return self._done(self._run("apply", line, ends=True, is_planned=True))

    def destroy(self, choices: Choices = NO_CHOICES) -> Done:
        """Destroy all that the state knows, without asking."""
        line = self._lines.apply_line(choices, destroy=True)
        return self._done(self._run("destroy", line, ends=True))

    def state(self) -> State:
        """Return what the state knows, wherever it is kept.

        Raises:
            StateDamagedError: it is no state.
            TerraformError: it is not to be had.
        """
        run = self._run("state-pull", self._lines.state_pull_line())
        try:
            return State.of(run.text())
        except ValueError as error:
            raise StateDamagedError(place=self.folder, reason=str(error), is_local=False) from None

    def untaint(self, address: str) -> None:
        """Keep a resource that was to be made anew."""
        self._run("untaint", self._lines.untaint_line(address))

    def output(self) -> dict[str, Any]:
        """Return the module's outputs, by name; nothing where nothing was applied."""
        told = self._told("output", self._lines.output_line())
        return {name: output["value"] for name, output in told.items()}

    def _told(self, name: str, line: Sequence[str]) -> Any:
        """Return the JSON object that a command prints."""
        run = self._run(name, line)
        try:
            told = json.loads(run.text())
        except ValueError:
            told = None
        if not isinstance(told, dict):
            raise self._failed(run)
        return told

    def _done(self, run: Run) -> Done:
        summary = run.summary("apply", "destroy")
        if summary is None:
            raise self._failed(run)
        outputs = [event.values for event in run.events if isinstance(event, Outputs)]
        return Done(summary, outputs[-1] if outputs else {}, was_interrupted=run.interrupts > 0)

    def _failed(self, run: Run) -> Exception:
        unsaved = self.folder / UNSAVED_STATE_FILE
        if unsaved.exists():  # it did not when the command began
            return StateNotSavedError(file=unsaved)
        found = [event for event in run.events if isinstance(event, Diagnostic)]
        stopped = [item for item in found if item.summary != "execution halted"]
        errors = [item for item in stopped if item.severity == "error"]
        said = run.error_log.read_text(encoding="utf-8", errors="replace").strip()
        if not errors and not said:
            said = "\n".join(line for line in run.text().splitlines() if not line.startswith("{"))
        last = "" if errors else "\n".join(said.splitlines()[-LAST_LINES:])
        if run.interrupts and run.status >= 0:
            return InterruptedRunError(
                command=[self.binary.path.name, *run.line[1:2]],
                exit_status=run.status,
                diagnostics=[item for item in errors if not _is_of_interrupt(item)],
                log=run.log,
                advice="The same command goes on from there.",
            )
        return failure(
            command=[self.binary.path.name, *run.line[1:2]],
            exit_status=run.status,
            diagnostics=errors,
            last_lines=last,
            log=run.log if run.log.stat().st_size else run.error_log,
        )

    def _run(
        self,
        name: str,
        line: Sequence[str],
        allowed: Sequence[int] = (0,),
        *,
        ends: bool = False,
        is_planned: bool = False,
    ) -> Run:
        """Run a command line to its end.

        Args:
            name: what its log is called.
            line: the command line.
            allowed: the statuses that are no failure.
            ends: whether it is the last of what the user asked for, so that an interrupt which
                came too late for it has nothing left to stop.
            is_planned: whether it does what was planned before, and so begins with that.

        Raises:
            SsmflowError: its status is none of those allowed, or it was interrupted.
        """
        folder = self.folder / LOG_FOLDER
        run = self._runner.run(
            line, folder / f"{name}.jsonl", folder / f"{name}.stderr", is_planned=is_planned
        )
        if run.status not in allowed or (run.interrupts and not ends):
            raise self._failed(run)
        return run


def _is_of_interrupt(item: Diagnostic) -> bool:
    """Return whether a diagnostic says no more than that the work was interrupted."""
    said = f"{item.summary} {item.detail}".lower()
    return "interrupt" in item.summary.lower() or "context canceled" in said
