"""A parameter's default that refers to another parameter."""

from ssmdsl.checks import check_document
from ssmdsl.loader import load

Found = list[tuple[tuple[str | int, ...], str]]


def found(body: str) -> Found:
    source = f'schemaVersion: "0.3"\n{body}'.encode()
    (document,) = load(source, name="Example").documents
    return [
        (finding.path, finding.message)
        for finding in check_document(document)
        if finding.code == "SSM210"
    ]


def document(default: str) -> str:
    return f"""
parameters:
  Name: {{type: String}}
  Backup: {{type: String, default: "{default}"}}
mainSteps:
  - name: Wait
    action: aws:sleep
    inputs: {{Duration: PT1S}}
"""


def test_another_parameter_is_told() -> None:
    assert found(document("{{ Name }}-backup")) == [
        (
            ("parameters", "Backup", "default"),
            "{{ Name }} is another parameter, which AWS does not support in a default; put the text"
            " together in the step that needs it",
        )
    ]


def test_system_variables_and_parameter_store_are_left_alone() -> None:
    assert found(document("backup-{{ global:DATE }}")) == []
    assert found(document("{{ssm:/backup/name}}")) == []
