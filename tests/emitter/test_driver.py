"""The driver, with a program in terraform's place that says what it is told to."""

import json
import os
import signal
import sys
import threading
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from ssmdsl import SsmflowError
from ssmflow_terraform.binary import Binary
from ssmflow_terraform.choices import Choices
from ssmflow_terraform.diagnostic import Diagnostic
from ssmflow_terraform.driver import Done, Driver
from ssmflow_terraform.errors import (
    InterruptedRunError,
    StateDamagedError,
    StateNotSavedError,
    TerraformError,
)
from ssmflow_terraform.event import Event, OnEvent, Outputs, Planned, Summary, Worked
from ssmflow_terraform.plan import Plan
from ssmflow_terraform.run import OnInterrupt
from ssmflow_terraform.state import EMPTY

if TYPE_CHECKING:
    from tests.conftest import Eventually

PLANNED = {"type": "planned_change", "change": {"resource": {"addr": "a.b"}, "action": "create"}}
DONE = {
    "type": "apply_complete",
    "hook": {"resource": {"addr": "a.b"}, "action": "create", "id_value": "i"},
}
STARTED = {"type": "apply_start", "hook": {"resource": {"addr": "a.b"}, "action": "create"}}
PLAN = {"type": "change_summary", "changes": {"add": 1, "operation": "plan"}}
APPLIED = {"type": "change_summary", "changes": {"add": 1, "operation": "apply"}}
OUTPUTS = {"type": "outputs", "outputs": {"x": {"value": 1}}}
FAILED = {
    "type": "diagnostic",
    "diagnostic": {"severity": "error", "summary": "No.", "range": {"filename": "a.tf"}},
}
HALTED = {
    "type": "diagnostic",
    "diagnostic": {"severity": "error", "summary": "execution halted"},
}
WARNED = {"type": "diagnostic", "diagnostic": {"severity": "warning", "summary": "Hm."}}

Say = Callable[..., Driver]


@pytest.fixture
def events() -> list[Event]:
    return []


@pytest.fixture
def say(tmp_path: Path, events: list[Event]) -> Say:
    """Make a driver of a terraform that prints these lines and ends with this status."""

    def make(
        *told: object,
        status: int = 0,
        errors: str = "",
        body: str = "",
        on_event: OnEvent = events.append,
        on_interrupt: OnInterrupt | None = None,
        **more: str,
    ) -> Driver:
        lines = [each if isinstance(each, str) else json.dumps(each) for each in told]
        script = tmp_path / "terraform"
        script.write_text(
            f"#!{sys.executable}\nimport os, signal, sys, time\n"
            f"print(*{lines!r}, sep='\\n', flush=True)\n"
            f"open('seen', 'w').write(repr((sys.argv[1:], dict(os.environ))))\n"
            f"sys.stderr.write({errors!r})\n{body}\nsys.exit({status})\n"
        )
        script.chmod(0o755)
        return Driver(
            binary=Binary(script, "1.9.0", is_tofu=False),
            folder=tmp_path,
            environment={"PATH": os.defpath, **more},
            origins={"a.tf": "a-rule"},
            on_event=on_event,
            on_interrupt=on_interrupt,
        )

    return make


def test_an_apply_hands_on_what_is_told_and_says_what_was_done(
    say: Say, events: list[Event], tmp_path: Path
) -> None:
    done = say(PLANNED, PLAN, "There are some problems", DONE, APPLIED, OUTPUTS, OWN="1").apply(
        Choices(variables=["a=b"])
    )

    assert done == Done(Summary("apply", add=1), {"x": 1})
    assert events == [
        Planned("a.b", "create"),
        Summary("plan", add=1),
        Worked("complete", "a.b", "create", "i"),
        Summary("apply", add=1),
        Outputs({"x": 1}),
    ]
    arguments, environment = eval((tmp_path / "seen").read_text())  # noqa: S307 - our own
    assert arguments[0] == "apply"
    assert "-var=a=b" in arguments
    assert environment["OWN"] == "1"
    assert "HOME" not in environment  # nothing is inherited
    log = tmp_path / "log" / "apply.jsonl"
    assert log.stat().st_mode & 0o777 == 0o600
    assert len(log.read_text().splitlines()) == 6


def test_a_plan_with_changes_is_no_failure(say: Say, tmp_path: Path) -> None:
    assert say(PLAN, status=2).plan(tmp_path / "p") is True
    assert say(PLAN).plan(tmp_path / "p") is False


def test_a_failure_is_retold_without_what_it_stopped(say: Say, tmp_path: Path) -> None:
    with pytest.raises(TerraformError) as caught:
        say(WARNED, FAILED, HALTED, HALTED, status=1).apply()

    assert caught.value.diagnostics == (
        Diagnostic("error", "No.", file="a.tf", remediation="a-rule"),
    )
    assert str(caught.value) == (
        'terraform apply failed with exit status 1\na.tf, remediation of "a-rule": No.\n'
        f"What it said is in {tmp_path / 'log' / 'apply.jsonl'}."
    )


