"""What is said of the user's file, by the command that only loads it."""

import io
import json
import os
import subprocess
import sys
from pathlib import Path
from types import ModuleType
from typing import TYPE_CHECKING

import pytest

import ssmdsl
import ssmflow
from ssmflow.project import load_project
from ssmflow.python_file import is_users
from ssmflow_terraform.workspace import Workspace

if TYPE_CHECKING:
    from tests.command.conftest import Run

DOCUMENT = """\
from ssmdsl import Document, Sleep

{name} = Document("{title}", steps=[Sleep("Wait", duration="PT1S")])
"""

YAML = """\
schemaVersion: '0.3'
mainSteps:
  - name: Wait
    action: aws:sleep
    inputs:
      Duration: PT1S
"""

WRITTEN_IN = "documents are written in .py, .yaml, .yml, .json and .template files"


def test_no_such_file(run: "Run", tmp_path: Path) -> None:
    (tmp_path / "vpc_flow_logs.py").touch()

    ran = run("compile", "vpc_flow_log.py")

    assert (ran.code, ran.out) == (2, "")
    assert ran.err == (
        'error: vpc_flow_log.py: there is no such file. Did you mean "vpc_flow_logs.py"?\n'
    )


@pytest.mark.parametrize("command", [["compile"], ["emit", "-o", "m"], ["plan"], ["destroy"]])
def test_a_folder(run: "Run", tmp_path: Path, command: list[str]) -> None:
    (tmp_path / "x.py").mkdir()

    ran = run(*command, "x.py")

    assert (ran.code, ran.out, ran.err) == (
        2,
        "",
        f"error: x.py: this is a folder; {WRITTEN_IN}\n",
    )


def test_a_pipe(run: "Run", tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "x.py")

    ran = run("compile", "x.py")

    assert (ran.code, ran.err) == (
        2,
        f"error: x.py: this is not a regular file; {WRITTEN_IN}\n",
    )


def test_a_name_that_no_file_can_have(run: "Run") -> None:
    name = "x" * 300 + ".py"

    ran = run("compile", name)

    assert (ran.code, ran.err) == (2, f"error: {name}: it cannot be read: File name too long\n")


def test_a_link_to_nothing_is_not_what_was_meant(run: "Run", tmp_path: Path) -> None:
    (tmp_path / "x.py").symlink_to("gone.py")

    ran = run("compile", "x.py")

    assert (ran.code, ran.err) == (2, "error: x.py: there is no such file.\n")


@pytest.mark.parametrize("name", ["", ".", "..", "../..", "/"])
@pytest.mark.parametrize("command", ["compile", "plan", "apply", "destroy", "output"])
def test_no_working_folder_is_taken_from_outside(
    run: "Run", tmp_path: Path, command: str, name: str
) -> None:
    (tmp_path / "sandbox").mkdir()
    (tmp_path / "sandbox" / "ssmflow-ready.json").write_text("{}")

    ran = run(command, name)

    assert (ran.code, ran.out) == (2, "")
    assert ran.err.endswith(
        f"error: Invalid value for 'PATH': \"{Path(name)}\" is a folder; {WRITTEN_IN}\n"
    )


