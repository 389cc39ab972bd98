from dataclasses import dataclass, field

from ssmflow.progress import Progress
from ssmflow_terraform.diagnostic import Diagnostic
from ssmflow_terraform.event import Event, Outputs, Planned, Summary, Worked


@dataclass
class Shown:
    """A bar that remembers."""

    lines: list[str] = field(default_factory=list)
    steps: list[tuple[str, int, int]] = field(default_factory=list)

    def line(self, text: str) -> None:
        self.lines.append(text)

    def show(self, text: str, *, done: int, total: int) -> None:
        self.steps.append((text, done, total))


def test_each_resource_is_a_line_and_a_step_of_the_bar() -> None:
    shown = Shown()
    events: list[Event] = [
        Planned("a.b", "create"),
        Planned("a.c", "replace"),
        Summary("plan", add=2, remove=1),
        Worked("start", "a.c", "delete"),
        Worked("progress", "a.c", "delete", seconds=5),
        Worked("progress", "a.c", "delete", seconds=10),
        Worked("complete", "a.c", "delete"),
        Worked("complete", "a.b", "create", "the-id"),
        Worked("errored", "a.c", "create"),
        Diagnostic("warning", "Hm."),
        Diagnostic("error", "told at the end"),
        Outputs({}),
    ]

    progress = Progress(shown)
    for event in events:
        progress(event)

    assert shown.lines == [
        "still destroying a.c, for 10 s now",
        "destroyed a.c",
        "created   a.b  (the-id)",
        "failed    a.c",
        "warning: Hm.",
    ]
    assert shown.steps == [
        ("", 0, 3),
        ("a.c", 0, 3),
        ("a.c", 0, 3),
        ("a.c", 0, 3),
        ("a.c", 1, 3),
        ("a.b", 2, 3),
        ("a.c", 2, 3),
    ]
