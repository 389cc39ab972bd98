"""`ssmflow compile`: in which form, and from which."""

import json
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
import yaml

if TYPE_CHECKING:
    from tests.command.conftest import Run

PYTHON = """\
from ssmdsl import Document, Sleep

one = Document("One", assume_role=None, steps=[Sleep("Wait", duration="PT1S")])
"""

YAML = """\
schemaVersion: '0.3'
mainSteps:
  - name: Wait
    action: aws:sleep
    inputs:
      Duration: PT1S
"""


@pytest.mark.parametrize(
    ("options", "output", "form"),
    [
        ([], None, "json"),
        (["--format", "json"], None, "json"),
        (["--format", "yaml"], None, "yaml"),
        ([], "one.json", "json"),
        ([], "one.yaml", "yaml"),
        ([], "one.yml", "yaml"),
        ([], "one.YAML", "yaml"),
        ([], "one.txt", "json"),
        (["--format", "json"], "one.json", "json"),
        (["--format", "yaml"], "one.yml", "yaml"),
        (["--format", "yaml"], "one.txt", "yaml"),
    ],
)
def test_the_form_is_the_one_named_or_that_of_the_file(
    run: "Run", tmp_path: Path, options: list[str], output: str | None, form: str
) -> None:
    (tmp_path / "x.py").write_text(PYTHON)

    ran = run("compile", "x.py", *options, *(["-o", output] if output else []))

    assert ran.code == 0
    written = (tmp_path / output).read_text() if output else ran.out
    assert written == YAML if form == "yaml" else json.loads(written) == yaml.safe_load(YAML)


def test_there_are_two_forms(run: "Run", tmp_path: Path) -> None:
    ran = run("compile", "x.py", "--format", "toml")

    assert (ran.code, ran.out) == (2, "")
    assert ran.err.endswith(
        "error: Invalid value for '--format': 'toml' is not one of 'json', 'yaml'.\n"
    )


@pytest.mark.parametrize(
    ("form", "output", "told"),
    [
        ("yaml", "y.json", "--format yaml would make it YAML, and its name says JSON"),
        ("json", "y.yaml", "--format json would make it JSON, and its name says YAML"),
        ("json", "y.YML", "--format json would make it JSON, and its name says YAML"),
    ],
)
def test_a_file_is_what_its_name_says(
    run: "Run", tmp_path: Path, form: str, output: str, told: str
) -> None:
    (tmp_path / "x.py").write_text(PYTHON)

    ran = run("compile", "x.py", "--format", form, "-o", output)

    assert (ran.code, ran.out) == (2, "")
    assert ran.err.endswith(f"error: {output}: {told}; name another file, or leave --format out\n")
    assert not (tmp_path / output).exists()


def test_it_is_not_written_as_python(run: "Run", tmp_path: Path) -> None:
    (tmp_path / "x.py").write_text(PYTHON)

    ran = run("compile", "x.py", "-o", "y.py")

    assert (ran.code, ran.out) == (2, "")
    assert ran.err.endswith(
        "error: y.py: what is compiled is JSON or YAML, and this would be Python; name a .json or"
        " a .yaml file\n"
    )


@pytest.mark.parametrize("name", ["x.yaml", "x.yml", "x.json", "x.template", "x.YAML"])
@pytest.mark.parametrize("form", ["yaml", "json"])
def test_yaml_and_json_are_compiled_too(run: "Run", tmp_path: Path, name: str, form: str) -> None:
    content = YAML if form == "yaml" else json.dumps(yaml.safe_load(YAML))
    (tmp_path / name).write_text(content)

    ran = run("compile", name, "--format", "yaml")

    assert (ran.code, ran.out, ran.err) == (0, YAML, "")


def test_what_was_given_its_proper_form_is_told(run: "Run", tmp_path: Path) -> None:
    lines = YAML.replace("inputs:", "isEnd: 'true'\n    inputs:")
    (tmp_path / "x.yaml").write_text(lines)

    ran = run("compile", "x.yaml")

    assert ran.code == 0
    assert ran.err == 'x.yaml:5:12: mainSteps[0].isEnd: "true" is written True\n'
    assert json.loads(ran.out)["mainSteps"][0]["isEnd"] is True


def test_only_so_many_changes_are_told_one_by_one(run: "Run", tmp_path: Path) -> None:
    step = "  - {{name: Wait{0}, action: aws:sleep, isEnd: 'false', inputs: {{Duration: PT1S}}}}\n"
    steps = "".join(step.format(number) for number in range(103))
    (tmp_path / "x.yaml").write_text(f"schemaVersion: '0.3'\nmainSteps:\n{steps}")

    told = run("compile", "x.yaml", "-o", "y.json").err.splitlines()

    assert told[0] == 'x.yaml:3:45: mainSteps[0].isEnd: "false" is written False'
    assert told[99] == 'x.yaml:102:46: mainSteps[99].isEnd: "false" is written False'
    assert told[100] == "and 3 more"
    assert told[101].startswith("y.json: ")


def test_a_python_file_is_compiled_without_what_reads_yaml(tmp_path: Path) -> None:
    (tmp_path / "x.py").write_text(PYTHON)
    program = (
        "import sys\nfrom ssmflow.main import main\nmain(['compile', 'x.py'])\n"
        "print([name for name in ('yaml', 'ssmdsl.text') if name in sys.modules], file=sys.stderr)"
    )

    done = subprocess.run(
        [sys.executable, "-c", program], cwd=tmp_path, capture_output=True, text=True, check=True
    )

    assert done.stderr == "[]\n"