@pytest.mark.parametrize("name", ["..py", "...py"])
def test_a_name_of_dots_is_a_name(run: "Run", tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_text(DOCUMENT.format(name="one", title="One"))

    assert run("compile", name).code == 0
    assert Workspace(Path(name), None).folder == tmp_path / ".ssmflow" / name / "sandbox"


def test_a_file_of_another_kind(run: "Run", tmp_path: Path) -> None:
    (tmp_path / "x.toml").touch()

    ran = run("compile", "x.toml")

    assert (ran.code, ran.err) == (
        2,
        f"error: x.toml: this is no file of documents; {WRITTEN_IN}\n",
    )


def test_a_file_that_does_not_parse(run: "Run", tmp_path: Path) -> None:
    (tmp_path / "x.py").write_text("a = 1\nb = (\n")

    ran = run("compile", "x.py")

    assert (ran.code, ran.out) == (1, "")
    assert ran.err == (
        'error: x.py: this is not Python:\n  File "x.py", line 2\n    b = (\n        ^\n'
        "SyntaxError: '(' was never closed\n"
    )


def test_a_file_that_is_nested_too_deeply(run: "Run", tmp_path: Path) -> None:
    (tmp_path / "x.py").write_text(f"a = {'-' * 100_000}1\n")

    ran = run("compile", "x.py")

    assert (ran.code, ran.out, ran.err) == (
        1,
        "",
        "error: x.py: Python cannot compile it: an expression in it is nested too deeply\n",
    )


def test_bytes_that_are_no_text(run: "Run", tmp_path: Path) -> None:
    (tmp_path / "x.py").write_bytes(b"a = '\xff'\x00")

    ran = run("compile", "x.py")

    assert ran.code == 1
    assert ran.err.startswith("error: x.py: this is not Python:\n")
    assert "Traceback" not in ran.err


def test_an_exception_keeps_the_users_frames_alone(run: "Run", tmp_path: Path) -> None:
    (tmp_path / "beside.py").write_text("def work():\n    return {}['a']\n")
    (tmp_path / "x.py").write_text("import beside\n\nbeside.work()\n")

    ran = run("compile", "x.py")

    assert (ran.code, ran.out) == (1, "")
    # Which Pythons mark the place below a line differs.
    assert [line for line in ran.err.splitlines() if line.strip(" ~^")] == [
        "error: x.py: it fails when it is run:",
        f'  File "{tmp_path / "x.py"}", line 3, in <module>',
        "    beside.work()",
        f'  File "{tmp_path / "beside.py"}", line 2, in work',
        "    return {}['a']",
        "KeyError: 'a'",
    ]


@pytest.mark.parametrize(
    ("raised", "said"),
    [("BaseException('x')", "BaseException: x"), ("GeneratorExit", "GeneratorExit")],
)
def test_whatever_is_raised_is_told_like_an_exception(
    run: "Run", tmp_path: Path, raised: str, said: str
) -> None:
    (tmp_path / "x.py").write_text(f"raise {raised}\n")

    ran = run("compile", "x.py")

    assert (ran.code, ran.out) == (1, "")
    assert ran.err == (
        "error: x.py: it fails when it is run:\n"
        f'  File "{tmp_path / "x.py"}", line 1, in <module>\n    raise {raised}\n{said}\n'
    )


def test_an_interrupt_stops_the_command(run: "Run", tmp_path: Path) -> None:
    (tmp_path / "x.py").write_text("raise KeyboardInterrupt\n")

    ran = run("compile", "x.py")

    assert (ran.code, ran.out, ran.err) == (1, "", "\nerror: stopped\n")


def test_what_is_wrong_with_a_step_is_told_with_its_line(run: "Run", tmp_path: Path) -> None:
    (tmp_path / "x.py").write_text(
        "from ssmdsl.aws import logs\n\nlogs.PutRetentionPolicy(\n    retentionInDays='60',\n)\n"
    )

    ran = run("compile", "x.py")

    assert (ran.code, ran.out) == (1, "")
    assert ran.err == (
        'error: x.py:3: step "PutRetentionPolicy", inputs.logGroupName: is required\n'
        'x.py:3: step "PutRetentionPolicy", inputs.retentionInDays: "60" is not an integer;'
        " write 60\n"
    )


def test_a_file_that_ends_the_program(run: "Run", tmp_path: Path) -> None:
    (tmp_path / "x.py").write_text("import sys\nsys.exit(0)\n")

    ran = run("compile", "x.py")

    assert (ran.code, ran.err) == (
        1,
        "error: x.py:2: it ends the program with sys.exit(0); take that out\n",
    )


def test_nothing_in_it(run: "Run", tmp_path: Path) -> None:
    (tmp_path / "x.py").write_text("a = 1\n")

    assert run("compile", "x.py").err == "error: x.py: it defines no Document at module level\n"
    for command in (["emit", "-o", "m"], ["plan"], ["apply"]):
        ran = run(*command, "x.py")
        assert (ran.code, ran.err) == (
            1,
            "error: x.py: it defines no Remediation at module level, so there is nothing to"
            " deploy. A Remediation ties a rule to a document.\n",
        )
    assert not (tmp_path / "m").exists()
    assert not (tmp_path / ".ssmflow").exists()


def test_several_documents_need_a_choice(run: "Run", tmp_path: Path) -> None:
    (tmp_path / "x.py").write_text(
        DOCUMENT.format(name="one", title="One") + DOCUMENT.format(name="two", title="Two")
    )

    assert run("compile", "x.py").err == (
        'error: x.py: it defines "One", "Two"; choose one with --document NAME\n'
    )
    assert run("compile", "x.py", "--document", "Too").err == (
        'error: x.py: it defines no document "Too", only "One", "Two". Did you mean "Two"?\n'
    )
    assert run("compile", "x.py", "--document", "Two").code == 0


def test_two_documents_of_one_name(run: "Run", tmp_path: Path) -> None:
    (tmp_path / "x.py").write_text(
        DOCUMENT.format(name="one", title="One") + DOCUMENT.format(name="two", title="One")
    )

    assert run("compile", "x.py").err == (
        'error: x.py: it defines more than one document named "One"\n'
    )


def test_what_it_prints_does_not_get_into_the_document(run: "Run", tmp_path: Path) -> None:
    (tmp_path / "x.py").write_text("print('hello')\n" + DOCUMENT.format(name="one", title="One"))

    ran = run("compile", "x.py")

    assert ran.out.startswith('{\n  "schemaVersion": "0.3",\n')
    assert ran.err == "hello\n"


@pytest.mark.parametrize("command", ["compile", "graph"])
def test_nor_does_it_as_a_program_whatever_it_prints_and_when(tmp_path: Path, command: str) -> None:
    document = DOCUMENT.format(name="one", title="One")
    (tmp_path / "quiet.py").write_text(document)
    (tmp_path / "x.py").write_text(
        "import atexit, sys\n"
        "print('hello')\n"
        "sys.stdout.write('written\\n')\n"
        "atexit.register(print, 'goodbye')\n" + document
    )
    program = [sys.executable, "-c", "from ssmflow.main import entry_point; entry_point()"]

    quiet, done = (
        subprocess.run(
            [*program, command, tmp_path / name], capture_output=True, text=True, check=True
        )
        for name in ("quiet.py", "x.py")
    )

    assert (done.stdout, quiet.stderr) == (quiet.stdout, "")
    assert done.stderr == "hello\nwritten\ngoodbye\n"


def test_nor_does_what_it_writes_below_python(run: "Run", tmp_path: Path) -> None:
    document = DOCUMENT.format(name="one", title="One")
    (tmp_path / "x.py").write_text(document)
    printed = run("compile", "x.py").out
    (tmp_path / "x.py").write_text(
        "import os, sys\n"
        "os.write(1, b'written\\n')\n"
        "os.system('echo shouted')\n"
        "sys.__stdout__.write('kept back\\n')\n" + document
    )

    ran = run("compile", "x.py")

    assert (ran.code, ran.out) == (0, printed)
    assert ran.err == "written\nshouted\nkept back\n"


def test_who_closes_stdout_does_not_silence_the_command(run: "Run", tmp_path: Path) -> None:
    (tmp_path / "x.py").write_text("import sys\nprint('hello', end='')\nsys.stdout.close()\n")

    ran = run("compile", "x.py")

    assert (ran.code, ran.out) == (1, "")
    assert ran.err == "helloerror: x.py: it defines no Document at module level\n"


def test_a_stdout_without_a_number_will_do(
    run: "Run", tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "x.py").write_text("print('hello')\n" + DOCUMENT.format(name="one", title="One"))
    monkeypatch.setattr(sys, "stdout", io.StringIO())

    ran = run("compile", "x.py", "-o", "one.json")

    assert (ran.code, ran.out) == (0, "")
    assert ran.err.startswith("hello\none.json: ")


@pytest.mark.parametrize("end", ["", "raise SystemExit\n"])
def test_where_it_goes_is_not_where_the_command_goes(run: "Run", tmp_path: Path, end: str) -> None:
    (tmp_path / "away").mkdir()
    (tmp_path / "x.py").write_text(
        DOCUMENT.format(name="one", title="One")
        + "import os, sys\nos.chdir('away')\nsys.path.clear()\n"
        + end
    )
    path = list(sys.path)

    ran = run("compile", "x.py", "-o", "one.json")

    assert ran.code == (1 if end else 0)
    assert Path.cwd() == tmp_path
    assert sys.path == path
    assert (tmp_path / "one.json").exists() == (not end)
    assert not [*(tmp_path / "away").iterdir()]


def test_whose_account_it_is_is_not_the_files_to_say(
    run: "Run", tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("AWS_PROFILE", "mine")
    (tmp_path / "x.py").write_text(
        DOCUMENT.format(name="one", title="One")
        + "import os\nos.environ.update(AWS_PROFILE='theirs', AWS_REGION='eu-west-1')\n"
    )

    assert run("compile", "x.py").code == 0

    assert (os.environ["AWS_PROFILE"], os.environ.get("AWS_REGION")) == ("mine", None)


def test_who_closes_pythons_own_stdout_does_not_silence_the_command(tmp_path: Path) -> None:
    (tmp_path / "x.py").write_text(
        DOCUMENT.format(name="one", title="One") + "import sys\nsys.__stdout__.close()\n"
    )
    command = [sys.executable, "-c", "from ssmflow.main import entry_point; entry_point()"]

    done = subprocess.run(
        [*command, "compile", "x.py"], cwd=tmp_path, capture_output=True, text=True
    )

    assert (done.returncode, done.stderr) == (0, "")
    assert json.loads(done.stdout)["schemaVersion"] == "0.3"


def test_a_working_directory_that_is_gone(
    run: "Run", tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "x.py").write_text(DOCUMENT.format(name="one", title="One"))
    (tmp_path / "gone").mkdir()
    monkeypatch.chdir(tmp_path / "gone")
    (tmp_path / "gone").rmdir()

    assert run("compile", tmp_path / "x.py").code == 0


def test_a_list_of_documents_counts_and_nothing_is_left_behind(run: "Run", tmp_path: Path) -> None:
    (tmp_path / "beside.py").write_text("NAME = 'One'\n")
    (tmp_path / "x.py").write_text(
        "import beside\nfrom ssmdsl import Document, Sleep\n\n"
        "documents = [Document(beside.NAME, steps=[Sleep('Wait', duration='PT1S')])]\n"
        "again = documents[0]\n"
    )

    assert run("compile", "x.py").code == 0
    assert sorted(path.name for path in tmp_path.iterdir()) == ["beside.py", "x.py"]


@pytest.mark.parametrize("kind", ["folder", "file"])
def test_compile_writes_a_file(run: "Run", tmp_path: Path, kind: str) -> None:
    (tmp_path / "x.py").write_text(DOCUMENT.format(name="one", title="One"))
    if kind == "folder":
        ran = run("compile", "x.py", "-o", "none/one.json")
        assert (ran.code, ran.err) == (
            1,
            "error: none/one.json: it cannot be written: No such file or directory\n",
        )
        return
    printed = run("compile", "x.py").out
    ran = run("compile", "x.py", "-o", "one.json")

    assert (ran.code, ran.out) == (0, "")
    assert (tmp_path / "one.json").read_text() == printed
    assert ran.err == f"one.json: {len(printed)} bytes\n"


@pytest.mark.parametrize("name", ["x.py", "./x.py", "link.py", "hard.py"])
def test_compile_does_not_write_over_what_it_compiles(
    run: "Run", tmp_path: Path, name: str
) -> None:
    source = DOCUMENT.format(name="one", title="One")
    (tmp_path / "x.py").write_text(source)
    (tmp_path / "link.py").symlink_to("x.py")
    (tmp_path / "hard.py").hardlink_to(tmp_path / "x.py")

    ran = run("compile", "x.py", "-o", name)

    assert (ran.code, ran.out) == (2, "")
    assert ran.err.endswith(
        f"error: {Path(name)}: this is the file that is compiled; name another one with -o\n"
    )
    assert (tmp_path / "x.py").read_text() == source


@pytest.mark.parametrize(
    ("file", "name"),
    [
        ("Enable-Logs_1.2.yaml", "Enable-Logs_1.2"),
        ("my logs (new).yaml", "my-logs--new-"),
        ("größe.yaml", "gr--e"),
        ("AWS-StopEC2Instance.yaml", "Custom-AWS-StopEC2Instance"),
        ("amazon.json", "Custom-amazon"),
        ("x.template", "Custom-x"),
        ("..yaml", "Custom-."),
        (f"{'x' * 200}.yml", "x" * 128),
        (f"aws{'x' * 200}.yml", f"Custom-aws{'x' * 118}"),
    ],
)
def test_a_document_is_called_by_its_file(tmp_path: Path, file: str, name: str) -> None:
    (tmp_path / file).write_text(YAML)

    (document,) = load_project(tmp_path / file).documents

    assert document.name == name


def test_what_cannot_be_understood_is_told_with_its_place(run: "Run", tmp_path: Path) -> None:
    (tmp_path / "x.yaml").write_text(YAML.replace("PT1S", "1s").replace("'0.3'", "'2.2'"))

    ran = run("compile", "x.yaml")

    assert (ran.code, ran.out) == (1, "")
    assert ran.err == (
        'error: x.yaml:1:16: schemaVersion: "2.2" is not that of Automation documents;'
        ' write "0.3"\n'
        'x.yaml:6:17: step "Wait", inputs.Duration: "1s" is not days, hours, minutes and seconds'
        ' in ISO 8601, as "PT5M" is\n'
    )


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (b"\x7fELF\x00\xff", "1:6: the byte 0xFF is not part of any UTF-8 character;"),
        (b"a\x00b", "1:2: the control character U+0000 cannot stand in a file;"),
        (b"[1, 2]", "1:1: [1, 2] is not a document:"),
        (b"", "1:1: "),
        (b"{" * 5000, "1:"),
    ],
)
@pytest.mark.parametrize("name", ["x.yaml", "x.json"])
def test_what_is_no_document(
    run: "Run", tmp_path: Path, name: str, content: bytes, told: str
) -> None:
    (tmp_path / name).write_bytes(content)

    ran = run("compile", name)

    assert (ran.code, ran.out) == (1, "")
    assert ran.err.startswith(f"error: {name}:{told}")
    assert len(ran.err) < 1000


