import os
import pty
import subprocess
import sys

PROGRAM = """
from ssmflow.console import bar
with bar("working") as shown:
    shown.line("made [one] of them")
    shown.show("under way", done=1, total=2)
    shown.line("last")
"""


def on_a_screen(**environment: str) -> str:
    """Run the program with a terminal as its stderr, and return all that is shown there."""
    master, slave = pty.openpty()
    process = subprocess.Popen(
        [sys.executable, "-c", PROGRAM],
        stderr=slave,
        env={**os.environ, "COLUMNS": "80", **environment},
    )
    os.close(slave)
    shown = b""
    while True:
        try:
            read = os.read(master, 4096)
        except OSError:  # the other end is closed
            break
        if not read:
            break
        shown += read
    os.close(master)
    assert process.wait() == 0
    return shown.decode()


def test_on_a_screen_there_is_a_bar_below_the_lines() -> None:
    shown = on_a_screen(TERM="xterm")

    assert "made [one] of them\r\n" in shown
    assert "1/2" in shown
    assert "under way" in shown


def test_without_a_screen_there_are_lines_alone() -> None:
    done = subprocess.run(
        [sys.executable, "-c", PROGRAM], capture_output=True, text=True, check=True
    )

    assert (done.stdout, done.stderr) == ("", "made [one] of them\nlast\n")
    assert on_a_screen(TERM="dumb") == "made [one] of them\r\nlast\r\n"
