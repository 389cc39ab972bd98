from ssmdsl.checks._checked_document import CheckedDocument
from ssmdsl.checks.output_of_many import find
from ssmdsl.loader import load


def found(source: str) -> list[tuple[tuple[str | int, ...], str]]:
    read = load(f'schemaVersion: "0.3"\n{source}'.encode(), name="Example")
    (document,) = read.documents
    return [(one.path, one.message) for one in find(CheckedDocument(document))]


def document(where: str, output: str = "Output") -> str:
    return f"""
parameters:
  InstanceIds: {{type: StringList}}
mainSteps:
  - name: Ask
    action: aws:runCommand
    inputs: {{DocumentName: AWS-RunShellScript, {where}}}
outputs: [Ask.{output}]
"""


def message(where: str) -> str:
    return (
        f"{{{{ Ask.Output }}}} is empty, for the command runs on {where}; run it on one instance,"
        " named in InstanceIds, or read each instance's output with ssm GetCommandInvocation"
    )


def test_the_output_of_targets_is_empty() -> None:
    targets = "Targets: [{Key: 'tag:Name', Values: [web]}]"
    assert found(document(targets)) == [(("outputs", 0), message("whatever Targets finds"))]
    assert found(document(targets, "Status")) == []


def test_the_output_of_several_instances_is_empty() -> None:
    assert found(document("InstanceIds: [i-1, i-2]")) == [(("outputs", 0), message("2 instances"))]


def test_one_instance_and_an_unknown_number_are_let_be() -> None:
    assert found(document("InstanceIds: [i-1]")) == []
    assert found(document("InstanceIds: '{{ InstanceIds }}'")) == []
