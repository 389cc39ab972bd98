"""The only place that prints: what was asked for to stdout, talk to stderr."""

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, Protocol, TextIO

import click

if TYPE_CHECKING:
    from rich.progress import Progress


ANSWER_CHARACTERS = 100
"""How much of an answer is read."""


class OutputError(click.ClickException):
    """What the command was asked for cannot be written to stdout."""

    def __init__(self, *, reason: str) -> None:
        """Say why."""
        super().__init__(f"stdout cannot be written: {reason}")
        self.reason = reason


def hold_standard_streams() -> None:
    """Put something in the place of standard streams that are closed.

    Else the next file that is opened gets their number, and what is printed. What is put there
    gives and takes as little as a closed stream: to print to such a stdout is an error.
    """
    for name, mode, flags in (
        ("stdin", "r", os.O_RDONLY),
        ("stdout", "w", os.O_RDONLY),
        ("stderr", "w", os.O_WRONLY),
    ):
        if getattr(sys, name) is None:
            lowest_free = os.open(os.devnull, flags)
            setattr(sys, name, os.fdopen(lowest_free, mode, closefd=False))


def print_data(text: str) -> None:
    """Print what the command was asked for.

    Raises:
        OutputError: stdout does not take it.
    """
    with _to_stdout():
        click.echo(text)


def print_bytes(content: bytes) -> None:
    """Print what the command was asked for, byte for byte.

    Raises:
        OutputError: stdout does not take it.
    """
    with _to_stdout():
        click.echo(content, nl=False)


@contextmanager
def _to_stdout() -> Iterator[None]:
    try:
        yield
    except BrokenPipeError:  # whoever reads has read enough
        raise
    except OSError as error:
        raise output_error(error) from None


def output_error(error: OSError) -> OutputError:
    """Return the error of a stdout that takes nothing, and try it no more."""
    discard_output()
    return OutputError(reason=error.strerror or str(error))


def say(text: str, *, ends: bool = True) -> None:
    """Tell the user how it goes; what is under way goes on when nobody can read that any more.

    Args:
        text: what to say.
        ends: whether the line ends with it.
    """
    try:
        click.echo(text, err=True, nl=ends)
    except OSError:
        _discard(sys.stderr)


def error(text: str) -> None:
    """Tell the user what went wrong."""
    say(f"{click.style('error', fg='red')}: {text}")


def usage_error(found: click.UsageError) -> None:
    """Tell the user what is wrong with the command line, and where its help is."""
    if found.ctx is not None:
        say(found.ctx.get_usage())
        say(f"Help: {found.ctx.command_path} --help")
    error(found.format_message())


def confirm(question: str) -> bool:
    """Return whether the user says yes; anything else is a no, and so is nobody who answers."""
    say(f"{question} [y/N]: ", ends=False)
    is_asked = False
    try:
        is_asked = sys.stdin.isatty()
        answer = sys.stdin.readline(ANSWER_CHARACTERS)
    except KeyboardInterrupt:
        say("")
        return False
    except (OSError, ValueError):  # it cannot be read, or is no text
        answer = ""
    if not answer.endswith("\n"):
        say("")
    if not answer and not is_asked:
        say("nobody answered; --auto-approve does it without asking")
    return len(answer) < ANSWER_CHARACTERS and answer.strip().lower() in ("y", "yes")


def discard_output() -> None:
    """Let nothing more be written to a stdout that takes nothing, not even at the end."""
    _discard(sys.stdout)


def _discard(stream: TextIO) -> None:
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, stream.fileno())
    os.close(nowhere)


class Bar(Protocol):
    """How far something is."""

    def line(self, text: str) -> None:
        """Say a line, above the bar."""

    def show(self, text: str, *, done: int, total: int) -> None:
        """Show what is under way and how far it is; a total of 0 means that nobody knows."""


class _NoBar:
    """Lines alone, for where there is no screen."""

    def line(self, text: str) -> None:
        say(text)

    def show(self, text: str, *, done: int, total: int) -> None:
        """Show nothing."""


class _RichBar:
    """Lines above a bar."""

    def __init__(self, progress: "Progress", text: str) -> None:
        self._progress = progress
        self._task = progress.add_task(text, total=None)

    def line(self, text: str) -> None:
        try:
            self._progress.console.print(text, markup=False, highlight=False, soft_wrap=True)
        except OSError:  # the screen is gone; what is under way goes on
            _discard(sys.stderr)

    def show(self, text: str, *, done: int, total: int) -> None:
        self._progress.update(
            self._task, description=text, completed=done, total=total or None, refresh=False
        )


@contextmanager
def bar(text: str) -> Iterator[Bar]:
    """Show a bar while something is under way, if there is a screen to show it on."""
    if not sys.stderr.isatty() or os.environ.get("TERM") == "dumb":
        yield _NoBar()
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, SpinnerColumn, TextColumn

    columns: list[Any] = [
        SpinnerColumn(),
        BarColumn(bar_width=24),
        MofNCompleteColumn(),
        TextColumn("{task.description}", markup=False),
    ]
    progress = Progress(*columns, console=Console(stderr=True), transient=True)
    progress.start()
    try:
        yield _RichBar(progress, text)
    finally:
        try:
            progress.stop()
        except OSError:
            _discard(sys.stderr)
