"""`ssmflow check` of files with many mistakes: nothing hidden, nothing told that only follows."""

from pathlib import Path

import pytest

from tests.command.conftest import Run

PYTHON = """\
from ssmdsl import Document, ExecuteAwsApi, Parameter, Pause
from ssmdsl.aws import ec2

vpc = Parameter("Vpc-Id")
wait = Pause(
    "Wait",
    on_failure="Contine",
    messge="Go on?",
)
document = Document(
    "Describe",
    parameters=[vpc],
    steps=[
        wait,
        ec2.DescribeVpcs(VpcIds=[vpc], Filters=[{"Name": "x", "Values": "y"}, {"Nme": "y"}]),
        ExecuteAwsApi(
            "GetGroups",
            service="cloudwatch",
            api="DescribeLogGroups",
            inputs={"logGroupNamePrefix": "a"},
        ),
        Pause("Ask", message="Is {{ Nope }} right?"),
    ],
)
"""

TOLD_OF_PYTHON = """\
x.py:4:7: error SSM105 parameters.Vpc-Id.name: "Vpc-Id" is not a parameter name: 1 to 50 letters\
 and digits
    vpc = Parameter("Vpc-Id")
          ^
x.py:7:5: error SSM103 step "Wait", onFailure: "Contine" is not "Abort", "Continue" or the variable\
 that holds a step. Did you mean "Continue"?
        on_failure="Contine",
        ^
x.py:8:5: error SSM101 step "Wait": there is no property "messge", only "name", "description",\
 "max_attempts", "timeout_seconds", "on_failure", "on_cancel", "is_critical", "next_step",\
 "is_end", "outputs", "message". Did you mean "message"?
        messge="Go on?",
        ^
x.py:15:63: error SSM604 step "DescribeVpcs", inputs.Filters[0].Values: "y" is not a list; write\
 ["y"]
            ec2.DescribeVpcs(VpcIds=[vpc], Filters=[{"Name": "x", "Values": "y"}, {"Nme": "y"}]),
                                                                  ^
x.py:15:80: error SSM602 step "DescribeVpcs", inputs.Filters[1].Nme: there is no such parameter;\
 there are "Name", "Values". Did you mean "Name"?
            ec2.DescribeVpcs(VpcIds=[vpc], Filters=[{"Name": "x", "Values": "y"}, {"Nme": "y"}]),
                                                                                   ^
x.py:18:13: error SSM601 step "GetGroups", inputs.Service: "cloudwatch" has no operation\
 "DescribeLogGroups"; write "logs"
                service="cloudwatch",
                ^
x.py:22:22: error SSM201 step "Ask", inputs.Message: {{ Nope }} names no parameter; the document\
 lists "AutomationAssumeRole", "Vpc-Id".
            Pause("Ask", message="Is {{ Nope }} right?"),
                         ^
7 errors in 1 file
"""


def test_all_mistakes_of_a_python_file_are_told_at_their_arguments(
    run: Run, tmp_path: Path
) -> None:
    (tmp_path / "x.py").write_text(PYTHON)
    ran = run("check", "x.py")
    assert (ran.code, ran.out, ran.err) == (1, TOLD_OF_PYTHON, "")


def test_a_comment_silences_a_finding_in_python(run: Run, tmp_path: Path) -> None:
    line = '            service="cloudwatch",'
    assert line in PYTHON
    (tmp_path / "x.py").write_text(PYTHON.replace(line, f"{line}  # ssmflow: ignore[SSM601]"))
    ran = run("check", "x.py")
    assert "SSM601" not in ran.out
    assert ran.out.endswith("6 errors in 1 file\n")


BEGIN = "from ssmdsl import Parameter\n"


@pytest.mark.parametrize(
    ("source", "out"),
    [
        (
            "def halve(number):\n    return number / 0\n\n\né = halve(1)\n",
            "x.py:2:12: error SSM100 it fails when it is run: ZeroDivisionError: division by"
            " zero\n        return number / 0\n               ^\n",
        ),
        (
            "numbers = [1,\nx = 3\n",
            "x.py:1:11: error SSM100 this is not Python: '[' was never closed\n"
            "    numbers = [1,\n              ^\n",
        ),
        (
            "import sys\né = sys.exit('done')\n",
            "x.py:2:5: error SSM100 it ends the program with sys.exit('done'); take that out\n"
            "    é = sys.exit('done')\n        ^\n",
        ),
        (
            "import os\nos.chdir('/')\né = 1; import nowhere\n",
            "x.py:3:8: error SSM100 it fails when it is run: ModuleNotFoundError: No module named"
            " 'nowhere'\n    é = 1; import nowhere\n           ^\n",
        ),
        (
            "a = " + "(" * 300 + ")" * 300,
            "x.py:1:205: error SSM100 this is not Python: too many nested",
        ),
        ("a = 1\x00\n", "x.py:1:1: error SSM100 this is not Python: source code string cannot"),
    ],
)
def test_python_that_does_not_run_is_told(run: Run, tmp_path: Path, source: str, out: str) -> None:
    (tmp_path / "x.py").write_text(source)
    ran = run("check", "x.py")
    assert (ran.code, ran.err) == (1, "")
    assert ran.out.startswith(out)
    assert ran.out.endswith("\n1 error in 1 file\n")


