"""One command of terraform, run to its end: what it tells is handed on, and it is never lost.

Terraform writes into a file, not into a pipe of ours: if this process is killed, terraform ends
its work in good order and its state is kept. It runs in a session of its own, so that Ctrl-C
reaches it through us alone, and once: a second one makes terraform drop what is under way.
"""

import os
import signal
import subprocess
import threading
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from ssmdsl.errors import SsmflowError
from ssmflow_terraform.event import Event, OnEvent, Summary, Worked, parse_event

POLL_SECONDS = 0.02
"""How often terraform is looked after."""

OnInterrupt = Callable[[int, int], None]
"""Told of each Ctrl-C while terraform runs: how many there were, and terraform's process."""


@dataclass(frozen=True)
class Run:
    """A command that has ended."""

    line: Sequence[str]
    """What was run."""
    status: int
    """Its exit status; negative for the signal that ended it."""
    events: Sequence[Event]
    """What it told."""
    log: Path
    """The file with all of that."""
    error_log: Path
    """The file with what it said besides."""
    interrupts: int
    """How often it was told to stop."""

    def text(self) -> str:
        """Return all that it printed."""
        return self.log.read_text(encoding="utf-8", errors="replace")

    def summary(self, *operations: str) -> Summary | None:
        """Return how many resources it counted at the end of one of these operations."""
        found = [event for event in self.events if isinstance(event, Summary)]
        return next((event for event in found if event.operation in operations), None)


class Runner:
    """Runs commands in one folder and one environment."""

    def __init__(
        self,
        *,
        folder: Path,
        environment: Mapping[str, str],
        origins: Mapping[str, str],
        on_event: OnEvent,
        on_interrupt: OnInterrupt,
    ) -> None:
        """Keep what is needed to run.

        Args:
            folder: where the commands work.
            environment: the whole of theirs.
            origins: emitted file → the remediation it was made from.
            on_event: is handed what they tell, as they tell it.
            on_interrupt: is told of each Ctrl-C.
        """
        self._folder = folder
        self._environment = dict(environment)
        self._origins = origins
        self._on_event = on_event
        self._on_interrupt = on_interrupt

    def run(self, line: Sequence[str], log: Path, error_log: Path, *, is_planned: bool) -> Run:
        """Run a command to its end.

        A callback that fails stops terraform in the way in which Ctrl-C does, and is raised then.

        Args:
            line: the command line.
            log: the file that what it prints goes to.
            error_log: the file that what it says besides goes to.
            is_planned: whether it does what was planned before, and so begins with that.

        Raises:
            SsmflowError: a log cannot be written.
        """
        events: list[Event] = []
        failures: list[BaseException] = []
        with _private(log) as output, _private(error_log) as errors, _interrupts() as interrupts:
            process = subprocess.Popen(  # noqa: S603 - the line was built by us
                line,
                cwd=self._folder,
                env=self._environment,
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=errors,
                start_new_session=True,
                umask=0o077,  # state and plans may hold secrets
            )
            told, handed_on, is_deaf = 0, False, is_planned
            for new in self._told(process, log):
                events += new
                is_deaf = _is_deaf(new, is_deaf)
                if (interrupts or failures) and not (handed_on or is_deaf):
                    handed_on = True
                    with suppress(ProcessLookupError):
                        process.send_signal(signal.SIGINT)
                try:
                    while not failures and new:
                        self._on_event(new.pop(0))
                    while not failures and len(interrupts) > told:
                        told += 1
                        self._on_interrupt(told, process.pid)
                except BaseException as error:
                    failures.append(error)
            if process.returncode < 0:  # it was killed, and leaves its provider behind
                with suppress(ProcessLookupError):
                    os.killpg(process.pid, signal.SIGTERM)
        if failures:
            raise failures[0]
        return Run(line, process.returncode, events, log, error_log, len(interrupts))

    def _told(self, process: "subprocess.Popen[bytes]", log: Path) -> Iterator[list[Event]]:
        """Yield what terraform has told since the last time, every while until it has ended."""
        with log.open(encoding="utf-8", errors="replace") as told:
            rest, ended = "", False
            while not ended:
                ended = process.poll() is not None
                *lines, rest = (rest + told.read()).split("\n")
                parsed = (parse_event(line, self._origins) for line in lines)
                yield [event for event in parsed if event is not None]
                if not ended:
                    time.sleep(POLL_SECONDS)


def _is_deaf(events: Sequence[Event], before: bool) -> bool:
    """Return whether terraform drops an interrupt that comes after these events.

    Between a plan and the first change of what was planned it does, and goes on as if there had
    been none.
    """
    for event in events:
        if isinstance(event, Worked):
            before = False
        elif isinstance(event, Summary) and event.operation == "plan":
            before = True
    return before


@contextmanager
def _private(path: Path) -> Iterator[int]:
    """Open a new file that its owner alone can read: outputs may hold secrets.

    The one before is left to a terraform that may still write to it, its ssmflow being gone.
    """
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.unlink(missing_ok=True)
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except OSError as error:
        message = f"{path}: what terraform says cannot be kept here: {error.strerror}"
        raise SsmflowError(message) from None
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
    named = [getattr(signal, name, None) for name in ("SIGINT", "SIGTERM", "SIGHUP")]
    signals = [number for number in named if number and not _is_ignored(number)]
    before = [signal.signal(number, lambda got, _: collected.append(got)) for number in signals]
    try:
        yield collected
    finally:
        for number, handler in zip(signals, before, strict=True):
            signal.signal(number, handler)


def _is_ignored(number: int) -> bool:
    """Return whether a signal is to have no effect, as SIGHUP has under nohup."""
    return signal.getsignal(number) is signal.SIG_IGN
