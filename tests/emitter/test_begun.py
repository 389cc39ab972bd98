import json
from pathlib import Path

import pytest

from ssmdsl import SsmflowError
from ssmflow_terraform.begun import Begun

FREE = {"aws_x.a": "a", "aws_x.b": "b", "aws_x.c": "c"}


@pytest.fixture
def log(tmp_path: Path) -> Path:
    return tmp_path / "apply.jsonl"


@pytest.fixture
def begun(tmp_path: Path, log: Path) -> Begun:
    return Begun(tmp_path / "begun.json", log)


def said(*steps: tuple[str, str, str]) -> str:
    hooks = [
        {"type": f"apply_{stage}", "hook": {"resource": {"addr": address}, "action": action}}
        for stage, address, action in steps
    ]
    return "".join(f"{json.dumps(hook)}\n" for hook in hooks)


def test_what_was_begun_is_ours_and_nothing_else(begun: Begun, log: Path) -> None:
    assert begun.ours({}) == {}
    begun.begin(FREE, {})
    assert begun.ours({}) == {}

    log.write_text(
        said(
            ("start", "aws_x.a", "create"),
            ("start", "aws_x.b", "update"),
            ("start", "aws_x.other", "create"),
        )
        + "cut o"
    )

    assert begun.ours({}) == {"aws_x.a": "a"}
    assert begun.ours({"aws_x.a": "a"}) == {}  # the state has it
    assert begun.ours({"aws_x.a": "other"}) == {"aws_x.a": "a"}


def test_what_is_ours_stays_so_through_the_next_apply(begun: Begun, log: Path) -> None:
    begun.begin(FREE, {})
    log.write_text(said(("start", "aws_x.a", "create")))

    begun.begin({"aws_x.b": "b"}, {})
    assert not log.exists()
    assert begun.ours({}) == begun.earlier() == {"aws_x.a": "a"}
    log.write_text(said(("start", "aws_x.b", "create"), ("start", "aws_x.c", "create")))
    assert begun.ours({}) == {"aws_x.a": "a", "aws_x.b": "b"}
    assert begun.earlier() == {"aws_x.a": "a"}

    begun.begin({}, {"aws_x.b": "b"})
    assert begun.ours({}) == {"aws_x.a": "a"}
    begun.end({"aws_x.a": "a"})
    assert begun.ours({}) == {"aws_x.a": "a"}
    begun.end({})
    begun.end({})
    assert begun.ours({}) == {}


@pytest.mark.parametrize(
    ("errored_may_exist", "ours"),
    [(True, {"aws_x.a": "a", "aws_x.c": "c"}), (False, {"aws_x.c": "c"})],
)
def test_how_a_creation_ended_says_whether_it_is_in_doubt(
    begun: Begun, log: Path, errored_may_exist: bool, ours: dict[str, str]
) -> None:
    begun.begin(FREE, {})
    log.write_text(
        said(
            *(("start", address, "create") for address in FREE),
            ("errored", "aws_x.a", "create"),
            ("complete", "aws_x.b", "create"),
        )
    )

    begun.settle(errored_may_exist=errored_may_exist)

    assert begun.ours({}) == begun.earlier() == ours


@pytest.mark.parametrize("text", ["", "[]", '{"ours": 1}', '{"ours": {}, "free": []}'])
def test_what_cannot_be_read_makes_nothing_ours(tmp_path: Path, log: Path, text: str) -> None:
    (tmp_path / "begun.json").write_text(text)
    log.write_text(said(("start", "aws_x.a", "create")))

    assert Begun(tmp_path / "begun.json", log).ours({}) == {}


def test_what_cannot_be_written_down_is_told(tmp_path: Path, log: Path) -> None:
    file = tmp_path / "nowhere" / "begun.json"

    with pytest.raises(SsmflowError) as caught:
        Begun(file, log).begin(FREE, {})

    assert str(caught.value) == f"{file}: it cannot be written: No such file or directory"
