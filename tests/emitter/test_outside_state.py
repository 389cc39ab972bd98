from collections.abc import Collection, Mapping

import pytest

from ssmflow_terraform.errors import OutsideState, OutsideStateError
from ssmflow_terraform.outside_state import require_free
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

    require_free({RULE: "a"}, State({RULE: "a"}), account)

    assert account.asked == []


def test_what_nobody_has_is_free() -> None:
    account = Account(("aws_config_config_rule", "other"))

    require_free({RULE: "a", REMEDIATION: "a"}, State({RULE: "before"}), account)

    assert account.asked == [
        {"aws_config_config_rule": {"a"}, "aws_config_remediation_configuration": {"a"}}
    ]


def test_what_somebody_else_has_is_named() -> None:
    account = Account(("aws_config_config_rule", "a"))

    with pytest.raises(OutsideStateError) as caught:
        require_free({RULE: "a", REMEDIATION: "a"}, State(), account)

    assert caught.value.resources == (OutsideState(RULE, "a"),)
    assert str(caught.value) == (
        "nothing was changed, since terraform would overwrite what is not its own.\n"
        "These exist, but outside the state:\n"
        "  aws_config_config_rule.x is a\n"
        "If an apply that was cut off left them, or they are yours to manage, take them in:"
        " ssmflow apply --import-existing. If they are somebody else's, set another prefix, for"
        " every command from then on: --var name_prefix=…"
    )
