import pytest

from ssmdsl.checks import Check, checks
from ssmflow.reports import NoSuchCheckError, explanation, find_check


@pytest.mark.parametrize("named", ["SSM601", "ssm601", "no-such-operation", "No-Such-Operation"])
def test_a_check_is_found_by_its_code_and_by_its_name(named: str) -> None:
    assert find_check(named) is checks()["SSM601"]


@pytest.mark.parametrize(
    ("named", "shown", "near"),
    [
        ("SSM601X", '"SSM601X"', '\nDid you mean "SSM601"?'),
        ("no-such-operations", '"no-such-operations"', '\nDid you mean "no-such-operation"?'),
        ("x\ny", '"x\\ny"', ""),
    ],
)
def test_another_is_refused_with_all_that_there_are(named: str, shown: str, near: str) -> None:
    listed = "".join(f"\n  {check.code}  {check.name}" for check in checks().values())

    with pytest.raises(NoSuchCheckError) as caught:
        find_check(named)

    assert str(caught.value) == f"there is no check {shown}, only:{listed}{near}"
    assert caught.value.named == named


def test_a_check_is_explained(check: Check) -> None:
    assert (
        explanation(check)
        == """\
SSM699 no-such-thing (note)

There is no `a_<b>`, <c> or * |.

Why: SSM accepts the document, and the step fails whenever it runs, at night and at
noon.

Wrong:

    mainSteps:
      - name: Wrong

Right:

    \"""A remediation.\"""

    thing = 1

Source: https://docs.aws.amazon.com/thing.html
"""
    )


@pytest.mark.parametrize("own", checks().values(), ids=lambda own: own.code)
def test_every_check_can_be_explained(own: Check) -> None:
    assert explanation(own).startswith(f"{own.code} {own.name} ({own.severity})\n\n")
