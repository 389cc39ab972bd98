import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ssmflow_terraform.account import Place
from ssmflow_terraform.state import EMPTY, State


def resource(kind: str, name: str, *instances: dict[str, object], mode: str = "managed") -> object:
    return {"mode": mode, "type": kind, "name": name, "instances": instances}


def test_a_state_says_what_is_deployed_under_which_name_and_where() -> None:
    resources = [
        resource("aws_config_config_rule", "x", {"attributes": {"name": "rule", "id": "i"}}),
        resource(
            "aws_config_remediation_configuration",
            "x",
            {"attributes": {"config_rule_name": "rule"}},
        ),
        resource("aws_iam_role", "y", {"attributes": {"name": "role"}, "status": "tainted"}),
        resource("aws_s3_bucket", "z", {"index_key": 0, "attributes": {"bucket": "b"}}),
        resource("aws_x", "w", {"index_key": "k", "attributes": None}),
        resource(
            "aws_caller_identity", "current", {"attributes": {"account_id": "1"}}, mode="data"
        ),
        resource("aws_region", "current", {"attributes": {"name": "eu-west-1"}}, mode="data"),
        resource("aws_partition", "current", mode="data"),
    ]

    assert State.of(json.dumps({"version": 4, "resources": resources})) == State(
        names={
            "aws_config_config_rule.x": "rule",
            "aws_config_remediation_configuration.x": "rule",
            "aws_iam_role.y": "role",
            "aws_s3_bucket.z[0]": "b",
            'aws_x.w["k"]': "",
        },
        tainted=frozenset({"aws_iam_role.y"}),
        place=Place("1", "eu-west-1"),
    )


def test_nothing_is_deployed_where_there_is_no_state() -> None:
    assert State.of("") == State.of("{}") == EMPTY


MEMBERS: st.SearchStrategy[object] = st.deferred(
    lambda: (
        st.none()
        | st.sampled_from(["managed", "data", "current", "aws_region", "tainted", 1])
        | st.lists(MEMBERS, max_size=3)
        | st.dictionaries(
            st.sampled_from(["mode", "type", "name", "instances", "attributes", "status", "id"]),
            MEMBERS,
        )
    )
)
RESOURCE = st.fixed_dictionaries(
    {
        "mode": st.sampled_from(["managed", "data"]),
        "type": st.sampled_from(["aws_region", "aws_iam_role"]) | MEMBERS,
        "name": st.just("current") | MEMBERS,
        "instances": st.lists(
            st.fixed_dictionaries({"attributes": MEMBERS, "status": MEMBERS}) | MEMBERS, max_size=2
        )
        | MEMBERS,
    }
)


@given(st.fixed_dictionaries({"resources": st.lists(RESOURCE | MEMBERS) | MEMBERS}) | MEMBERS)
def test_what_is_no_state_is_told_so_and_nothing_else_goes_wrong(told: object) -> None:
    try:
        state = State.of(json.dumps(told))
    except ValueError as error:
        is_told = str(error) == "it has not the form of a state"
        assert is_told
    else:
        assert isinstance(state, State)


def test_what_is_no_json_is_told_so() -> None:
    with pytest.raises(ValueError, match="Expecting property name"):
        State.of("{")
