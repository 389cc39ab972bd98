"""Every block of the README does what the README says, in a copy of the project."""

import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import pytest
import yaml

from ssmflow_terraform.binary import find_terraform
from ssmflow_terraform.provider_mirror import cli_configuration, find_provider

if TYPE_CHECKING:
    from tests.end_to_end.conftest import Local, Machine

PROJECT = Path(__file__).parents[2]
README = (PROJECT / "README.md").read_text(encoding="utf-8")


class Block(NamedTuple):
    """A block of code, and the heading and the line that it stands under."""

    section: str
    before: str
    language: str
    text: str


def blocks() -> list[Block]:
    found, section, before = [], "", ""
    pattern = re.compile(
        r"^(#+ (?P<heading>[^\n]+)|```(?P<language>\w+)\n(?P<text>.*?)^```)$", re.M | re.S
    )
    for match in pattern.finditer(README):
        if match["heading"]:
            section = match["heading"]
            continue
        before = README[: match.start()].rstrip().rpartition("\n")[2]
        found.append(Block(section, before, match["language"], match["text"]))
    return found


def block(section: str, language: str, number: int = 0) -> Block:
    return [each for each in blocks() if (each.section, each.language) == (section, language)][
        number
    ]


@pytest.fixture
def clone(machine: "Machine") -> "Machine":
    """Give a user with a copy of the project, and its command on their PATH."""
    shutil.rmtree(machine.folder)
    tracked = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=PROJECT,
        capture_output=True,
        text=True,
        check=True,
    ).stdout.split("\0")
    for name in filter(None, tracked):
        if (PROJECT / name).is_file():
            (machine.folder / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(PROJECT / name, machine.folder / name)
    return machine


def shell(machine: "Machine", text: str, answer: str = "", **more: str) -> str:
    done = subprocess.run(
        ["bash", "-euo", "pipefail", "-c", text],
        cwd=machine.folder,
        env={**machine.environment, **more},
        input=answer,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, f"{text}\n{done.stdout}\n{done.stderr}"
    return done.stdout + done.stderr


def installed() -> str:
    """Return a PATH on which the command is, as it is after the README's first block."""
    return f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"


def written(clone: "Machine") -> str:
    """Write the README's own remediation down, and return its name."""
    example = block("Write a remediation", "python")
    name = example.before.strip("`:")
    (clone.folder / name).write_text(example.text)
    return name


def test_the_blocks_are_those_that_are_run_here() -> None:
    assert [(each.section, each.language) for each in blocks()] == [
        ("ssmflow", "sh"),
        ("ssmflow", "sh"),
        ("ssmflow", "sh"),
        ("Write a remediation", "python"),
        ("Write a remediation", "sh"),
        ("Write a remediation", "text"),
        ("Completed and checked by your editor", "sh"),
        ("Completed and checked by your editor", "toml"),
        ("The language", "python"),
        ("Find out what is wrong before it runs", "yaml"),
        ("Find out what is wrong before it runs", "sh"),
        ("Find out what is wrong before it runs", "text"),
        ("Find out what is wrong before it runs", "yaml"),
        ("Bring what you have", "sh"),
        ("Plug the module into a Terraform repository", "sh"),
        ("Plug the module into a Terraform repository", "terraform"),
        ("Use it on a real account", "sh"),
        ("Use it on a real account", "sh"),
        ("The local AWS", "sh"),
    ]


def test_the_first_command_sets_everything_up_and_does_the_main_job(
    clone: "Machine", local: "Local"
) -> None:
    clone.attached = {}
    pip = {name: value for name, value in os.environ.items() if name.startswith("PIP_")}

    told = shell(clone, block("ssmflow", "sh", 0).text, **pip)

    assert f"Applied to the sandbox at {local.endpoint}: 7 created, 0 updated, 0 destroyed." in told
    assert local.made()["documents"] == ["CreateFlowLogs"]
    # The third block, in the environment that the first one made.
    text = block("ssmflow", "sh", 2).text
    assert "No changes: the sandbox at" in shell(clone, text)


def test_the_second_command_is_what_ci_runs() -> None:
    marked = README.split("<!-- tests: begin -->")[1].split("<!-- tests: end -->")[0]

    assert block("ssmflow", "sh", 1).text in marked
    assert ".venv/bin/pytest" in marked


def test_writing_a_remediation(clone: "Machine", local: "Local") -> None:
    name = written(clone)

    told = shell(clone, block("Write a remediation", "sh").text, PATH=installed())

    assert '"Api": "PutBucketVersioning"' in told
    assert local.made()["rules"] == ["s3-bucket-versioning-enabled"]
    text = (clone.folder / name).read_text()
    mistaken = text.replace("Bucket=bucket", "Bukcet=bucket").replace('"Enabled"', '"On"')
    (clone.folder / name).write_text(mistaken)
    refused = clone.run("compile", name)
    assert (refused.returncode, refused.stderr) == (1, block("Write a remediation", "text").text)


def test_type_checkers_know_the_services(clone: "Machine") -> None:
    section = "Completed and checked by your editor"
    name = written(clone)
    own = clone.folder / "own"  # a folder without a copy of the language, as users have
    own.mkdir()
    shell(clone, f"cd own && {block(section, 'sh').text}", PATH=installed())
    (own / "pyproject.toml").write_text(block(section, "toml").text)
    text = (clone.folder / name).read_text()
    (own / name).write_text(text.replace('"Enabled"', '"On"'))

    done = subprocess.run(
        [sys.executable, "-m", "mypy", "--strict", name],
        cwd=own,
        capture_output=True,
        text=True,
        check=False,
    )

    assert done.stdout.splitlines() == [
        f'{name}:12: error: Argument "VersioningConfiguration" to "__call__" of'
        ' "PutBucketVersioningOperation" has incompatible type "dict[str, str]"; expected'
        ' "VersioningConfigurationDict | Reference"  [arg-type]',
        "Found 1 error in 1 file (checked 1 source file)",
    ]


def test_what_the_language_says_compiles(clone: "Machine") -> None:
    (clone.folder / "runs.py").write_text(block("The language", "python").text)

    told = clone.run("compile", "runs.py")

    assert told.returncode == 0, told.stderr
    steps = [step["name"] for step in json.loads(told.stdout)["mainSteps"]]
    assert steps == ["DescribeInstances", "IsStopped", "StartInstances", "IsRunning", "Terminated"]


def test_finding_out_what_is_wrong(clone: "Machine") -> None:
    section = "Find out what is wrong before it runs"
    (clone.folder / "flow_logs.yaml").write_text(block(section, "yaml").text)

    told = clone.run(*block(section, "sh").text.split()[1:])

    assert (told.returncode, told.stdout) == (1, block(section, "text").text)
    hooks = yaml.safe_load(block(section, "yaml", 1).text)["repos"][0]["hooks"]
    assert (
        hooks[0]["id"] == yaml.safe_load((PROJECT / ".pre-commit-hooks.yaml").read_text())[0]["id"]
    )


def test_bringing_what_one_has(clone: "Machine", local: "Local") -> None:
    template = PROJECT / "tests" / "command" / "vpc_flow_logs_repaired.yaml"
    shutil.copy(template, clone.folder / "template.yaml")

    shell(clone, block("Bring what you have", "sh").text, PATH=installed())

    compiled = clone.run("compile", "remediation.py").stdout
    assert compiled == clone.run("compile", "template.yaml").stdout
    told = clone.run("plan", "template.yaml", "--sandbox")
    assert "Changes to the sandbox" in told.stdout + told.stderr


def test_plugging_the_module_in(clone: "Machine", local: "Local") -> None:
    section = "Plug the module into a Terraform repository"
    written(clone)
    shell(clone, block(section, "sh").text, PATH=installed())
    root = clone.folder / "root"
    root.mkdir()
    shutil.move(clone.folder / "modules", root)
    (root / "main.tf").write_text(block(section, "terraform").text)
    binary = find_terraform()
    more = dict(local.environment)
    provider = find_provider(binary, clone.environment)
    if provider.kind == "mirror":
        (root / "mirror.tfrc").write_text(cli_configuration(provider))
        more["TF_CLI_CONFIG_FILE"] = str(root / "mirror.tfrc")

    told = shell(
        clone,
        f"cd root && {binary.path} init && {binary.path} fmt -check -recursive &&"
        f" {binary.path} apply -auto-approve && {binary.path} plan -detailed-exitcode",
        **more,
    )

    assert "No changes." in told


def test_a_real_account_for_which_the_local_aws_stands_in(clone: "Machine", local: "Local") -> None:
    account = {**local.environment, "PATH": installed()}
    section = "Use it on a real account"

    lines = block(section, "sh", 0).text.splitlines()
    told = "".join(shell(clone, line, answer="y\n", **account) for line in lines)

    assert "ssmflow can deploy to your account, if AWS takes the credentials." in told
    assert "Applied to account 123456789012, us-east-1: 7 created" in told
    assert "Taken down from account 123456789012, us-east-1: 7 destroyed." in told
    local.client("s3").create_bucket(Bucket="my-states")
    told = shell(clone, block(section, "sh", 1).text, **account)
    assert "Changes to account 123456789012, us-east-1: 7 to create." in told


def test_the_local_aws(clone: "Machine", tmp_path: Path) -> None:
    clone.state = tmp_path / "own-state"  # the block stops what it starts

    text = block("The local AWS", "sh").text.replace("sandbox start", "sandbox start --port 0")
    told = shell(clone, text, PATH=installed())

    assert "the sandbox is up at" in told
    assert "up at http://127.0.0.1:" in told
    assert told.endswith("is stopped\n")
