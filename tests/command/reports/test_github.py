from collections.abc import Callable
from pathlib import Path

from ssmflow.reports import Located, github_report


def test_each_finding_is_a_workflow_command(located: Callable[..., Located]) -> None:
    findings = [
        located(),
        located(line=8, severity="warning", message="wrong"),
        located(line=9, severity="note", message="wrong", step=None, field="", code="SSM000"),
    ]

    assert github_report(findings) == (
        "::error file=documents/stop.yaml,line=7,col=12,title=SSM601 no-such-operation"
        '::step "Stop", inputs.Api: there is no operation "StopInstance".'
        ' Did you mean "StopInstances"?\n'
        "::warning file=documents/stop.yaml,line=8,col=12,title=SSM601 no-such-operation"
        '::step "Stop", inputs.Api: wrong\n'
        "::notice file=documents/stop.yaml,line=9,col=12,title=SSM000::wrong\n"
    )


def test_what_github_would_read_as_its_own_is_escaped(located: Callable[..., Located]) -> None:
    finding = located(
        path=Path("a,b:c%\n\udc80.yaml"), step=None, field="a: b", message="100%,\r\n::x \ud800"
    )

    assert github_report([finding]) == (
        "::error file=a%2Cb%3Ac%25%0A\\udc80.yaml,line=7,col=12,title=SSM601 no-such-operation"
        "::a: b: 100%25,%0D%0A::x \\ud800\n"
    )


def test_no_findings_are_no_command() -> None:
    assert github_report([]) == ""
