from collections.abc import Callable

import pytest

from ssmflow.reports import Located


@pytest.mark.parametrize(
    ("step", "field", "subject"),
    [
        ("Stop", "inputs.Api", 'step "Stop", inputs.Api'),
        ("Stop", "", 'step "Stop"'),
        ("St\nop", "", 'step "St\\nop"'),
        (None, "parameters.VpcId", "parameters.VpcId"),
        (None, "", ""),
    ],
)
def test_a_finding_says_where_it_is(
    located: Callable[..., Located], step: str | None, field: str, subject: str
) -> None:
    finding = located(step=step, field=field, message="wrong")

    assert finding.subject == subject
    assert finding.sentence == (f"{subject}: wrong" if subject else "wrong")


@pytest.mark.parametrize(
    ("message", "fix"),
    [('no "a". Did you mean "b"?', "b"), ("no a; write {{ B.C }}", "{{ B.C }}"), ("no a", None)],
)
def test_a_finding_says_what_to_write_instead(
    located: Callable[..., Located], message: str, fix: str | None
) -> None:
    assert located(message=message).fix == fix
