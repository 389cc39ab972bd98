import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import threading
from pathlib import Path

import pytest

from ssmdsl import MissingRequirementError
from ssmdsl.sandbox import (
    Sandbox,
    SandboxPortError,
    SandboxPortInUseError,
    SandboxRunningError,
    SandboxSilentError,
    SandboxStartError,
    SandboxStateError,
    find_sandbox,
    lifecycle,
    start_sandbox,
    stop_sandbox,
    wait_for_sandbox,
)
from ssmdsl.sandbox.state import open_log, record
from ssmdsl.sandbox.state import state_folder as folder_of_state


def is_listening(port: int, address: str = "127.0.0.1") -> bool:
    with socket.socket() as probe:
        probe.settimeout(1)
        return probe.connect_ex((address, port)) == 0


def test_a_sandbox_is_started_found_and_stopped(state_folder: Path) -> None:
    assert find_sandbox() is None
    assert stop_sandbox() is None
    assert not state_folder.exists()

    started = start_sandbox(0)

    assert started.endpoint == f"http://127.0.0.1:{started.port}"
    assert started.log == state_folder / f"sandbox-{started.port}.log"
    assert find_sandbox() == started
    assert (start_sandbox(), start_sandbox(0), start_sandbox(started.port)) == (started,) * 3
    with pytest.raises(SandboxRunningError) as caught:
        start_sandbox(4589)
    assert str(caught.value) == (
        f"a sandbox runs on port {started.port} already. Stop it first: ssmflow sandbox stop."
    )

    assert stop_sandbox() == started
    assert find_sandbox() is None
    assert not is_listening(started.port)
    assert stop_sandbox() is None


def test_it_listens_on_the_loopback_address_and_on_no_other(sandbox: Sandbox) -> None:
    assert is_listening(sandbox.port)
    assert not is_listening(sandbox.port, "127.0.0.2")


def test_a_sandbox_that_has_just_begun_can_be_called_and_stopped(state_folder: Path) -> None:
    started = start_sandbox(0, wait=False)

    assert is_listening(started.port)
    assert stop_sandbox() == started
    assert not is_listening(started.port)


def test_two_that_start_at_once_start_one(state_folder: Path) -> None:
    start = "from ssmdsl.sandbox import start_sandbox; print(start_sandbox(0))"
    starters = [
        subprocess.Popen([sys.executable, "-c", start], stdout=subprocess.PIPE, text=True)
        for _ in range(2)
    ]
    told = {starter.communicate()[0] for starter in starters}

    assert told == {f"{find_sandbox()}\n"}


def test_after_a_kill_there_is_none_and_another_starts(state_folder: Path) -> None:
    killed = start_sandbox(0)
    os.kill(killed.pid, signal.SIGKILL)

    started = start_sandbox(killed.port)

    assert started.pid != killed.pid
    assert started.port == killed.port
    assert find_sandbox() == started


def test_the_sandbox_is_nobodys_child(state_folder: Path) -> None:
    script = """if True:
        import os, signal
        from ssmdsl.sandbox import find_sandbox, start_sandbox

        os.kill(start_sandbox(0).pid, signal.SIGKILL)
        while find_sandbox(): pass
        try:
            os.waitpid(-1, os.WNOHANG)
        except ChildProcessError:
            print("no child, not even an ended one")
    """
    command = [sys.executable, "-c", script]
    ran = subprocess.run(command, capture_output=True, text=True, check=True, timeout=60)

    assert ran.stdout == "no child, not even an ended one\n"


@pytest.mark.parametrize(
    "text",
    [
        pytest.param('{"port": 1, "pi', id="cut short"),
        pytest.param("[]", id="of another kind"),
        pytest.param('{"port": 1, "pid": 1, "log": "/nowhere/sandbox.log"}', id="of a lost log"),
    ],
)
def test_a_record_that_says_nothing_is_passed_over(state_folder: Path, text: str) -> None:
    state_folder.mkdir()
    (state_folder / "sandbox.json").write_text(text)

    assert find_sandbox() is None
    assert stop_sandbox() is None
    assert not (state_folder / "sandbox.json").exists()


