"""The only place that prints: what was asked for to stdout, talk to stderr."""

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, Protocol, TextIO

import click

if TYPE_CHECKING:
    from rich.progress import Progress


def print_data(text: str) -> None:
    """Print what the command was asked for."""
    click.echo(text)


def print_bytes(content: bytes) -> None:
    """Print what the command was asked for, byte for byte."""
    click.echo(content, nl=False)


def say(text: str) -> None:
    """Tell the user how it goes; what is under way goes on when nobody reads that any more."""
    try:
        click.echo(text, err=True)
    except BrokenPipeError:
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
    """Return whether the user says yes; nobody who could answer is a no."""
    try:
        return click.confirm(question, err=True)
    except click.Abort:
        say("")
        return False


def discard_output() -> None:
    """Let nothing more be written to a stdout that nobody reads."""
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
        self._progress.console.print(text, markup=False, highlight=False, soft_wrap=True)

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
    with Progress(*columns, console=Console(stderr=True), transient=True) as progress:
        yield _RichBar(progress, text)