def test_a_failure_without_a_diagnostic_is_retold_in_its_last_words(
    say: Say, tmp_path: Path
) -> None:
    with pytest.raises(TerraformError) as caught:
        say(status=1, errors="one\ntwo\n").init()

    assert caught.value.last_lines == "one\ntwo"


def test_the_last_words_are_not_events(say: Say) -> None:
    with pytest.raises(TerraformError) as caught:
        say(PLAN, "panic", status=2).apply()

    assert caught.value.last_lines == "panic"


def test_validate_says_what_is_wrong(say: Say) -> None:
    found = {"diagnostics": [FAILED["diagnostic"]]}

    assert [item.summary for item in say(found, status=1).validate()] == ["No."]
    assert say({"diagnostics": []}).validate() == ()
    with pytest.raises(TerraformError, match="terraform validate failed with exit status 1"):
        say("no JSON", status=1).validate()


def test_output_show_and_state_are_read(say: Say, tmp_path: Path) -> None:
    assert say({"x": {"value": {"a": 1}}}).output() == {"x": {"a": 1}}
    assert say({"resource_changes": []}).show(tmp_path / "p") == Plan(())
    tainted = {"mode": "managed", "type": "a", "name": "d", "instances": [{"status": "tainted"}]}
    assert say({"resources": [tainted]}).state().tainted == {"a.d"}
    assert say().state() == EMPTY
    with pytest.raises(StateDamagedError):
        say("no state").state()


def test_an_interrupt_reaches_terraform_once(
    say: Say, tmp_path: Path, eventually: "Eventually"
) -> None:
    counted: list[tuple[int, int]] = []
    driver = say(
        PLANNED,
        body=(
            "got = []\n"
            "signal.signal(signal.SIGINT, lambda *_: got.append(1))\n"
            "open('ready', 'w').close()\n"
            "end = time.monotonic() + 30\n"
            "while not got and time.monotonic() < end: time.sleep(0.01)\n"
            "time.sleep(0.3)\n"
            "open('got', 'w').write(str(len(got)))\n"
            "sys.exit(1)\n"
        ),
        on_interrupt=lambda count, process: counted.append((count, process)),
    )
    before = signal.getsignal(signal.SIGINT)

    def press() -> None:
        eventually((tmp_path / "ready").exists)
        os.kill(os.getpid(), signal.SIGINT)
        eventually(lambda: counted)
        os.kill(os.getpid(), signal.SIGTERM)

    presser = threading.Thread(target=press)
    presser.start()
    with pytest.raises(InterruptedRunError) as caught:
        driver.apply()
    presser.join()

    assert (tmp_path / "got").read_text() == "1"
    assert [count for count, _ in counted] == [1, 2]
    assert signal.getsignal(signal.SIGINT) is before
    assert str(caught.value) == (
        "terraform apply was interrupted, and stopped in good order: its state is kept\n"
        "The same command goes on from there.\n"
        f"What it said is in {tmp_path / 'log' / 'apply.jsonl'}."
    )


INTERRUPTED = (
    "signal.signal(signal.SIGINT, signal.SIG_IGN)\n"
    "os.kill(os.getppid(), signal.SIGINT)\n"
    "time.sleep(0.2)\n"
)


def test_an_interrupt_stops_the_work_though_this_command_ended_well(say: Say) -> None:
    with pytest.raises(InterruptedRunError):
        say(body=INTERRUPTED).init()


def test_an_interrupt_that_comes_too_late_for_an_apply_changes_nothing(say: Say) -> None:
    assert say(APPLIED, body=INTERRUPTED).apply().summary.add == 1


def test_a_terraform_that_is_killed_did_not_stop_in_good_order(say: Say, tmp_path: Path) -> None:
    body = f"{INTERRUPTED}os.kill(os.getpid(), signal.SIGKILL)\n"
    with pytest.raises(TerraformError) as caught:
        say(body=body).apply()

    assert type(caught.value) is TerraformError
    assert str(caught.value).startswith("terraform apply was ended by signal 9\n")


def test_a_log_is_not_shared_with_a_terraform_that_still_runs(say: Say, tmp_path: Path) -> None:
    say(APPLIED).apply()
    log = tmp_path / "log" / "apply.jsonl"
    with log.open("a") as orphan:
        say("second", APPLIED).apply()
        orphan.write("of the first\n")

    assert log.read_text() == f"second\n{json.dumps(APPLIED)}\n"


