"""`ssmflow check` of YAML with many mistakes: nothing hidden, nothing told that only follows."""

from pathlib import Path

import pytest

from tests.command.conftest import Run

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


def test_a_document_without_what_is_required_is_told_so(run: Run, tmp_path: Path) -> None:
    (tmp_path / "x.yaml").write_text("description: Nothing.\n")
    assert [line for line in run("check", "x.yaml").out.splitlines() if line[0] == "x"] == [
        "x.yaml:1:1: error SSM102 mainSteps: a document has a list of at least one step",
        'x.yaml:1:1: error SSM102 schemaVersion: it is required; write schemaVersion: "0.3"',
    ]


def test_a_list_that_is_text_is_told_so(run: Run, tmp_path: Path) -> None:
    (tmp_path / "x.yaml").write_text("""\
schemaVersion: "0.3"
parameters:
  VpcId: {type: String, description: Which VPC.}
mainSteps:
  - name: Look
    action: aws:executeAwsApi
    inputs:
      Service: ec2
      Api: DescribeVpcs
      VpcIds: '["{{ VpcId }}"]'
""")
    assert [line for line in run("check", "x.yaml").out.splitlines() if line[0] == "x"] == [
        'x.yaml:10:15: error SSM604 step "Look", inputs.VpcIds: "["{{ VpcId }}"]" is text, not a'
        " list; take the quotes around it away"
    ]


JUMPING = """\
schemaVersion: "0.3"
mainSteps:
  - name: Choose
    action: aws:branch
    inputs:
      Choices:
        - NextStep: Undo
          Variable: "{{ global:REGION }}"
          StringEquals: eu-central-1
      Default: Ask
  - name: Ask
    action: aws:pause
    onFailure: step:Undo
    nextStep: Undo
    inputs: {}
  - name: Undo
    inputs: {}
"""


@pytest.mark.parametrize(
    ("command", "told"),
    [
        ("check", "x.yaml:16:5: error SSM102 mainSteps[2]: "),
        ("compile", "error: x.yaml:16:5: mainSteps[2]: "),
        ("import", "error: x.yaml:16:5: mainSteps[2]: "),
    ],
)
def test_a_step_without_an_action_can_be_jumped_to(
    run: Run, tmp_path: Path, command: str, told: str
) -> None:
    (tmp_path / "x.yaml").write_text(JUMPING)
    ran = run(command, "x.yaml")
    found = [line for line in (ran.out + ran.err).splitlines() if "x.yaml" in line]
    assert (ran.code, found) == (1, [f'{told}its "action" is required, as text'])


def test_an_output_that_there_is_not_is_told_if_its_step_was_read(run: Run, tmp_path: Path) -> None:
    (tmp_path / "x.yaml").write_text("""\
schemaVersion: "0.3"
mainSteps:
  - name: Ask
    action: aws:pause
    inputs: {}
  - name: Broken
    action: aws:pauze
    inputs: {}
outputs:
  - Ask.Nope
  - Broken.Perhaps
""")
    assert [line for line in run("check", "x.yaml").out.splitlines() if line[0] == "x"] == [
        'x.yaml:7:13: error SSM104 step "Broken": there is no action "aws:pauze". Did you mean'
        ' "aws:pause"?',
        'x.yaml:10:5: error SSM201 outputs[0]: "Ask.Nope" is no output of a step.',
    ]


def test_one_wrong_input_hides_nothing_of_the_others(run: Run, tmp_path: Path) -> None:
    (tmp_path / "x.yaml").write_text("""\
schemaVersion: "0.3"
mainSteps:
  - name: Loop
    action: aws:loop
    inputs:
      LoopCondition: 3
      MaxIterations: 2000
      Steps: []
  - name: Again
    action: aws:loop
    inputs:
      LoopCondition: 3
      Steps: 5
  - name: Choose
    action: aws:branch
    inputs:
      Choices: 3
      Default: Nowhere
""")
    assert [line for line in run("check", "x.yaml").out.splitlines() if line[0] == "x"] == [
        'x.yaml:6:22: error SSM103 step "Loop", inputs.LoopCondition: 3 is not a condition',
        'x.yaml:7:22: error SSM103 step "Loop", inputs.MaxIterations: 2000 is too large; at most'
        " 100",
        'x.yaml:13:14: error SSM103 step "Again", inputs.Steps: 5 is not a list of steps',
        'x.yaml:17:16: error SSM103 step "Choose", inputs.Choices: 3 is not a list',
    ]
