from ssmflow.outputs_text import outputs_text
from ssmflow.plan_text import plan_text
from ssmflow_terraform.plan import UNKNOWN, Change, Plan


def test_a_plan_is_told_by_what_changes() -> None:
    plan = Plan(
        (
            Change("aws_a.b", "create", {}, {"name": "x", "arn": UNKNOWN}),
            Change("aws_c.d", "delete", {"name": "x"}, {}),
            Change(
                "aws_e.f",
                "update",
                {"seconds": 1, "tags": None, "id": "i"},
                {"seconds": 2, "tags": {"a": "b"}, "id": UNKNOWN},
            ),
            Change("aws_g.h", "replace", {"policy": '{"a":1,"b":2}'}, {"policy": '{"a":1,"b":3}'}),
        )
    )

    assert plan_text(plan, "your account") == (
        "+ aws_a.b\n"
        "- aws_c.d\n"
        "~ aws_e.f\n"
        "    seconds: 1 -> 2\n"
        "    tags:\n"
        "      -null\n"
        "      +{\n"
        '      +  "a": "b"\n'
        "      +}\n"
        "± aws_g.h\n"
        "    policy:\n"
        '         "a": 1,\n'
        '      -  "b": 2\n'
        '      +  "b": 3\n'
        "       }\n"
        "Changes to your account: 1 to create, 1 to update, 1 to destroy, 1 to replace."
    )


def test_a_plan_without_changes_is_told_so() -> None:
    assert plan_text(None, "your account") == "No changes: your account is as the file says."


def test_outputs_alone_are_told() -> None:
    assert plan_text(Plan((), ("names",)), "your account") == (
        "~ output names\nChanges to your account: no resource, outputs alone."
    )


def test_outputs_are_told_by_name() -> None:
    assert outputs_text({"names": {"a": "x", "long": 1}, "one": "y"}) == (
        "names:\n  a     x\n  long  1\none:\n  y"
    )