def test_a_callback_that_fails_leaves_no_terraform_behind(
    say: Say, tmp_path: Path, eventually: "Eventually"
) -> None:
    def fail(event: Event) -> None:
        eventually((tmp_path / "ready").exists)
        raise ZeroDivisionError

    driver = say(
        PLANNED,
        body=(
            "signal.signal(signal.SIGINT, lambda *_: (open('ended', 'w').close(), sys.exit(1)))\n"
            "open('ready', 'w').close()\n"
            "time.sleep(30)\n"
        ),
        on_event=fail,
    )
    with pytest.raises(ZeroDivisionError):
        driver.apply()

    assert (tmp_path / "ended").exists()


def test_a_program_that_is_no_terraform_is_not_believed(say: Say, tmp_path: Path) -> None:
    garbage = say("Hello.")
    calls: list[Callable[[], object]] = [
        lambda: garbage.plan(tmp_path / "p"),
        lambda: garbage.show(tmp_path / "p"),
        garbage.apply,
        garbage.output,
    ]
    for call in calls:
        with pytest.raises(TerraformError) as caught:
            call()
        assert (
            "ended without saying what terraform says at the end of that\nHello.\nWhat it said is"
        ) in str(caught.value)


def test_what_terraform_says_must_have_a_place(say: Say, tmp_path: Path) -> None:
    (tmp_path / "log").touch()

    with pytest.raises(SsmflowError) as caught:
        say().init()

    log = tmp_path / "log" / "init.jsonl"
    assert str(caught.value) == f"{log}: what terraform says cannot be kept here: File exists"


def test_a_state_that_could_not_be_saved_is_told_before_all_else(say: Say, tmp_path: Path) -> None:
    with pytest.raises(StateNotSavedError) as caught:
        say(FAILED, body="open('errored.tfstate', 'w').write('{}')", status=1).apply()

    assert caught.value.file == tmp_path / "errored.tfstate"


HELD = (
    "got = []\n"
    "signal.signal(signal.SIGINT, lambda *_: got.append(1))\n"
    "os.kill(os.getppid(), signal.SIGINT)\n"
    "end = time.monotonic() + 30\n"
    "while not os.path.exists('told') and time.monotonic() < end: time.sleep(0.01)\n"
    "open('early', 'w').write(str(len(got)))\n"
    f"print({json.dumps(STARTED)!r}, flush=True)\n"
    "while not got and time.monotonic() < end: time.sleep(0.01)\n"
    "open('late', 'w').write(str(len(got)))\n"
    "sys.exit(1)\n"
)


def test_an_interrupt_waits_where_terraform_would_drop_it(say: Say, tmp_path: Path) -> None:
    def tell(count: int, process: int) -> None:
        (tmp_path / "told").touch()

    def mark(event: Event) -> None:
        if isinstance(event, Summary):
            (tmp_path / "planned").touch()

    planned = "while not os.path.exists('planned'): time.sleep(0.01)\n"
    calls: list[Callable[[], object]] = [
        lambda: say(body=HELD, on_interrupt=tell).apply_plan(tmp_path / "p"),
        lambda: say(PLAN, body=f"{planned}{HELD}", on_interrupt=tell, on_event=mark).apply(),
    ]
    for call in calls:
        (tmp_path / "told").unlink(missing_ok=True)
        with pytest.raises(InterruptedRunError):
            call()
        assert (tmp_path / "early").read_text() == "0"
        assert (tmp_path / "late").read_text() == "1"


def test_a_callback_that_fails_after_an_interrupt_sends_no_second_one(
    say: Say, tmp_path: Path
) -> None:
    def fail(event: Event) -> None:
        if isinstance(event, Worked):
            raise ZeroDivisionError

    body = (
        "got = []\n"
        "signal.signal(signal.SIGINT, lambda *_: got.append(1))\n"
        "os.kill(os.getppid(), signal.SIGINT)\n"
        "end = time.monotonic() + 30\n"
        "while not got and time.monotonic() < end: time.sleep(0.01)\n"
        f"print({json.dumps(STARTED)!r}, flush=True)\n"
        "time.sleep(0.3)\n"
        "open('got', 'w').write(str(len(got)))\n"
    )
    with pytest.raises(ZeroDivisionError):
        say(body=body, on_event=fail).apply()

    assert (tmp_path / "got").read_text() == "1"


@pytest.mark.skipif(not Path("/proc").exists(), reason="processes are looked up in /proc")
def test_a_killed_terraform_leaves_no_provider_behind(
    say: Say, tmp_path: Path, eventually: "Eventually"
) -> None:
    with pytest.raises(TerraformError):
        say(
            body=(
                "import subprocess\n"
                "child = subprocess.Popen(['sleep', '60'])\n"
                "open('child', 'w').write(str(child.pid))\n"
                "os.kill(os.getpid(), signal.SIGKILL)\n"
            )
        ).apply()

    child = Path("/proc") / (tmp_path / "child").read_text()
    eventually(lambda: not child.exists() or status(child) == "Z")


def status(process: Path) -> str:
    return (process / "stat").read_text().rpartition(")")[2].split()[0]
