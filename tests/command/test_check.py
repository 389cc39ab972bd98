"""`ssmflow check`, as it is run: all that it prints, and its exit code."""

import json
from pathlib import Path

import pytest

from tests.command.conftest import Run

TEMPLATE = Path(__file__).parents[1] / "language" / "loader" / "vpc_flow_logs.yaml"
"""CloudFormation by hand: it can be deployed, and repairs nothing."""
REPAIRED = Path(__file__).with_name("vpc_flow_logs_repaired.yaml")
"""The same as it should be."""

TOLD_OF_TEMPLATE = """\
flow.yaml:41:24: error SSM601 step "CreateLogGroup", inputs.Service: "cloudwatch" has no operation\
 "CreateLogGroup"; write "logs"
                  Service: cloudwatch
                           ^
flow.yaml:42:20: warning SSM901 step "CreateLogGroup", inputs.Api: logs answers\
 ResourceAlreadyExistsException when what CreateLogGroup makes is there already, so each run after\
 the first one fails, unless a branch goes past this step; write onFailure: Continue
                  Api: CreateLogGroup
                       ^
flow.yaml:47:24: error SSM601 step "PutRetentionPolicy", inputs.Service: "cloudwatch" has no\
 operation "PutRetentionPolicy"; write "logs"
                  Service: cloudwatch
                           ^
flow.yaml:55:20: warning SSM902 step "CreateFlowLogs", inputs.Api: CreateFlowLogs tells in\
 Unsuccessful what it could not do, and the step succeeds all the same; let a later\
 aws:assertAwsResourceProperty or aws:waitForAwsResourceProperty look at what was done, or select\
 $.Unsuccessful as an output
                  Api: CreateFlowLogs
                       ^
flow.yaml:59:15: error SSM602 step "CreateFlowLogs", inputs.ResourceId.N: there is no such\
 parameter; the service's own requests are written so, and boto3 takes a list. Did you mean\
 "ResourceIds"?
                  ResourceId.N: "{{ ResourceId }}"
                  ^
flow.yaml:91:13: error SSM401 Parameters.AutomationAssumeRole: the role that the automation acts\
 as has no statement that lets it pass the role in parameter "DeliverLogsPermissionArn" to\
 "vpc-flow-logs.amazonaws.com"; write {"Effect": "Allow", "Action": "iam:PassRole", "Resource":\
 {"Fn::GetAtt": ["IAMRoleForVPCFlowLog", "Arn"]}}
                Statement:
                ^
4 errors, 2 warnings in 1 file
"""

FINE = """\
schemaVersion: "0.3"
mainSteps:
  - name: Wait
    action: aws:pause
    inputs: {}
"""
WRONG = """\
schemaVersion: "0.3"
mainSteps:
  - name: Describe
    action: aws:executeAwsApi
    inputs:
      Service: ec2
      Api: DescribeVpcz
"""
DOUBTFUL = """\
schemaVersion: "0.3"
mainSteps:
  - name: Make
    action: aws:executeAwsApi
    inputs:
      Service: logs
      Api: CreateLogGroup
      logGroupName: fixed
"""
TOLD_OF_WRONG = """\
wrong.yaml:7:12: error SSM601 step "Describe", inputs.Api: the service has no such operation among\
 its 830. Did you mean "DescribeVpcs"?
          Api: DescribeVpcz
               ^
"""
TOLD_OF_DOUBTFUL = """\
doubtful.yaml:7:12: warning SSM901 step "Make", inputs.Api: logs answers\
 ResourceAlreadyExistsException when what CreateLogGroup makes is there already, so each run after\
 the first one fails, unless a branch goes past this step; write onFailure: Continue
          Api: CreateLogGroup
               ^
"""


@pytest.fixture(autouse=True)
def files(tmp_path: Path) -> None:
    for name, content in (("fine", FINE), ("wrong", WRONG), ("doubtful", DOUBTFUL)):
        (tmp_path / f"{name}.yaml").write_text(content)


def test_each_defect_of_a_template_is_told_at_its_line_with_its_fix(
    run: Run, tmp_path: Path
) -> None:
    (tmp_path / "flow.yaml").write_bytes(TEMPLATE.read_bytes())
    ran = run("check", "flow.yaml")
    assert (ran.code, ran.out, ran.err) == (1, TOLD_OF_TEMPLATE, "")


def test_the_same_template_in_json_has_the_same_defects(run: Run) -> None:
    ran = run("check", TEMPLATE.with_suffix(".json"), "--format", "json")
    found = [(own["line"], own["column"], own["code"], own["fix"]) for own in json.loads(ran.out)]
    statement = (
        '{"Effect": "Allow", "Action": "iam:PassRole", "Resource":'
        ' {"Fn::GetAtt": ["IAMRoleForVPCFlowLog", "Arn"]}}'
    )
    assert found == [
        (63, 28, "SSM601", "logs"),
        (64, 24, "SSM901", "onFailure: Continue"),
        (72, 28, "SSM601", "logs"),
        (83, 24, "SSM902", None),
        (87, 17, "SSM602", "ResourceIds"),
        (144, 15, "SSM401", statement),
    ]


