"""A reference within a script."""

from ssmdsl.checks import check_document
from ssmdsl.loader import load

Found = list[tuple[tuple[str | int, ...], str]]


def found(body: str) -> Found:
    source = f'schemaVersion: "0.3"\n{body}'.encode()
    (document,) = load(source, name="Example").documents
    return [
        (finding.path, finding.message)
        for finding in check_document(document)
        if finding.code == "SSM209"
    ]


def document(script: str) -> str:
    return f"""
parameters:
  Name: {{type: String}}
mainSteps:
  - name: Greet
    action: aws:executeScript
    inputs:
      Runtime: python3.11
      Handler: greet
      Script: {script!r}
"""


def test_a_parameter_in_a_script_is_told_once() -> None:
    assert found(document("def greet(events, context): return '{{ Name }}{{Name}}'")) == [
        (
            ("mainSteps", 0, "inputs", "Script"),
            "{{ Name }} stands in the script's text, where none of AWS's own documents has a"
            " reference; add it to InputPayload, and read it from what the script is called with",
        )
    ]


def test_braces_of_the_scripts_own_are_left_alone() -> None:
    script = "def greet(name, context): return f'{{{name}}} {{name}} {{ x.y }}'"
    assert found(document(script)) == []
