from collections.abc import Collection, Mapping
from pathlib import Path

import pytest

from ssmflow_terraform.errors import OutsideState, OutsideStateError, UnfinishedApplyError
from ssmflow_terraform.outside_state import outside_state
from ssmflow_terraform.state import State

RULE, REMEDIATION = "aws_config_config_rule.x", "aws_config_remediation_configuration.x"


class Account:
    """Stands for the account: has these, and notes what it is asked."""

    def __init__(self, *has: tuple[str, str]) -> None:
        self.has = set(has)
        self.asked: list[Mapping[str, Collection[str]]] = []

    def existing(self, wanted: Mapping[str, Collection[str]]) -> set[tuple[str, str]]:
        self.asked.append(wanted)
        return {(kind, name) for kind, name in self.has if name in wanted.get(kind, ())}


def test_what_the_state_knows_is_ours_and_aws_is_not_asked() -> None:
    account = Account()

    assert outside_state({RULE: "a"}, State({RULE: "a"}), account) == []
    assert account.asked == []


def test_what_nobody_has_is_free() -> None:
    account = Account(("aws_config_config_rule", "other"))

    assert outside_state({RULE: "a", REMEDIATION: "a"}, State({RULE: "before"}), account) == []
    assert account.asked == [
        {"aws_config_config_rule": {"a"}, "aws_config_remediation_configuration": {"a"}}
    ]


def test_what_somebody_else_has_is_found() -> None:
    account = Account(("aws_config_config_rule", "a"))

    found = outside_state({RULE: "a", REMEDIATION: "a"}, State(), account)

    assert found == [OutsideState(RULE, "a")]


@pytest.mark.parametrize(
    ("address", "otherwise"),
    [
        (
            RULE,
            "If they are somebody else's, set another prefix, for every command from then on:"
            " --var name_prefix=…",
        ),
        (
            "aws_config_configuration_recorder.this[0]",
            "An account has one configuration recorder in a Region: to leave that as it is, leave"
            " create_configuration_recorder out.",
        ),
    ],
)
def test_what_is_found_is_told_with_what_to_do(address: str, otherwise: str) -> None:
    assert str(OutsideStateError(resources=[OutsideState(address, "a")])) == (
        "nothing was changed, since terraform would overwrite what is not its own.\n"
        f"These exist, but outside the state:\n  {address} is a\n"
        "If they are yours to manage, take them in: the same ssmflow apply with --import-existing."
        f" {otherwise}"
    )


def test_what_a_cut_off_apply_has_made_is_told() -> None:
    file = Path("/work/ssmflow-begun.json")

    assert str(UnfinishedApplyError(resources=[OutsideState(RULE, "a")], file=file)) == (
        "nothing was changed: an apply that was cut off had begun to make these, and they exist"
        " without the state's knowing them:\n  aws_config_config_rule.x is a\nRun the same ssmflow"
        " apply as then, which takes them in, and then destroy; or delete them in AWS. If they are"
        " somebody else's by now, delete /work/ssmflow-begun.json instead."
    )
