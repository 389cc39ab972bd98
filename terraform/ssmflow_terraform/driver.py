"""Drives terraform in one folder: each command is built in one place and run in another.

Takes a folder with a module, an environment and what to do; gives typed results. What terraform
tells is handed on as it tells it. Prints nothing and asks nothing.

Terraform writes into a file, not into a pipe of ours: if this process is killed, terraform ends
its work in good order and its state is kept. It runs in a session of its own, so that Ctrl-C
reaches it through us alone, and once.

Source: https://developer.hashicorp.com/terraform/cli/commands
"""

import json
import os
import signal
import subprocess
import threading
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ssmflow_terraform.binary import Binary
from ssmflow_terraform.command_line import NO_CHOICES, Choices, CommandLines
from ssmflow_terraform.diagnostic import Diagnostic
from ssmflow_terraform.errors import InterruptedRunError
from ssmflow_terraform.event import Event, OnEvent, Outputs, Summary, parse_event
from ssmflow_terraform.failure import failure
from ssmflow_terraform.plan import Plan

LOG_FOLDER = "log"
"""The folder, within the working folder, that keeps what terraform said last, by command."""
POLL_SECONDS = 0.02
"""How often terraform is looked after."""
HAS_CHANGES = 2
"""The status of a plan that would change something."""
LAST_LINES = 15
"""How much of what terraform said is told when it fails without a diagnostic."""

OnInterrupt = Callable[[int, int], None]
"""Told of each Ctrl-C while terraform runs: how many there were, and terraform's process."""


@dataclass(frozen=True)
class Done:
    """What an apply or a destroy did."""

    summary: Summary
    """How many resources were changed."""
    outputs: Mapping[str, Any]
    """The module's outputs."""


