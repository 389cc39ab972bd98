"""A step whose failure ends the automation, and is said not to matter."""

from ssmdsl.checks import check_document
from ssmdsl.loader import load

Found = list[tuple[tuple[str | int, ...], str]]


def found(body: str) -> Found:
    source = f'schemaVersion: "0.3"\n{body}'.encode()
    (document,) = load(source, name="Example").documents
    return [
        (finding.path, finding.message)
        for finding in check_document(document)
        if finding.code == "SSM307"
    ]


def document(*lines: str) -> str:
    return "\n    ".join(
        (
            "mainSteps:\n  - name: Wait",
            "action: aws:sleep",
            "inputs: {Duration: PT1S}",
            *lines,
        )
    )


REST = (
    " it ends the automation, whose status AWS does not document then; to go on with the next step,"
    " write onFailure: Continue"
)
PATH = ("mainSteps", 0, "isCritical")


def test_an_uncritical_step_that_aborts_is_told() -> None:
    assert found(document("isCritical: false")) == [
        (
            PATH,
            "isCritical: false says that a failure does not matter, and without onFailure" + REST,
        )
    ]
    assert found(document("isCritical: false", "onFailure: Abort")) == [
        (
            PATH,
            "isCritical: false says that a failure does not matter, and with onFailure: Abort"
            + REST,
        )
    ]


def test_one_that_goes_on_is_left_alone() -> None:
    assert found(document("isCritical: false", "onFailure: Continue")) == []
    assert found(document("onFailure: Abort")) == []
