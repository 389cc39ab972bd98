from ssmflow_terraform.plan import UNKNOWN, Plan


def change(actions: list[str], **more: object) -> dict[str, object]:
    return {"address": "aws_x.y", "change": {"actions": actions, **more}}


def test_a_plan_holds_what_would_be_changed_and_nothing_else() -> None:
    plan = Plan.of(
        {
            "resource_changes": [
                change(["no-op"]),
                change(["read"]),
                change(["create"], after={"name": "a"}, after_unknown={"arn": True, "tags": {}}),
                change(["delete", "create"], before={"name": "a"}, after={"name": "b"}),
                change(["create", "delete"]),
                change(["no-op"], importing={"id": "x"}),
                change(["forget"], before={"name": "a"}),
            ]
        }
    )

    assert [item.action for item in plan.changes] == [
        "create",
        "replace",
        "replace",
        "import",
        "forget",
    ]
    assert plan.changes[0].after == {"name": "a", "arn": UNKNOWN}
    assert plan.changes[1].changed == ("name",)
    assert plan.has_changes


def test_what_only_the_apply_brings_is_not_told_as_a_change() -> None:
    (update,) = Plan.of(
        {
            "resource_changes": [
                change(
                    ["update"],
                    before={"content": "a", "version": "1", "tags": {}},
                    after={"content": "b", "tags": {}},
                    after_unknown={"version": True},
                )
            ]
        }
    ).changes

    assert update.changed == ("content",)


def test_a_plan_without_changes_has_none() -> None:
    assert not Plan.of({}).has_changes


def test_an_output_alone_is_a_change() -> None:
    changes = {"a": {"actions": ["create"]}, "b": {"actions": ["no-op"]}}
    plan = Plan.of({"output_changes": changes})

    assert plan.has_changes
    assert plan.outputs == ("a",)
