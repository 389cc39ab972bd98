"""What is said of the user's file, by the command that only loads it."""

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.command.conftest import Run

DOCUMENT = """\
from ssmdsl import Document, Sleep

{name} = Document("{title}", steps=[Sleep("Wait", duration="PT1S")])
"""


def test_no_such_file(run: "Run", tmp_path: Path) -> None:
    (tmp_path / "vpc_flow_logs.py").touch()

    ran = run("compile", "vpc_flow_log.py")

    assert (ran.code, ran.out) == (2, "")
    assert ran.err == (
        'error: vpc_flow_log.py: there is no such file. Did you mean "vpc_flow_logs.py"?\n'
    )


def test_a_folder(run: "Run", tmp_path: Path) -> None:
    (tmp_path / "x.py").mkdir()

    ran = run("compile", "x.py")

    assert (ran.code, ran.err) == (1, "error: x.py: it cannot be read: Is a directory\n")


def test_a_file_of_another_kind(run: "Run", tmp_path: Path) -> None:
    (tmp_path / "x.toml").touch()

    ran = run("compile", "x.toml")

    assert (ran.code, ran.err) == (
        1,
        "error: x.toml: this is not a Python file; documents are written in .py files\n",
    )


def test_a_file_that_does_not_parse(run: "Run", tmp_path: Path) -> None:
    (tmp_path / "x.py").write_text("a = 1\nb = (\n")

    ran = run("compile", "x.py")

    assert (ran.code, ran.out) == (1, "")
    assert ran.err == (
        'error: x.py: this is not Python:\n  File "x.py", line 2\n    b = (\n        ^\n'
        "SyntaxError: '(' was never closed\n"
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


def test_what_is_wrong_with_a_step_is_told_with_its_line(run: "Run", tmp_path: Path) -> None:
    (tmp_path / "x.py").write_text(
        "from ssmdsl.aws import logs\n\nlogs.PutRetentionPolicy(\n    retentionInDays='60',\n)\n"
    )

    ran = run("compile", "x.py")

    assert (ran.code, ran.out) == (1, "")
    assert ran.err == (
        'error: x.py:3: step "PutRetentionPolicy", inputs.logGroupName: is required\n'
        'x.py:3: step "PutRetentionPolicy", inputs.retentionInDays: "60" is not an integer\n'
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
