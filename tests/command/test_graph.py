from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.command.conftest import Run

GRAPH = """\
flowchart TD
    start(["Start"])
    step_Wait["Wait<br/>aws:sleep"]
    finish(["End"])
    start --> step_Wait
    step_Wait --> finish
"""

FILES = {
    "x.py": """\
from ssmdsl import Document, Sleep

one = Document("One", steps=[Sleep("Wait", duration="PT1S")])
two = Document("Two", steps=[Sleep("Doze", duration="PT1S")])
""",
    "one.yaml": """\
schemaVersion: '0.3'
mainSteps:
  - {name: Wait, action: aws:sleep, isEnd: 'true', inputs: {Duration: PT1S}}
""",
}


@pytest.fixture(autouse=True)
def files(tmp_path: Path) -> None:
    for name, text in FILES.items():
        (tmp_path / name).write_text(text)


def test_the_graph_of_a_document_in_yaml(run: "Run") -> None:
    ran = run("graph", "one.yaml")

    assert (ran.code, ran.out) == (0, GRAPH)
    assert ran.err == 'one.yaml:3:44: mainSteps[0].isEnd: "true" is written True\n'


def test_the_graph_of_one_of_several_documents(run: "Run") -> None:
    assert run("graph", "x.py", "--document", "One").out == GRAPH
    assert "step_Doze" in run("graph", "x.py", "--document", "Two").out
    assert run("graph", "x.py").err == (
        'error: x.py: it defines "One", "Two"; choose one with --document NAME\n'
    )