def test_a_record_from_before_a_reboot_names_no_process_of_today(state_folder: Path) -> None:
    state_folder.mkdir()
    (state_folder / "sandbox-1.log").touch()
    ours = {"port": 1, "pid": os.getpid(), "log": str(state_folder / "sandbox-1.log")}
    (state_folder / "sandbox.json").write_text(json.dumps(ours))

    assert find_sandbox() is None
    assert stop_sandbox() is None  # and this process still runs
    started = start_sandbox(0, wait=False)
    wait_for_sandbox(started)
    assert find_sandbox() == started


def test_a_process_that_does_not_say_who_it_is_is_not_ended(state_folder: Path) -> None:
    state_folder.mkdir()
    with open_log(state_folder, 1):
        record(Sandbox(port=1, pid=os.getpid(), log=state_folder / "sandbox-1.log"))

        assert find_sandbox() is None
        with pytest.raises(SandboxSilentError) as caught:
            stop_sandbox()
    assert str(caught.value) == (
        f"the sandbox that {state_folder}/sandbox.json names does not answer on port 1 of"
        f" 127.0.0.1. End its process, {os.getpid()}, where it runs: on this machine, or on"
        " another one that shares the folder."
    )


def test_a_port_of_another_program_is_left_to_it(state_folder: Path) -> None:
    with socket.socket() as foreign:
        foreign.bind(("0.0.0.0", 0))  # noqa: S104 - as another program may
        foreign.listen()
        port = foreign.getsockname()[1]

        with pytest.raises(SandboxPortInUseError) as caught:
            start_sandbox(port)
        assert str(caught.value) == (
            f"port {port} of 127.0.0.1 is in use by another program."
            " Choose another: ssmflow sandbox start --port NUMBER."
        )
    assert find_sandbox() is None


def test_a_sandbox_that_does_not_say_where_its_log_is_is_one_of_another_folder(
    state_folder: Path,
) -> None:
    with socket.create_server(("127.0.0.1", 0)) as older:
        port = older.getsockname()[1]

        def answer() -> None:
            with older.accept()[0] as connection:
                connection.recv(4096)
                told = b'{"server": "ssmflow sandbox", "pid": 7}'
                connection.sendall(b"HTTP/1.0 200 OK\r\n\r\n" + told)

        server = threading.Thread(target=answer)
        server.start()
        with pytest.raises(SandboxPortInUseError) as caught:
            start_sandbox(port)
        server.join()
    assert str(caught.value) == (
        f"port {port} of 127.0.0.1 is in use by another ssmflow sandbox: process 7."
        " Choose another: ssmflow sandbox start --port NUMBER."
    )


def test_another_server_at_the_recorded_port_is_not_the_sandbox(state_folder: Path) -> None:
    state_folder.mkdir()
    with socket.create_server(("127.0.0.1", 0)) as foreign:
        port = foreign.getsockname()[1]

        def answer() -> None:
            with foreign.accept()[0] as connection:
                connection.sendall(b'HTTP/1.0 200 OK\r\n\r\n{"pid": "mine"}')

        server = threading.Thread(target=answer)
        server.start()
        with open_log(state_folder, port):
            record(Sandbox(port=port, pid=os.getpid(), log=state_folder / f"sandbox-{port}.log"))
            assert find_sandbox() is None
        server.join()