def test_a_file_too_large_is_not_even_read(run: "Run", tmp_path: Path) -> None:
    with (tmp_path / "x.yaml").open("wb") as file:
        file.truncate(1_000_000_000_000)  # a hole, that takes no place

    ran = run("compile", "x.yaml")

    assert (ran.code, ran.err) == (
        1,
        "error: x.yaml: the file has 1000000000000 bytes; at most 10000000 are read\n",
    )


def test_a_document_alone_is_not_deployed(run: "Run", tmp_path: Path) -> None:
    (tmp_path / "x.yaml").write_text(YAML)

    for command in (["emit", "-o", "m"], ["plan"], ["apply"]):
        ran = run(*command, "x.yaml")
        assert (ran.code, ran.out, ran.err) == (
            1,
            "",
            "error: x.yaml: it holds no remediation, so there is nothing to deploy. A Remediation"
            " ties a rule to a document; write one in a .py file.\n",
        )
    assert [path.name for path in tmp_path.iterdir()] == ["x.yaml"]


def test_a_name_near_to_that_of_a_document_in_yaml(run: "Run", tmp_path: Path) -> None:
    (tmp_path / "logs.yaml").touch()

    assert run("compile", "log.yaml").err == (
        'error: log.yaml: there is no such file. Did you mean "logs.yaml"?\n'
    )


@pytest.mark.parametrize("module", [ssmdsl, ssmflow])
def test_no_file_of_ssmflow_is_the_users(module: ModuleType) -> None:
    file = Path(str(module.__file__))
    assert not is_users(str(file), file.parent.parent / "x.py")
    assert is_users(str(file.parent.parent / "y.py"), file.parent.parent / "x.py")