def test_what_a_mistake_leads_to_is_not_told(run: Run, tmp_path: Path) -> None:
    source = f"{BEGIN}name = Parameter('Name', default=3)\nprint(name.default.upper())\n"
    (tmp_path / "x.py").write_text(source)
    assert run("check", "x.py").out == (
        "x.py:2:26: error SSM120 parameters.Name.default: 3 is not of the parameter's type"
        " String\n"
        "    name = Parameter('Name', default=3)\n"
        "                             ^\n"
        "1 error in 1 file\n"
    )


def test_what_ends_a_python_file_is_told_beside_its_mistakes(run: Run, tmp_path: Path) -> None:
    (tmp_path / "x.py").write_text(f"{BEGIN}name = Parameter('a-b')\nraise OSError('gone')\n")
    assert [line for line in run("check", "x.py").out.splitlines() if line.startswith("x.py")] == [
        'x.py:2:8: error SSM105 parameters.a-b.name: "a-b" is not a parameter name: 1 to 50'
        " letters and digits",
        "x.py:3:1: error SSM100 it fails when it is run: OSError: gone",
    ]


def test_findings_in_a_module_beside_the_file_are_told_there_and_once(
    run: Run, tmp_path: Path
) -> None:
    folder = tmp_path / "automations"
    folder.mkdir()
    (folder / "parts.py").write_text(
        "from ssmdsl import ExecuteAwsApi\n"
        "def look(name, api):\n"
        "    return ExecuteAwsApi(\n"
        "        name, service='ec2', api=api\n"
        "    )\n"
    )
    (folder / "x.py").write_text(
        "from ssmdsl import Document\n"
        "from parts import look\n"
        "both = [Document(f'Look{i}', steps=[look('Look', 'DescribeVpcz')]) for i in range(2)]\n"
        "first = both[0]\n"
    )
    assert run("check", "automations/x.py").out == (
        'automations/parts.py:4:30: error SSM601 step "Look", inputs.Api: the service has no such'
        ' operation among its 830. Did you mean "DescribeVpcs"?\n'
        "            name, service='ec2', api=api\n"
        "                                 ^\n"
        "1 error in 1 file\n"
    )


YAML = """\
schemaVersion: "0.3"
parameters:
  VpcId:
    type: Strin
mainSteps:
  - name: First
    action: aws:executeAwsApis
    inputs:
      Service: ec2
      Api: DescribeVpcs
    outputs:
      - Name: Id
        Selector: $.Vpcs[0].VpcId
        Type: String
  - action: aws:pause
    inputs: {}
  - name: Second
    action: aws:executeAwsApi
    inputs:
      Service: logs
      Api: CreateLogGrup
      logGroupName: "{{ First.Id }}"
  - name: Loop
    action: aws:loop
    inputs:
      Iterators: ["{{ VpcId }}"]
      Steps:
        - just text
        - name: Inner
          action: aws:sleep
          nextStep: Nowhere
          inputs:
            Duration: 10m
"""
TOLD_OF_YAML = """\
x.yaml:4:11: error SSM103 parameters.VpcId.type: "Strin" is not one of "String", "StringList",\
 "Integer", "Boolean", "MapList", "StringMap", "AWS::EC2::Instance::Id", "AWS::IAM::Role::Arn",\
 "AWS::S3::Bucket::Name", "List<AWS::EC2::Instance::Id>", "List<AWS::IAM::Role::Arn>",\
 "List<AWS::S3::Bucket::Name>". Did you mean "String"?
        type: Strin
              ^
x.yaml:7:13: error SSM104 step "First": there is no action "aws:executeAwsApis". Did you mean\
 "aws:executeAwsApi"?
        action: aws:executeAwsApis
                ^
x.yaml:15:5: error SSM102 mainSteps[1]: its "name" is required, as text
      - action: aws:pause
        ^
x.yaml:21:12: error SSM601 step "Second", inputs.Api: the service has no such operation among its\
 118. Did you mean "CreateLogGroup"?
          Api: CreateLogGrup
               ^
x.yaml:28:11: error SSM103 mainSteps[3].inputs.Steps[0]: "just text" is not a step: a dictionary
            - just text
              ^
x.yaml:31:21: error SSM301 step "Inner", nextStep: "Nowhere" is not a step of the document.
              nextStep: Nowhere
                        ^
x.yaml:33:23: error SSM103 step "Inner", inputs.Duration: "10m" is not days, hours, minutes and\
 seconds in ISO 8601, as "PT5M" is
                Duration: 10m
                          ^
7 errors in 1 file
"""


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_one_unreadable_step_hides_nothing_of_the_others(
    run: Run, tmp_path: Path, encoding: str, end: str
) -> None:
    (tmp_path / "x.yaml").write_bytes(YAML.replace("\n", end).encode(encoding))
    ran = run("check", "x.yaml")
    assert (ran.code, ran.out, ran.err) == (1, TOLD_OF_YAML, "")