@pytest.fixture
def at_default_port(monkeypatch: pytest.MonkeyPatch) -> int:
    """A port that is the default one for a test, whatever runs on this machine."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = int(free.getsockname()[1])
    monkeypatch.setattr(lifecycle, "DEFAULT_PORT", port)
    return port


@pytest.mark.parametrize("record", [None, '{"port": 1, "pi'], ids=["lost", "damaged"])
def test_a_sandbox_without_its_record_is_found_by_its_log(
    state_folder: Path, record: str | None
) -> None:
    started = start_sandbox(0)
    (state_folder / "sandbox.json").unlink()
    if record:
        (state_folder / "sandbox.json").write_text(record)

    assert find_sandbox() == started
    with pytest.raises(SandboxRunningError):
        start_sandbox(4589)
    assert start_sandbox() == started
    assert json.loads((state_folder / "sandbox.json").read_text()) == {
        "port": started.port,
        "pid": started.pid,
        "log": str(started.log),
    }

    (state_folder / "sandbox.json").unlink()
    assert stop_sandbox() == started
    assert not is_listening(started.port)


def test_a_sandbox_without_its_folder_is_found_at_the_default_port(
    state_folder: Path, at_default_port: int
) -> None:
    started = start_sandbox()
    assert started.port == at_default_port
    shutil.rmtree(state_folder)

    assert find_sandbox() == started
    assert started.log.is_file()
    assert start_sandbox() == started

    shutil.rmtree(state_folder)
    assert stop_sandbox() == started
    assert not is_listening(started.port)
    assert find_sandbox() is None


def test_the_sandbox_of_another_folder_is_left_to_it(
    state_folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, at_default_port: int
) -> None:
    others = start_sandbox()
    with monkeypatch.context() as own:
        own.setenv("SSMFLOW_STATE_DIR", str(tmp_path / "own"))

        assert find_sandbox() is None
        assert stop_sandbox() is None
        with pytest.raises(SandboxPortInUseError) as caught:
            start_sandbox()
    assert str(caught.value) == (
        f"port {others.port} of 127.0.0.1 is in use by another ssmflow sandbox: process"
        f" {others.pid}, whose state is in {state_folder}."
        " Choose another: ssmflow sandbox start --port NUMBER."
    )
    assert find_sandbox() == others


@pytest.mark.parametrize("port", [65536, -1])
def test_a_number_that_is_no_port_is_refused(state_folder: Path, port: int) -> None:
    with pytest.raises(SandboxPortError) as caught:
        start_sandbox(port)

    assert str(caught.value) == (
        f"port {port} of 127.0.0.1 is not a port: 0 to 65535."
        " Choose another: ssmflow sandbox start --port NUMBER."
    )


def test_a_folder_that_cannot_be_written_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "file").touch()
    monkeypatch.setenv("SSMFLOW_STATE_DIR", str(tmp_path / "file" / "state"))

    assert find_sandbox() is None
    assert stop_sandbox() is None
    with pytest.raises(SandboxStateError) as caught:
        start_sandbox(0)
    assert str(caught.value) == (
        f"the sandbox keeps where it runs in {tmp_path}/file/state, which cannot be written:"
        " Not a directory. Name another folder in SSMFLOW_STATE_DIR."
    )


def test_a_start_that_fails_shows_the_end_of_the_log(
    state_folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "flask.py").write_text("raise RuntimeError('broken')")
    monkeypatch.setenv("PYTHONPATH", str(tmp_path), prepend=os.pathsep)

    with pytest.raises(SandboxStartError) as caught:
        start_sandbox(0)

    first, *_, last = str(caught.value).splitlines()
    assert first == f"the sandbox did not start; its log {caught.value.log} ends with:"
    assert last == "RuntimeError: broken"
    assert find_sandbox() is None


@pytest.mark.parametrize(
    ("environment", "folder"),
    [
        ({"SSMFLOW_STATE_DIR": "/own", "XDG_STATE_HOME": "/xdg"}, "/own"),
        ({"SSMFLOW_STATE_DIR": "~/own", "HOME": "/home/user"}, "/home/user/own"),
        ({"XDG_STATE_HOME": "/xdg"}, "/xdg/ssmflow"),
        ({"HOME": "/home/user"}, "/home/user/.local/state/ssmflow"),
    ],
)
def test_where_it_runs_is_kept_in_the_users_state_folder(
    monkeypatch: pytest.MonkeyPatch, environment: dict[str, str], folder: str
) -> None:
    for name in ("SSMFLOW_STATE_DIR", "XDG_STATE_HOME"):
        monkeypatch.delenv(name, raising=False)
    for name, value in environment.items():
        monkeypatch.setenv(name, value)

    assert folder_of_state() == Path(folder)


def test_a_missing_extra_is_named(state_folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with monkeypatch.context() as without_packages:
        without_packages.setattr(sys, "path", [])
        for name in [name for name in sys.modules if name.partition(".")[0] in ("moto", "flask")]:
            without_packages.delitem(sys.modules, name)
        with pytest.raises(MissingRequirementError) as caught:
            start_sandbox(0)

    assert str(caught.value) == (
        "the sandbox needs moto, which is not installed."
        " Install it with: pip install 'ssmflow[sandbox]'."
    )


def test_this_package_needs_nothing_of_the_extra() -> None:
    script = """if True:
        import sys
        import ssmdsl.sandbox

        print({"boto3", "flask", "moto", "werkzeug"} & sys.modules.keys())
    """
    ran = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)

    assert ran.stdout == "set()\n"
