import pytest

from ssmflow_terraform.errors import ReplacedImportError
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


def test_what_is_taken_in_is_no_creation_and_must_be_kept() -> None:
    plan = Plan.of(
        {
            "resource_changes": [
                change(["update"], importing={"id": "a"}, before={"d": "x"}, after={"d": "y"}),
                change(["create"], after={"name": "b"}),
            ]
        }
    )
    plan.require_kept_imports()
    assert [item.is_imported for item in plan.changes] == [True, False]
    assert plan.named({"aws_x"}) == {"aws_x.y": "b"}

    replaced = change(
        ["delete", "create"], importing={"id": "a"}, before={"path": "/"}, after={"path": "/x/"}
    )
    plan = Plan.of({"resource_changes": [replaced]})
    assert plan.named({"aws_x"}) == {}
    with pytest.raises(ReplacedImportError) as caught:
        plan.require_kept_imports()
    assert str(caught.value) == (
        "nothing was changed: these cannot be taken in, since terraform would destroy them and make"
        " them anew:\n  aws_x.y, with other path\nLeave them, and set another prefix, for every"
        " command from then on: --var name_prefix=…"
    )


def test_names_are_those_that_are_known_of_the_types_wanted() -> None:
    plan = Plan.of(
        {
            "resource_changes": [
                change(["create"], after={"name": None, "bucket": "b"}),
                {**change(["create"], after={"name": "n"}), "address": "aws_z.y"},
                {**change(["create"], after_unknown={"name": True}), "address": "aws_x.u"},
                {**change(["update"], after={"name": "n"}), "address": "aws_x.w"},
            ]
        }
    )

    assert plan.named({"aws_x"}) == {"aws_x.y": "b"}