@pytest.mark.parametrize(
    ("content", "out"),
    [
        ("", "x.yaml:1:1: error SSM100 the file is empty; write a document in YAML or JSON\n"),
        (
            "a: [1, 2\nb: }\n",
            "x.yaml:2:2: error SSM100 a list or dictionary in brackets has no end here; add what"
            " closes it, or a comma (it belongs to what begins at line 1, column 4)\n"
            "    b: }\n     ^\n",
        ),
        (
            "mainSteps:\n\t- name: x\n",
            "x.yaml:2:1: error SSM100 a tab stands where only spaces may; indent with spaces\n"
            "        - name: x\n    ^\n",
        ),
        (
            "a: &a [*a]\n",
            "x.yaml:1:8: error SSM100 the alias *a stands inside of what it names; no value holds"
            " itself\n    a: &a [*a]\n           ^\n",
        ),
        (
            "just text\n",
            'x.yaml:1:1: error SSM103 "just text" is not a document: a dictionary with'
            ' "schemaVersion", "description", "assumeRole", "parameters", "variables",'
            ' "mainSteps", "outputs", "files"\n    just text\n    ^\n',
        ),
    ],
)
def test_what_is_no_document_is_told(run: Run, tmp_path: Path, content: str, out: str) -> None:
    (tmp_path / "x.yaml").write_text(content)
    ran = run("check", "x.yaml")
    assert (ran.code, ran.out, ran.err) == (1, f"{out}1 error in 1 file\n", "")


def test_jumps_lead_to_steps_that_cannot_be_read(run: Run, tmp_path: Path) -> None:
    (tmp_path / "x.yaml").write_text("""\
schemaVersion: "0.3"
mainSteps:
  - name: Ask
    action: aws:pause
    onFailure: step:Undo
    onCancel: step:Inner
    inputs: {}
  - name: Undo
    inputs: {}
  - name: Loop
    action: aws:loop
    inputs:
      Iterators: ["a"]
      Steps:
        - name: Inner
          action: aws:pause
          inputs: {}
      LoopCondition: 3
""")
    assert [line for line in run("check", "x.yaml").out.splitlines() if line[0] == "x"] == [
        'x.yaml:8:5: error SSM102 mainSteps[1]: its "action" is required, as text',
        'x.yaml:18:22: error SSM103 step "Loop", inputs.LoopCondition: 3 is not a condition',
    ]


def test_what_mends_a_mistake_is_not_asked_for_again(run: Run, tmp_path: Path) -> None:
    (tmp_path / "x.py").write_text(
        "from ssmdsl import Document\n"
        "from ssmdsl.aws import logs\n"
        "make = logs.CreateLogGroup(logGroupName='fixed', on_failure='Contine', tags=3)\n"
        "document = Document('Make', steps=[make])\n"
    )
    assert [line for line in run("check", "x.py").out.splitlines() if line[0] == "x"] == [
        'x.py:3:50: error SSM103 step "CreateLogGroup", onFailure: "Contine" is not "Abort",'
        ' "Continue" or the variable that holds a step. Did you mean "Continue"?',
        'x.py:3:72: error SSM604 step "CreateLogGroup", inputs.tags: 3 is not a dictionary',
    ]


def test_a_property_that_there_is_not_hides_no_finding_of_its_step(
    run: Run, tmp_path: Path
) -> None:
    (tmp_path / "x.py").write_text(
        "from ssmdsl import Document, ExecuteAwsApi\n"
        "look = ExecuteAwsApi('Look', service='ec2', api='DescribeVpcz', retries=3)\n"
        "document = Document('LookAtVpcs', steps=[look])\n"
    )
    found = [line for line in run("check", "x.py").out.splitlines() if line[0] == "x"]
    assert [line.split()[2] for line in found] == ["SSM601", "SSM101"]
