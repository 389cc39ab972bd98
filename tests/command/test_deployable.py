"""What has an error is not deployed: `ssmflow emit`, `plan` and `apply` refuse it."""

import json
from pathlib import Path

import pytest

from tests.command.conftest import Run

REPAIRED = Path(__file__).with_name("vpc_flow_logs_repaired.yaml")
"""A template without a defect."""


def test_a_module_lets_the_automation_pass_the_role_by_itself(run: Run, tmp_path: Path) -> None:
    passing = """\
              - Effect: Allow
                Action: iam:PassRole
                Resource: !GetAtt IAMRoleForVPCFlowLog.Arn
"""
    text = REPAIRED.read_text()
    assert passing in text
    (tmp_path / "flow.yaml").write_text(text.replace(passing, ""))
    ran = run("check", "flow.yaml", "--format", "json")
    assert [(own["line"], own["code"]) for own in json.loads(ran.out)] == [(103, "SSM401")]
    assert run("emit", "flow.yaml", "-o", "module").code == 0


@pytest.mark.parametrize("command", ["emit", "plan", "apply"])
def test_what_has_an_error_is_not_deployed(run: Run, tmp_path: Path, command: str) -> None:
    text = REPAIRED.read_text().replace("Service: ec2\n", "Service: ec3\n", 1)
    (tmp_path / "flow.yaml").write_text(text)
    options = ["-o", "module"] if command == "emit" else []
    ran = run(command, "flow.yaml", *options)
    assert (ran.code, ran.out) == (1, "")
    assert ran.err.endswith(
        "error: flow.yaml: there is an error in it that would show when it runs, so it is not"
        ' deployed: SSM601 step "CreateFlowLogs", inputs.Service: botocore knows no such service;'
        ' write "ec2"\nTo see all of it: ssmflow check flow.yaml\n'
    )
    assert not (tmp_path / "module").exists()


def test_what_a_comment_silences_is_deployed(run: Run, tmp_path: Path) -> None:
    silenced = "Service: ec3  # ssmflow: ignore[SSM601]\n"
    text = REPAIRED.read_text().replace("Service: ec2\n", silenced, 1)
    (tmp_path / "flow.yaml").write_text(text)
    assert run("emit", "flow.yaml", "-o", "module").code == 0
    assert (tmp_path / "module" / "main.tf").exists()
