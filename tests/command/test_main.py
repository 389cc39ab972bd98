import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click
import pytest

from ssmflow.main import COMMANDS, group

if TYPE_CHECKING:
    from tests.command.conftest import Run

HEAVY = ("boto3", "botocore", "moto", "pydantic", "rich", "ssmdsl", "ssmflow_terraform")


@pytest.mark.parametrize("arguments", [["--help"], ["--version"]])
def test_help_loads_nothing_heavy(arguments: list[str]) -> None:
    program = (
        "import sys; from ssmflow.main import main\n"
        f"main({arguments!r})\n"
        f"print([name for name in {HEAVY!r} if name in sys.modules], file=sys.stderr)"
    )
    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True
    )

    assert done.stderr == "[]\n"
    assert done.stdout.startswith(("Usage: ssmflow", "ssmflow 0."))


@pytest.mark.parametrize("command", ["check", "compile", "import", "graph"])
def test_a_document_is_read_and_checked_without_botocores_code(
    command: str, tmp_path: Path
) -> None:
    path = tmp_path / "logs.yaml"
    path.write_text(
        "schemaVersion: '0.3'\nmainSteps:\n- name: List\n  action: aws:executeAwsApi\n"
        "  inputs: {Service: iam, Api: ListUsers}\n"
        "  outputs: [{Name: Names, Selector: $.Users..UserName, Type: StringList}]\n"
    )
    program = (
        "import sys; from ssmflow.main import main\n"
        f"main({[command, str(path)]!r})\n"
        "print([name for name in ('botocore', 'urllib3') if name in sys.modules])"
    )
    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True
    )

    assert done.stdout.splitlines()[-1] == "[]"


@pytest.mark.parametrize("arguments", [[], ["sandbox"]])
def test_nothing_said_is_wrong_usage_and_shows_the_help_once(
    run: "Run", arguments: list[str]
) -> None:
    shown = run(*arguments, "--help")

    ran = run(*arguments)

    assert (ran.code, ran.out, ran.err) == (2, "", shown.out)


def test_help_lists_every_command(run: "Run") -> None:
    shown = run("--help")

    assert shown.code == 0
    assert all(f"  {name} " in shown.out for name in COMMANDS)


def test_every_file_of_a_command_is_a_command() -> None:
    folder = Path(__file__).parents[2] / "cli" / "ssmflow" / "commands"

    assert {path.stem.removesuffix("_") for path in folder.glob("*.py")} - {"__init_"} == set(
        COMMANDS
    )


@pytest.mark.parametrize("name", sorted(COMMANDS))
def test_every_command_and_option_says_what_it_does(name: str) -> None:
    command = group.get_command(click.Context(group), name)
    assert command is not None
    assert command.help

    inner = list(command.commands.values()) if isinstance(command, click.Group) else []
    for each in [command, *inner]:
        assert each.help
        for parameter in each.params:
            assert isinstance(parameter, click.Argument) or getattr(parameter, "help", None)


@pytest.mark.parametrize("name", sorted(COMMANDS))
def test_every_command_is_in_the_readme(name: str) -> None:
    readme = (Path(__file__).parents[2] / "README.md").read_text(encoding="utf-8")

    assert f"| `ssmflow {name}" in readme


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (
            ["aply"],
            'error: there is no command "aply", only "apply", "check", "compile", "destroy",'
            ' "doctor", "emit", "graph", "import", "output", "plan", "sandbox", "schema", "stubs".'
            ' Did you mean "apply"?\n',
        ),
        (["compile"], "error: Missing argument 'PATH'.\n"),
        (
            ["plan", "x.py", "--var", "novalue"],
            "error: Invalid value for '--var': \"novalue\" is not NAME=VALUE\n",
        ),
        (
            ["emit", "x.py", "-o", ""],
            "error: Invalid value for '-o' / '--output': it is empty; the current folder is"
            ' ".".\n',
        ),
    ],
)
def test_wrong_usage_is_told_with_where_the_help_is(
    run: "Run", arguments: list[str], message: str
) -> None:
    ran = run(*arguments)

    assert (ran.code, ran.out) == (2, "")
    assert ran.err.startswith("Usage: ssmflow")
    assert "\nHelp: ssmflow" in ran.err
    assert ran.err.endswith(message)


def test_a_mistake_of_ours_keeps_its_traceback(
    run: "Run", tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    # What breaks ssmflow when it looks for documents, in a file that itself runs well.
    (tmp_path / "x.py").write_text(
        "class Broken(list):\n    def __iter__(self):\n        1 / 0\n\nbroken = Broken()\n"
    )

    with pytest.raises(ZeroDivisionError):
        run("compile", "x.py")

    told = "error: this is a mistake in ssmflow; report it with what follows:\n"
    assert capfd.readouterr() == ("", told)