def test_the_repaired_template_has_none(run: Run) -> None:
    ran = run("check", REPAIRED)
    assert (ran.code, ran.out, ran.err) == (0, "no findings in 1 file\n", "")


@pytest.mark.parametrize(
    ("arguments", "code", "out"),
    [
        (["fine.yaml"], 0, "no findings in 1 file\n"),
        (["wrong.yaml"], 1, f"{TOLD_OF_WRONG}1 error in 1 file\n"),
        (["doubtful.yaml"], 0, f"{TOLD_OF_DOUBTFUL}1 warning in 1 file\n"),
        (["doubtful.yaml", "--strict"], 1, f"{TOLD_OF_DOUBTFUL}1 warning in 1 file\n"),
        (["fine.yaml", "--strict"], 0, "no findings in 1 file\n"),
        (
            ["wrong.yaml", "fine.yaml", "doubtful.yaml", "./wrong.yaml"],
            1,
            f"{TOLD_OF_WRONG}{TOLD_OF_DOUBTFUL}1 error, 1 warning in 2 of 3 files\n",
        ),
    ],
)
def test_what_is_found_and_the_exit_code(
    run: Run, arguments: list[str], code: int, out: str
) -> None:
    ran = run("check", *arguments)
    assert (ran.code, ran.out, ran.err) == (code, out, "")


@pytest.mark.parametrize(
    ("options", "codes"),
    [
        (["--select", "SSM601"], ["SSM601"]),
        (["--select", "ssm9"], ["SSM901"]),
        (["--select", "no-such-operation"], ["SSM601"]),
        (["--select", "SSM601,SSM901"], ["SSM601", "SSM901"]),
        (["--select", "SSM601", "--select", "SSM901"], ["SSM601", "SSM901"]),
        (["--select", "SSM1"], []),
        (["--ignore", "SSM601"], ["SSM901"]),
        (["--ignore", "SSM9"], ["SSM601"]),
        (["--ignore", "not-idempotent, SSM6"], []),
        (["--select", "SSM9", "--ignore", "SSM901"], []),
        (["--select", "SSM901", "--ignore", "SSM9"], ["SSM901"]),
    ],
)
def test_the_user_chooses_checks(run: Run, options: list[str], codes: list[str]) -> None:
    ran = run("check", "wrong.yaml", "doubtful.yaml", "--format", "json", *options)
    assert [own["code"] for own in json.loads(ran.out)] == codes
    assert ran.code == int("SSM601" in codes)


USAGE = "Usage: ssmflow check [OPTIONS] PATH...\nHelp: ssmflow check --help\n"


@pytest.mark.parametrize(
    ("arguments", "err"),
    [
        ([], f"{USAGE}error: Missing argument 'PATH...'.\n"),
        (
            ["fine.yaml", "--select", "SSM6,no-such-operations"],
            f"{USAGE}error: Invalid value for '--select': there is no check"
            ' "no-such-operations", and none that begins so. Did you mean "no-such-operation"?\n',
        ),
        (
            ["fine.yaml", "--ignore", "not-idempotant"],
            f"{USAGE}error: Invalid value for '--ignore': there is no check \"not-idempotant\", and"
            ' none that begins so. Did you mean "not-idempotent"?\n',
        ),
        (
            ["fine.yaml", "--format", "xml"],
            f"{USAGE}error: Invalid value for '--format': 'xml' is not one of 'text', 'json',"
            " 'sarif', 'github'.\n",
        ),
        (["fine.yml"], 'error: fine.yml: there is no such file. Did you mean "fine.yaml"?\n'),
        (
            ["wrong.yaml", "."],
            "error: .: this is a folder; documents are written in .py, .yaml, .yml, .json and"
            " .template files\n",
        ),
        (
            ["notes.txt"],
            "error: notes.txt: this is no file of documents; documents are written in .py, .yaml,"
            " .yml, .json and .template files\n",
        ),
    ],
)
def test_wrong_usage_is_told(run: Run, tmp_path: Path, arguments: list[str], err: str) -> None:
    (tmp_path / "notes.txt").write_text("")
    ran = run("check", *arguments)
    assert (ran.code, ran.out, ran.err) == (2, "", err)


@pytest.mark.parametrize("named", ["SSM901", "ssm901", "not-idempotent"])
def test_a_check_is_explained(run: Run, named: str) -> None:
    ran = run("check", "--explain", named)
    assert (ran.code, ran.err) == (0, "")
    assert ran.out.startswith("SSM901 not-idempotent (warning)\n\nThe step makes something and")
    assert ran.out.endswith("config/latest/developerguide/remediation.html\n")


def test_a_check_that_there_is_not_is_not_explained(run: Run) -> None:
    ran = run("check", "--explain", "SSM999")
    assert (ran.code, ran.out) == (2, "")
    assert ran.err.startswith(
        f"{USAGE}error: Invalid value for '--explain': there is no check \"SSM999\", only:\n"
    )


