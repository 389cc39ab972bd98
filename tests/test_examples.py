import os
import runpy
import shutil
from collections.abc import Mapping
from pathlib import Path

import pytest

from ssmdsl import Remediation
from ssmflow_terraform.module import emit_module

EXAMPLES = Path(__file__).parent.parent / "examples"
FILES = sorted(EXAMPLES.glob("*.py"))


def emitted(file: Path) -> dict[str, bytes]:
    """Return the module of all remediations of a file, in the order in which it has them."""
    found = runpy.run_path(str(file)).values()
    remediations = {id(value): value for value in found if isinstance(value, Remediation)}
    return {name: text.encode() for name, text in emit_module([*remediations.values()]).items()}


def lying_in(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def regenerate(folder: Path, files: Mapping[str, bytes], environment: Mapping[str, str]) -> None:
    """Make the folder what it is to be, if that is asked for; CI only ever compares."""
    if not environment.get("SSMFLOW_REGENERATE"):
        return
    if environment.get("CI"):
        pytest.fail("SSMFLOW_REGENERATE is set, and so is CI, which regenerates nothing")
    shutil.rmtree(folder, ignore_errors=True)
    for name, content in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_beside_an_example_lies_the_module_it_becomes(file: Path) -> None:
    folder, files = file.with_suffix(""), emitted(file)
    regenerate(folder, files, os.environ)

    # SSMFLOW_REGENERATE=1 makes the folder anew; then look at what changed in it.
    assert lying_in(folder) == files


def test_every_folder_of_the_examples_belongs_to_one() -> None:
    folders = {path.name for path in EXAMPLES.iterdir() if path.is_dir()} - {"__pycache__"}

    assert FILES
    assert folders == {file.stem for file in FILES}


def test_a_folder_is_made_anew_only_when_that_is_asked_for(tmp_path: Path) -> None:
    folder = tmp_path / "example"
    (folder / "documents").mkdir(parents=True)
    (folder / "stale.tf").write_text("old")

    regenerate(folder, {"main.tf": b"new"}, {})
    assert lying_in(folder) == {"stale.tf": b"old"}

    regenerate(folder, {"main.tf": b"new", "documents/A.json": b"{}"}, {"SSMFLOW_REGENERATE": "1"})
    assert lying_in(folder) == {"main.tf": b"new", "documents/A.json": b"{}"}


def test_ci_makes_nothing_anew(tmp_path: Path) -> None:
    with pytest.raises(pytest.fail.Exception) as caught:
        regenerate(tmp_path, {}, {"SSMFLOW_REGENERATE": "1", "CI": "true"})

    assert str(caught.value) == (
        "SSMFLOW_REGENERATE is set, and so is CI, which regenerates nothing"
    )


@pytest.mark.parametrize(
    ("rule", "is_found"),
    [
        ({"CidrIpv4": "0.0.0.0/0", "FromPort": 22, "ToPort": 22}, True),
        ({"CidrIpv6": "::/0", "FromPort": 0, "ToPort": 65535}, True),
        ({"CidrIpv4": "0.0.0.0/0", "FromPort": -1, "ToPort": -1, "IpProtocol": "-1"}, True),
        ({"CidrIpv4": "0.0.0.0/0", "FromPort": -1, "ToPort": -1, "IpProtocol": "icmp"}, False),
        ({"CidrIpv4": "0.0.0.0/0", "FromPort": 0, "ToPort": 65535, "IpProtocol": "udp"}, False),
        ({"CidrIpv4": "0.0.0.0/0", "FromPort": 443, "ToPort": 443}, False),
        ({"CidrIpv4": "10.0.0.0/8", "FromPort": 22, "ToPort": 22}, False),
        ({"CidrIpv4": "0.0.0.0/0", "FromPort": 22, "ToPort": 22, "IsEgress": True}, False),
    ],
)
def test_a_script_is_a_function_that_can_be_called(rule: dict[str, object], is_found: bool) -> None:
    example = runpy.run_path(str(EXAMPLES / "restricted_ssh.py"))
    usual = {"SecurityGroupRuleId": "sgr-1", "IpProtocol": "tcp", "IsEgress": False}
    events = {"Rules": [{**usual, **rule}]}

    found = ["sgr-1"] if is_found else []
    assert example["find_open_rules"](events, {}) == {"RuleIds": found, "Count": len(found)}