@dataclass(frozen=True)
class _Run:
    """A command that has ended."""

    line: Sequence[str]
    status: int
    events: Sequence[Event]
    log: Path
    error_log: Path
    interrupts: int

    def text(self) -> str:
        return self.log.read_text(encoding="utf-8", errors="replace")


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
        self._environment = dict(environment)
        self._origins = dict(origins or {})
        self._on_event = on_event or (lambda event: None)
        self._on_interrupt = on_interrupt or (lambda count, process: None)
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
        """Make a plan, keep it in a file, and return whether it would change anything."""
        line = self._lines.plan_line(plan_file, choices, destroy=destroy)
        return self._run("plan", line, allowed=(0, HAS_CHANGES)).status == HAS_CHANGES

    def show(self, plan_file: Path) -> Plan:
        """Return what a plan would do."""
        return Plan.of(json.loads(self._run("show", self._lines.show_line(plan_file)).text()))

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
        return self._done(self._run("apply", line, ends=True))

    def destroy(self, choices: Choices = NO_CHOICES) -> Done:
        """Destroy all that the state knows, without asking."""
        line = self._lines.apply_line(choices, destroy=True)
        return self._done(self._run("destroy", line, ends=True))

    def import_resource(self, address: str, name: str, choices: Choices = NO_CHOICES) -> None:
        """Take a resource that exists into the state."""
        self._run("import", self._lines.import_line(address, name, choices))

    def tainted(self) -> set[str]:
        """Return the addresses of resources whose creation was cut off: they exist, half known.

        Source: https://developer.hashicorp.com/terraform/cli/state/taint
        """
        run = self._run("state-pull", self._lines.state_pull_line())
        state = json.loads(run.text().strip() or "{}")
        return {
            f"{resource['type']}.{resource['name']}{_key(instance)}"
            for resource in state.get("resources", [])
            for instance in resource.get("instances", [])
            if instance.get("status") == "tainted"
        }

    def untaint(self, address: str) -> None:
        """Keep a resource that was to be made anew."""
        self._run("untaint", self._lines.untaint_line(address))

    def output(self) -> dict[str, Any]:
        """Return the module's outputs, by name; nothing where nothing was applied."""
        told = json.loads(self._run("output", self._lines.output_line()).text())
        return {name: output["value"] for name, output in told.items()}

    def _done(self, run: _Run) -> Done:
        summaries = [event for event in run.events if isinstance(event, Summary)]
        outputs = [event.values for event in run.events if isinstance(event, Outputs)]
        done = [summary for summary in summaries if summary.operation != "plan"]
        return Done(done[-1] if done else Summary("apply"), outputs[-1] if outputs else {})

    def _failed(self, run: _Run) -> Exception:
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
                diagnostics=[item for item in errors if "interrupt" not in item.summary.lower()],
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
        self, name: str, line: Sequence[str], allowed: Sequence[int] = (0,), *, ends: bool = False
    ) -> _Run:
        """Run a command line to its end.

        Args:
            name: what its log is called.
            line: the command line.
            allowed: the statuses that are no failure.
            ends: whether it is the last of what the user asked for, so that an interrupt which
                came too late for it has nothing left to stop.

        Raises:
            SsmflowError: its status is none of those allowed, or it was interrupted.
        """
        folder = self.folder / LOG_FOLDER
        folder.mkdir(parents=True, exist_ok=True)
        log, error_log = folder / f"{name}.jsonl", folder / f"{name}.stderr"
        events: list[Event] = []
        with _private(log) as output, _private(error_log) as errors, _interrupts() as interrupts:
            process = subprocess.Popen(  # noqa: S603 - the line was built above
                line,
                cwd=self.folder,
                env=self._environment,
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=errors,
                start_new_session=True,
            )
            try:
                for event in self._events(process, log, interrupts):
                    events.append(event)
                    self._on_event(event)
            except BaseException:
                # A callback failed, or ours is to end: terraform must not go on unwatched.
                _interrupt(process)
                process.wait()
                raise
        run = _Run(line, process.returncode, events, log, error_log, len(interrupts))
        if run.status not in allowed or (run.interrupts and not ends):
            raise self._failed(run)
        return run

    def _events(
        self, process: "subprocess.Popen[bytes]", log: Path, interrupts: Sequence[int]
    ) -> Iterator[Event]:
        """Yield what terraform tells until it has ended; hand the first interrupt on to it."""
        seen = 0
        with log.open(encoding="utf-8", errors="replace") as told:
            rest = ""
            while True:
                ended = process.poll() is not None
                *lines, rest = (rest + told.read()).split("\n")
                for line in lines:
                    event = parse_event(line, self._origins)
                    if event is not None:
                        yield event
                if ended:
                    return
                while len(interrupts) > seen:
                    if not seen:
                        _interrupt(process)
                    seen += 1
                    self._on_interrupt(seen, process.pid)
                time.sleep(POLL_SECONDS)


def _key(instance: Mapping[str, Any]) -> str:
    """Return which of several instances it is, as it stands in an address: `[0]`."""
    return f"[{json.dumps(instance['index_key'])}]" if "index_key" in instance else ""


def _interrupt(process: "subprocess.Popen[bytes]") -> None:
    if process.poll() is None:
        process.send_signal(signal.SIGINT)


@contextmanager
def _private(path: Path) -> Iterator[int]:
    """Open a new file that its owner alone can read: outputs may hold secrets.

    The one before is left to a terraform that may still write to it, its ssmflow being gone.
    """
    path.unlink(missing_ok=True)
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    try:
        yield descriptor
    finally:
        os.close(descriptor)


@contextmanager
def _interrupts() -> Iterator[list[int]]:
    """Collect the interrupts that come meanwhile, in the place of what they would do."""
    collected: list[int] = []
    if threading.current_thread() is not threading.main_thread():
        yield collected  # only the main thread is told of signals
        return
    signals = (signal.SIGINT, signal.SIGTERM)
    before = [signal.signal(number, lambda got, _: collected.append(got)) for number in signals]
    try:
        yield collected
    finally:
        for number, handler in zip(signals, before, strict=True):
            signal.signal(number, handler)