@pytest.mark.parametrize(
    ("comment", "code"),
    [
        ("# ssmflow: ignore[SSM601]", 0),
        ("#ssmflow:ignore[SSM901, SSM601]", 0),
        ("# ssmflow: ignore[no-such-operation]", 0),
        ("# ssmflow: ignore[SSM9] ssmflow: ignore[ssm6]", 1),
        ("# ssmflow: ignore[SSM9]  # ssmflow: ignore[ssm6]", 0),
        ("# ssmflow: ignore[SSM602]", 1),
        ("# ssmflow: ignore[no-such]", 1),
        ("# ssmflow: ignore[]", 1),
    ],
)
def test_a_comment_silences_a_finding_of_its_line(
    run: Run, tmp_path: Path, comment: str, code: int
) -> None:
    (tmp_path / "wrong.yaml").write_text(WRONG.replace("Vpcz", f"Vpcz  {comment}"))
    ran = run("check", "wrong.yaml")
    assert ran.code == code
    assert (ran.out == "no findings in 1 file\n") == (code == 0)


def test_github_shows_findings_beside_the_lines(run: Run) -> None:
    ran = run("check", "wrong.yaml", "fine.yaml", "--format", "github")
    assert (ran.code, ran.out, ran.err) == (
        1,
        "::error file=wrong.yaml,line=7,col=12,title=SSM601 no-such-operation::step"
        ' "Describe", inputs.Api: the service has no such operation among its 830. Did you mean'
        ' "DescribeVpcs"?\n',
        "",
    )


def test_programs_read_json(run: Run) -> None:
    ran = run("check", "wrong.yaml", "fine.yaml", "--format", "json")
    assert ran.code == 1
    assert json.loads(ran.out) == [
        {
            "path": "wrong.yaml",
            "line": 7,
            "column": 12,
            "code": "SSM601",
            "severity": "error",
            "step": "Describe",
            "field": "inputs.Api",
            "message": "the service has no such operation among its 830. Did you mean"
            ' "DescribeVpcs"?',
            "fix": "DescribeVpcs",
        }
    ]
    assert run("check", "fine.yaml", "--format", "json").out == "[]\n"


def test_code_scanning_reads_sarif(run: Run) -> None:
    ran = run("check", "wrong.yaml", "doubtful.yaml", "--format", "sarif")
    (only,) = json.loads(ran.out)["runs"]
    assert ran.code == 1
    assert [(own["ruleId"], own["level"]) for own in only["results"]] == [
        ("SSM601", "error"),
        ("SSM901", "warning"),
    ]
    place = only["results"][0]["locations"][0]["physicalLocation"]
    assert place["artifactLocation"]["uri"] == "wrong.yaml"
    assert (place["region"]["startLine"], place["region"]["startColumn"]) == (7, 12)


def test_a_template_is_checked_with_values_of_its_parameters(run: Run, tmp_path: Path) -> None:
    text = REPAIRED.read_text().replace("retentionInDays: 60", "retentionInDays: !Ref Days")
    days = "Parameters:\n  Days:\n    Type: Number\n    Default: 60\n"
    (tmp_path / "flow.yaml").write_text(text.replace("Parameters:\n", days, 1))
    assert run("check", "flow.yaml").code == 0
    ran = run("check", "flow.yaml", "-p", "Days=61", "--format", "json")
    assert [(own["code"], own["field"]) for own in json.loads(ran.out)] == [
        ("SSM607", "inputs.retentionInDays")
    ]
    assert run("check", "flow.yaml", "-p", "Nights=61").code == 1


@pytest.mark.parametrize("options", [["--select", "SSM6"], ["--ignore", "SSM1"], []])
def test_a_file_that_cannot_be_read_never_passes(
    run: Run, tmp_path: Path, options: list[str]
) -> None:
    (tmp_path / "broken.yaml").write_text("mainSteps: [\n")
    ran = run("check", "broken.yaml", *options)
    assert (ran.code, ran.out[:36]) == (1, "broken.yaml:2:1: error SSM100 this i")


@pytest.mark.parametrize("source", ["", "from ssmdsl import Parameter\nvpc = Parameter('VpcId')\n"])
def test_python_that_defines_no_document_never_passes(
    run: Run, tmp_path: Path, source: str
) -> None:
    (tmp_path / "x.py").write_text(source)
    ran = run("check", "x.py")
    assert (ran.code, ran.out.splitlines()[0]) == (
        1,
        "x.py:1:1: error SSM100 it defines no Document at module level",
    )


def test_a_file_that_is_not_to_be_had_hides_nothing_of_the_others(run: Run, tmp_path: Path) -> None:
    (tmp_path / "large.yaml").write_bytes(b"#\n" * 5_000_001)
    ran = run("check", "large.yaml", "wrong.yaml")
    assert (ran.code, ran.err) == (1, "")
    assert ran.out.startswith("large.yaml:1:1: error SSM100 the file has 10000002 bytes; at most ")
    assert ran.out.endswith(f"{TOLD_OF_WRONG}2 errors in 2 files\n")
