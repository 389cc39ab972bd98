import os
import pty
import subprocess
import sys
from pathlib import Path

import pytest

from ssmflow.console import confirm

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


SHOWING = """\
from ssmflow import console

with console.bar("working") as bar:
    bar.line("ready")
    input()
    for number in range(20):
        bar.line(str(number))
        bar.show("more", done=number, total=20)
print("done")
"""


def test_what_is_under_way_goes_on_when_the_screen_is_gone() -> None:
    master, slave = pty.openpty()
    process = subprocess.Popen(
        [sys.executable, "-c", SHOWING],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=slave,
        env={**os.environ, "TERM": "xterm"},
    )
    os.close(slave)
    while b"ready" not in os.read(master, 1000):
        pass
    os.close(master)

    told, _ = process.communicate(b"\n", timeout=60)

    assert (process.returncode, told) == (0, b"done\n")


COMMAND = [sys.executable, "-c", "from ssmflow.main import entry_point; entry_point()"]
DOCUMENT = """\
from ssmdsl import Document, Sleep

one = Document("One", description="{description}", steps=[Sleep("Wait", duration="PT1S")])
"""
PRINTING = [
    ["--version"],
    ["plan", "--help"],
    ["compile", "long.py"],
    ["doctor"],
]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "x.py").write_text(DOCUMENT.format(description="short"))
    (tmp_path / "long.py").write_text(DOCUMENT.format(description="long" * 5000))
    return tmp_path


def in_a_shell(folder: Path, redirection: str, *arguments: str) -> tuple[int, str]:
    """Run the command with its streams redirected, and return its exit code and its stderr."""
    done = subprocess.run(
        ["sh", "-c", f'exec "$@" {redirection}', "sh", *COMMAND, *arguments],
        cwd=folder,
        capture_output=True,
        text=True,
        env={"PATH": os.environ["PATH"], "HOME": str(folder), "AWS_EC2_METADATA_DISABLED": "true"},
    )
    return done.returncode, done.stderr


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="only Linux has a full device")
@pytest.mark.parametrize("unbuffered", ["", "1"])
@pytest.mark.parametrize("arguments", PRINTING)
def test_a_full_stdout_is_told(
    folder: Path, monkeypatch: pytest.MonkeyPatch, arguments: list[str], unbuffered: str
) -> None:
    monkeypatch.setenv("PYTHONUNBUFFERED", unbuffered)

    assert in_a_shell(folder, ">/dev/full", *arguments) == (
        1,
        "error: stdout cannot be written: No space left on device\n",
    )


@pytest.mark.parametrize("arguments", PRINTING)
def test_a_closed_stdout_is_told(folder: Path, arguments: list[str]) -> None:
    assert in_a_shell(folder, ">&-", *arguments) == (
        1,
        "error: stdout cannot be written: Bad file descriptor\n",
    )


def test_who_prints_nothing_needs_no_stdout(folder: Path) -> None:
    told = in_a_shell(folder, ">&-", "compile", "x.py", "-o", "x.json")

    assert told == (0, f"x.json: {(folder / 'x.json').stat().st_size} bytes\n")
    assert in_a_shell(folder, ">&- 2>&- <&-", "compile", "x.py", "-o", "y.json") == (0, "")
    assert (folder / "x.json").read_text() == (folder / "y.json").read_text()


@pytest.mark.parametrize("redirection", ["2>&-", "2>/dev/full"])
def test_a_stderr_that_takes_nothing_stops_nothing(folder: Path, redirection: str) -> None:
    if "full" in redirection and not Path("/dev/full").exists():
        pytest.skip("only Linux has a full device")

    assert in_a_shell(folder, redirection, "compile", "x.py", "-o", "x.json") == (0, "")
    assert in_a_shell(folder, redirection, "compile", "none.py") == (2, "")


@pytest.mark.parametrize("name", ["SIGHUP", "SIGTERM"])
def test_to_hang_up_is_to_stop(folder: Path, name: str) -> None:
    (folder / "x.py").write_text(f"import os, signal\nos.kill(os.getpid(), signal.{name})\n")

    assert in_a_shell(folder, "", "compile", "x.py") == (1, "\nerror: stopped\n")


def test_who_is_told_to_mind_no_hanging_up_goes_on(folder: Path) -> None:
    with (folder / "x.py").open("a") as file:
        file.write("import os, signal\nos.kill(os.getpid(), signal.SIGHUP)\n")
    done = subprocess.run(
        ["sh", "-c", 'trap "" HUP; exec "$@"', "sh", *COMMAND, "compile", "x.py"],
        cwd=folder,
        capture_output=True,
        text=True,
    )

    assert (done.returncode, done.stderr) == (0, "")


@pytest.mark.parametrize(
    ("answer", "is_yes"),
    [
        (b"y\n", True),
        (b"YES\n", True),
        (b" y", True),
        (b"\n", False),
        (b"n\n", False),
        (b"maybe\ny\n", False),
        (b"\xff\n", False),
        (b"y" + b" " * 200 + b"\n", False),
    ],
)
def test_only_a_yes_is_a_yes(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capfd: pytest.CaptureFixture[str],
    answer: bytes,
    is_yes: bool,
) -> None:
    (tmp_path / "answer").write_bytes(answer)
    with (tmp_path / "answer").open(encoding="utf-8") as stdin:
        monkeypatch.setattr(sys, "stdin", stdin)

        assert confirm("Do it?") is is_yes

    captured = capfd.readouterr()
    assert captured.out == ""
    assert captured.err.startswith("Do it? [y/N]: ")


@pytest.mark.parametrize(
    ("stdin", "after"),
    [
        ("/dev/null", "\nnobody answered; --auto-approve does it without asking\n"),
        ("/dev/zero", "\n"),  # has no end
    ],
)
def test_who_cannot_answer_says_no(
    monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str], stdin: str, after: str
) -> None:
    with Path(stdin).open() as opened:
        monkeypatch.setattr(sys, "stdin", opened)

        assert not confirm("Do it?")

    assert capfd.readouterr().err == f"Do it? [y/N]: {after}"
