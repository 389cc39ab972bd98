"""`ssmflow check` of Python with many mistakes: nothing hidden, nothing told that only follows."""

import json
from pathlib import Path

import pytest

from ssmdsl.checks import checks
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
x.py:7:5: error SSM301 step "Wait", onFailure: "Contine" is not "Abort", "Continue" or the variable\
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


def told(run: Run, path: str) -> list[str]:
    """Return what check tells of a file, without the lines of the file."""
    return [line for line in run("check", path).out.splitlines() if line.startswith(path)]


def test_what_a_mistake_leads_to_is_not_told(run: Run, tmp_path: Path) -> None:
    source = f"{BEGIN}name = Parameter('Name', default=3)\nprint(name.default.upper())\n"
    (tmp_path / "x.py").write_text(source)
    assert run("check", "x.py").out == (
        "x.py:2:26: error SSM120 parameters.Name.default: 3 is not of the parameter's type"
        " String\n"
        "    name = Parameter('Name', default=3)\n"
        "                             ^\n"
        "x.py:3:7: note SSM110 the file is not run beyond this line, so what follows is not"
        " checked\n"
        "    print(name.default.upper())\n"
        "          ^\n"
        "1 error, 1 note in 1 file\n"
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


def test_what_mends_a_mistake_is_not_asked_for_again(run: Run, tmp_path: Path) -> None:
    (tmp_path / "x.py").write_text(
        "from ssmdsl import Document\n"
        "from ssmdsl.aws import logs\n"
        "make = logs.CreateLogGroup(logGroupName='fixed', on_failure='Contine', tags=3)\n"
        "document = Document('Make', steps=[make])\n"
    )
    assert [line for line in run("check", "x.py").out.splitlines() if line[0] == "x"] == [
        'x.py:3:50: error SSM301 step "CreateLogGroup", onFailure: "Contine" is not "Abort",'
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


def test_a_file_that_stumbles_over_something_else_is_told(run: Run, tmp_path: Path) -> None:
    (tmp_path / "x.py").write_text(f"{BEGIN}name = Parameter('a-b')\nnothing = None\nnothing.x\n")
    assert told(run, "x.py")[1:] == [
        "x.py:4:1: error SSM100 it fails when it is run: AttributeError: 'NoneType' object has no"
        " attribute 'x'"
    ]


def test_what_is_so_wrong_that_it_cannot_be_does_not_end_a_file(run: Run, tmp_path: Path) -> None:
    (tmp_path / "x.py").write_text("""\
from ssmdsl import Document, ExecuteAwsApi, Parameter, Pause, RunCommand
from ssmdsl.aws import ec2

command = RunCommand("Command", document_name=3)
unknown = ec2.DescribVpcs(VpcIds=["x"], is_end=False)
wait = ec2.DescribeVpcs.wait_until(lambda response: response.Vpcs[0].Stat == "available")
waited = ec2.DescribVpcs.wait_until("Wait", lambda response: response.x == "y")
vpcs = ec2.DescribeVpcs("Vpcs")
vpc = vpcs.response.Vpcs[0].VpcIdd.More[3]
look = ec2.DescribeSubnets(Filters=[{"Name": "vpc-id", "Values": [vpc]}], SubnetIds=vpc)
look_again = ec2.DescribeSubnetz()
document = Document(
    "Many",
    steps=[command, unknown, wait, 3, waited, vpcs, look],
    outputs=[vpc, command.output("Nobody"), unknown.response.Vpcs[0].VpcId],
)
none = Document("None", steps=3)
last = Document("Last", steps=[ExecuteAwsApi("Look", service="ec2", api="DescribeVpcz"), Pause()])
count = Parameter("a-b")
""")
    assert [line.split(" ")[0][5:] + line.split(" ")[2] for line in told(run, "x.py")] == [
        "4:33:SSM103",
        "5:11:SSM601",
        "6:8:SSM702",
        "7:10:SSM601",
        "9:7:SSM702",
        "11:14:SSM601",
        "14:36:SSM103",
        "17:25:SSM103",
        "18:69:SSM601",
        "18:90:SSM102",
        "19:9:SSM105",
    ]


def test_a_file_that_a_mistake_ends_is_said_to_end_there(run: Run, tmp_path: Path) -> None:
    check = checks()["SSM110"]
    (tmp_path / "x.py").write_text(check.wrong.lstrip())
    found = told(run, "x.py")
    assert [line.split(" ")[2] for line in found] == ["SSM103", "SSM110"]
    assert found[1] == (
        "x.py:3:9: note SSM110 the file is not run beyond this line, so what follows is not checked"
    )
    (tmp_path / "x.py").write_text(check.right.lstrip())
    assert told(run, "x.py") == []


def test_a_mistake_in_one_document_is_told_at_its_own_step(run: Run, tmp_path: Path) -> None:
    (tmp_path / "x.py").write_text(
        "from ssmdsl import Document, Pause\n"
        "first = Pause('Ask', message='{{ Nope }}')\n"
        "second = Pause('Ask', message='Go on?')\n"
        "both = [Document(f'Ask{i}', steps=[step]) for i, step in enumerate([first, second])]\n"
    )
    assert told(run, "x.py") == [
        'x.py:2:22: error SSM201 step "Ask", inputs.Message: {{ Nope }} names no parameter; the'
        ' document lists "AutomationAssumeRole".'
    ]


def test_what_is_missing_in_one_document_is_not_blamed_on_it_and_not_on_others(
    run: Run, tmp_path: Path
) -> None:
    (tmp_path / "x.py").write_text("""\
from ssmdsl import Document, ExecuteAwsApi, Parameter, Pause
from ssmdsl.aws import ec2

first = Pause("First", message="Go on?", next_step="Third")
second = Pause("Second", message="Go on?")
jumping = Document("Jumping", steps=[first, second, Pause("Third", message="Go on?")])

look = ec2.DescribeVpcs("Look", VpcIds=["vpc-12345678"], outputs=["x"])
read = Pause("Read", message="Is {{ Look.Id }} right?")
reading = Document("Reading", steps=[look, read])

other = Document(
    "Other",
    parameters=[Parameter("Unused", description="Why?")],
    steps=[Pause("Ask", message="Go on?")],
)
""")
    assert [" ".join(line.split()[:3]) for line in told(run, "x.py")] == [
        "x.py:4:42: error SSM301",
        "x.py:8:67: error SSM103",
        "x.py:14:17: warning SSM123",
    ]


def test_a_mistake_stands_where_ssm_has_it(run: Run, tmp_path: Path) -> None:
    (tmp_path / "x.py").write_text("""\
from ssmdsl import Document, Loop, Pause, RunCommand, Sleep
from ssmdsl.aws import ec2

sleep = Sleep("Wait", duration="10m")
loop = Loop("Loop", iterators=["a"], max_iterations=2000, steps=[Pause("Ask", message="x")])
command = RunCommand("Command", document_name=3)
look = ec2.DescribeVpcs("Look", Filters=[{"Nme": "x"}])
jump = Pause("Jump", message="Go on?", next_step=lambda: nowhere)
late = Pause("Late", message="Go on?", timeout_seconds=0)
document = Document("Many", steps=[sleep, loop, command, look, jump, late])
""")
    ran = run("check", "x.py", "--format", "json")
    assert [(own["step"], own["field"]) for own in json.loads(ran.out)] == [
        ("Wait", "inputs.Duration"),
        ("Loop", "inputs.MaxIterations"),
        ("Command", "inputs.DocumentName"),
        ("Look", "inputs.Filters[0].Nme"),
        ("Jump", "nextStep"),
        ("Late", "timeoutSeconds"),
    ]


def test_a_module_that_is_not_python_is_told_where_it_is_not(run: Run, tmp_path: Path) -> None:
    folder = tmp_path / "automations"
    folder.mkdir()
    (folder / "parts.py").write_text("a = 1\nb = (\n")
    (folder / "x.py").write_text("import parts\n")
    assert run("check", "automations/x.py").out == (
        "automations/parts.py:2:5: error SSM100 this is not Python: '(' was never closed\n"
        "    b = (\n"
        "        ^\n"
        "1 error in 1 file\n"
    )


def test_what_is_left_out_of_a_document_hides_nothing_of_the_rest(run: Run, tmp_path: Path) -> None:
    (tmp_path / "x.py").write_text("""\
from ssmdsl import Document, Parameter, Pause

ask = Pause("Ask", message="Is {{ Nope }} of {{ variable:Nope }} right?", next_step=lambda: end)
end = Pause("End", message="Is {{ Missing.Id }} right?")
document = Document("Ask", steps=[ask, end], outputs=["Ask.Id"])
gaps = Document("Gaps", parameters=[3], steps=[ask, 3], variables=["x"])
""")
    assert [" ".join(line.split()[:3]) for line in told(run, "x.py")] == [
        "x.py:3:20: error SSM201",
        "x.py:3:20: error SSM201",
        "x.py:4:20: error SSM201",
        "x.py:5:55: error SSM103",
        "x.py:6:37: error SSM103",
        "x.py:6:53: error SSM103",
        "x.py:6:68: error SSM103",
    ]


def test_what_stands_in_for_something_is_not_blamed(run: Run, tmp_path: Path) -> None:
    (tmp_path / "x.py").write_text("""\
from ssmdsl import Document, Pause
from ssmdsl.aws import ec2

look = ec2.DescribeVpcs("Look")
both = Document("Both", steps=[ec2.Nope(3), ec2.Nope(4)])
none = Document("None", steps=3, outputs=[look.response.Vpcs])
""")
    assert [" ".join(line.split()[:3]) for line in told(run, "x.py")] == [
        "x.py:5:32: error SSM103",
        "x.py:5:32: error SSM601",
        "x.py:5:45: error SSM103",
        "x.py:5:45: error SSM601",
        "x.py:6:25: error SSM103",
    ]
