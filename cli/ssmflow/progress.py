"""Tells how terraform gets on: one line a resource, and a bar where there is a screen."""

from collections.abc import Iterator
from contextlib import contextmanager

from ssmflow.console import Bar, bar
from ssmflow_terraform.diagnostic import Diagnostic
from ssmflow_terraform.event import Event, OnEvent, Planned, Summary, Worked

WORKS = {"replace": 2, "import": 0, "forget": 0}
"""How often terraform tells that it has done something with a resource; once, if it is not here."""
DONE = {"create": "created", "update": "updated", "delete": "destroyed"}
"""What has been done, by terraform's word for doing it."""
UNDER_WAY = {"create": "creating", "update": "updating", "delete": "destroying"}
"""What is being done, likewise."""
SLOW_SECONDS = 10
"""How long a resource takes before a line says that it is still under way."""


class Progress:
    """Turns what terraform tells into lines."""

    def __init__(self, to: Bar) -> None:
        """Begin with nothing known."""
        self._bar = to
        self._total = 0
        self._done = 0

    def __call__(self, event: Event) -> None:
        """Say what there is to say of an event; errors are told at the end, by the command."""
        if isinstance(event, Planned):
            self._total += WORKS.get(event.action, 1)
        elif isinstance(event, Summary):
            if event.operation == "plan":
                self._bar.show("", done=0, total=self._total)
        elif isinstance(event, Diagnostic):
            if event.severity == "warning":
                self._bar.line(f"warning: {event}")
        elif isinstance(event, Worked):
            self._worked(event)

    def _worked(self, event: Worked) -> None:
        if event.stage == "complete":
            self._done += 1
            name = f"  ({event.id})" if event.id else ""
            self._bar.line(f"{DONE.get(event.action, event.action):9} {event.address}{name}")
        elif event.stage == "errored":
            self._bar.line(f"{'failed':9} {event.address}")
        elif event.stage == "progress" and event.seconds >= SLOW_SECONDS:
            doing = UNDER_WAY.get(event.action, event.action)
            self._bar.line(f"still {doing} {event.address}, for {event.seconds:.0f} s now")
        self._bar.show(event.address, done=self._done, total=self._total)


@contextmanager
def progress(text: str) -> Iterator[OnEvent]:
    """Give what a driver hands its events to, and show them while it is under way."""
    with bar(text) as shown:
        yield Progress(shown)
