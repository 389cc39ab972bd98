"""What every command that reads a template does with it."""

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.command.conftest import Run

TEMPLATE = """\
Parameters:
  Name:
    Type: String
    Default: versioning
Resources:
  Document:
    Type: AWS::SSM::Document
    Properties:
      DocumentType: Automation
      Name: Wait
      Content:
        schemaVersion: '0.3'
        assumeRole: '{{ AutomationAssumeRole }}'
        parameters:
          AutomationAssumeRole: {type: 'AWS::IAM::Role::Arn'}
          BucketName: {type: String}
        mainSteps:
          - {name: Wait, action: aws:sleep, inputs: {Duration: PT1S}}
  Role:
    Type: AWS::IAM::Role
    Properties:
      AssumeRolePolicyDocument:
        Statement:
          - {Effect: Allow, Principal: {Service: ssm.amazonaws.com}, Action: 'sts:AssumeRole'}
  Rule:
    Type: AWS::Config::ConfigRule
    Properties:
      ConfigRuleName: !Ref Name
      Scope: {TagKey: Stage}
      Source: {Owner: AWS, SourceIdentifier: S3_BUCKET_VERSIONING_ENABLED}
  Remediation:
    Type: AWS::Config::RemediationConfiguration
    Properties:
      ConfigRuleName: !Ref Rule
      TargetType: SSM_DOCUMENT
      TargetId: !Ref Document
      Parameters:
        AutomationAssumeRole: {StaticValue: {Values: [!GetAtt Role.Arn]}}
        BucketName: {ResourceValue: {Value: RESOURCE_ID}}
"""

DEFAULT = 'x.yaml:4:14: Parameters.Name: its Default "versioning" is taken\n'
SCOPE = 'x.yaml:29:7: resource "Rule", Scope: it is not kept\n'
COMMANDS = (
    ["compile"],
    ["graph"],
    ["import"],
    ["emit", "-o", "module"],
    ["plan", "--sandbox", "--terraform", "none"],
    ["apply", "--sandbox", "--terraform", "none"],
)
"""Each command that reads a template; those that deploy it go no further than that."""


@pytest.fixture(autouse=True)
def template(tmp_path: Path) -> None:
    (tmp_path / "x.yaml").write_text(TEMPLATE)


@pytest.mark.parametrize("command", COMMANDS, ids=lambda command: command[0])
def test_what_is_not_kept_is_told_once(run: "Run", command: list[str]) -> None:
    assert run(*command, "x.yaml").err.startswith(DEFAULT + SCOPE)
    assert run(*command, "x.yaml").err.count(SCOPE) == 1


def test_what_is_not_kept_is_told_before_the_module_is(run: "Run") -> None:
    ran = run("emit", "-o", "module", "x.yaml")

    assert (ran.code, ran.out) == (0, "")
    assert ran.err == f"{DEFAULT}{SCOPE}module: a module of 8 files, 1 remediation\n"


@pytest.mark.parametrize("command", COMMANDS, ids=lambda command: command[0])
def test_a_parameter_is_given_its_value(run: "Run", command: list[str]) -> None:
    ran = run(*command, "x.yaml", "-p", "Name=other")

    assert ran.err.startswith(SCOPE)


def test_the_value_given_is_the_one_emitted(run: "Run", tmp_path: Path) -> None:
    ran = run("emit", "-o", "module", "x.yaml", "-p", "Name=other")

    assert (ran.code, ran.out) == (0, "")
    assert ran.err == f"{SCOPE}module: a module of 8 files, 1 remediation\n"
    assert (tmp_path / "module" / "other.tf").exists()


def test_only_the_templates_among_the_files_take_values(run: "Run", tmp_path: Path) -> None:
    (tmp_path / "y.py").write_text("")

    ran = run("emit", "-o", "module", "x.yaml", "y.py", "-p", "Name=other")

    assert (ran.code, ran.out) == (1, "")
    assert ran.err == (
        f"{SCOPE}error: y.py: it defines no Remediation at module level, so there is nothing to"
        " deploy. A Remediation ties a rule to a document.\n"
    )


def test_a_parameter_that_the_template_does_not_have(run: "Run") -> None:
    ran = run("compile", "x.yaml", "-p", "name=other")

    assert (ran.code, ran.out) == (1, "")
    assert ran.err == (
        'error: x.yaml:2:3: the template has no parameter "name", only "Name".'
        ' Did you mean "Name"?\n'
    )


@pytest.mark.parametrize("command", COMMANDS, ids=lambda command: command[0])
def test_a_parameter_has_one_value(run: "Run", command: list[str]) -> None:
    ran = run(*command, "x.yaml", "-p", "Name=one", "-p", "Name=two")

    assert (ran.code, ran.out) == (2, "")
    assert ran.err.endswith(
        "error: Invalid value for '-p' / '--parameter': \"Name\" is given more than once\n"
    )


@pytest.mark.parametrize(
    "command",
    [*(command for command in COMMANDS if command != ["import"]), ["destroy"], ["output"]],
    ids=lambda command: command[0],
)
def test_python_has_no_parameters(run: "Run", tmp_path: Path, command: list[str]) -> None:
    (tmp_path / "y.py").write_text("raise ValueError\n")

    ran = run(*command, "y.py", "-p", "Name=one")

    assert (ran.code, ran.out) == (2, "")
    assert ran.err.endswith(
        "error: y.py: this is Python, and only templates have parameters; leave -p out\n"
    )


def test_a_resource_and_a_file_of_one_name_name_their_document_alike(
    run: "Run", tmp_path: Path
) -> None:
    nameless = TEMPLATE.replace("      Name: Wait\n", "")
    renamed = nameless.replace("  Document:\n", "  AwsWait:\n").replace(
        "!Ref Document", "!Ref AwsWait"
    )
    (tmp_path / "x.yaml").write_text(renamed)
    (tmp_path / "AwsWait.yaml").write_text(
        "schemaVersion: '0.3'\n"
        "mainSteps: [{name: Wait, action: aws:sleep, inputs: {Duration: PT1S}}]\n"
    )

    for file in ("x.yaml", "AwsWait.yaml"):
        ran = run("import", file)
        assert ran.code == 0
        assert '    "Custom-AwsWait",\n' in ran.out
