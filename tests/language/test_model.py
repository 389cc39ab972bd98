from collections.abc import Callable, Iterator
from typing import Any, ClassVar

import pytest
from pydantic import Field

from ssmdsl import (
    Automatic,
    DefinitionError,
    Document,
    ExecuteAwsApi,
    Output,
    Parameter,
    Sleep,
    Statement,
    Step,
    compile_document,
)
from ssmdsl.model import Items, Members, model


@model
class Box:
    noun: ClassVar[str] = "box"

    name: str = Field(kw_only=False)
    width: int = Field(default=1, ge=1, le=9)
    is_open: bool = False
    labels: Items[str] = ()
    contents: Members[str, Any] = Field(default_factory=dict)

    def misfits(self) -> Iterator[tuple[str, str]]:
        if self.is_open and self.contents:
            yield "contents", "they fall out"
        if len(self.labels) > self.width:
            yield "", "has more labels than room"


def message(build: Callable[[], object]) -> str:
    with pytest.raises(DefinitionError) as caught:
        build()
    return str(caught.value)


def test_a_model_is_frozen_and_so_is_what_it_holds() -> None:
    labels, contents = ["a"], {"b": 1}
    box = Box("B", labels=labels, contents=contents)
    labels.append("c")
    contents["d"] = 2

    with pytest.raises(AttributeError):
        box.width = 2  # type: ignore[misc]
    with pytest.raises(TypeError):
        box.contents["b"] = 2  # type: ignore[index]
    assert (tuple(box.labels), dict(box.contents)) == (("a",), {"b": 1})


def test_a_model_is_closed_and_knows_the_nearest_property() -> None:
    assert message(lambda: Box("B", widht=2)) == (  # type: ignore[call-arg]
        'box "B": there is no property "widht", only "name", "width", "is_open", "labels",'
        ' "contents". Did you mean "width"?'
    )


@pytest.mark.parametrize(
    ("properties", "told"),
    [
        ({}, "box, name: is required"),
        ({"name": b"B"}, "box, name: b'B' is not text"),
        ({"name": "B", "width": "1"}, 'box "B", width: "1" is not an integer'),
        ({"name": "B", "width": True}, 'box "B", width: True is not an integer'),
        ({"name": "B", "width": 1.5}, 'box "B", width: 1.5 is not an integer'),
        ({"name": "B", "width": 0}, 'box "B", width: 0 is too small; at least 1'),
        ({"name": "B", "width": 10}, 'box "B", width: 10 is too large; at most 9'),
        ({"name": "B", "is_open": "no"}, 'box "B", is_open: "no" is not True or False'),
        ({"name": "B", "is_open": None}, 'box "B", is_open: None is not True or False'),
        ({"name": "B", "labels": "ab"}, 'box "B", labels: "ab" is not a list; write ["ab"]'),
        ({"name": "B", "labels": {"a"}}, "box \"B\", labels: {'a'} is not a list"),
        ({"name": "B", "labels": ["a", 1]}, 'box "B", labels[1]: 1 is not text'),
        ({"name": "B", "contents": ["a"]}, "box \"B\", contents: ['a'] is not a dictionary"),
        (
            {"name": "B", "labels": ["a", "\udc00"]},
            'box "B", labels[1]: "\\udc00" has half of a character (a surrogate);'
            " no file can hold it",
        ),
        (
            {"name": "B", "contents": {"k\ud800": {"a": ["\ud800"]}}},
            'box "B", contents, key "k\\ud800": "k\\ud800" has half of a character (a surrogate);'
            " no file can hold it\n"
            'box "B", contents."k\\ud800".a[0]: "\\ud800" has half of a character (a surrogate);'
            " no file can hold it",
        ),
    ],
)
def test_what_is_wrong_is_told_in_the_users_words(properties: dict[str, Any], told: str) -> None:
    assert message(lambda: Box(**properties)) == told


def test_everything_wrong_is_told_at_once_in_the_order_of_the_properties() -> None:
    assert message(
        lambda: Box("B", "extra", labels=5, width=0, colour="red")  # type: ignore[call-arg,misc,arg-type]
    ).splitlines() == [
        'box "B": "extra" needs the name of its property, one of "name", "width", "is_open",'
        ' "labels", "contents"',
        'box "B", width: 0 is too small; at least 1',
        'box "B", labels: 5 is not a list; write [5]',
        'box "B": there is no property "colour", only "name", "width", "is_open", "labels",'
        ' "contents".',
    ]


def test_what_properties_cannot_be_together_is_told_at_once_too() -> None:
    assert message(
        lambda: Box("B", is_open=True, contents={"a": 1}, labels=["a", "b"])
    ).splitlines() == [
        'box "B", contents: they fall out',
        'box "B": has more labels than room',
    ]


def test_a_property_given_twice_is_told() -> None:
    assert message(lambda: Box("B", name="C")) == (  # type: ignore[misc]
        'box "B", name: "C" is a second value for it'
    )


def circular() -> list[Any]:
    value: list[Any] = []
    value += [value, value]
    return value


def bomb() -> list[Any]:
    value: list[Any] = ["a"]
    for _ in range(60):
        value = [value, value]
    return value


def deep() -> list[Any]:
    value: list[Any] = []
    for _ in range(5000):
        value = [value]
    return value


@pytest.mark.parametrize(
    ("value", "told"),
    [
        (circular(), "is more than 100 levels deep, or contains itself"),
        (deep(), "is more than 100 levels deep, or contains itself"),
        (bomb(), "holds more than 65536 values"),
        (["a"] * 70_000, "holds more than 65536 values"),
    ],
    ids=["circular", "deep", "bomb", "long"],
)
def test_a_value_without_end_is_refused(value: list[Any], told: str) -> None:
    assert (
        message(lambda: Box("B", contents={"a": 1, "b": value})) == f'box "B", contents.b: {told}'
    )


def test_a_model_is_shown_as_it_was_written_in_short() -> None:
    assert repr(Box("B", width=3)) == 'Box("B")'
    assert repr(Automatic(maximum_attempts=1, retry_seconds=2)) == "Automatic(…)"


def test_models_that_are_alike_are_equal_and_can_be_in_sets() -> None:
    assert Box("B", contents={"a": []}) == Box("B", contents={"a": []})
    assert Box("B") != Box("B", width=2)
    assert len({Box("B", contents={"a": []}), Box("B", contents={"a": []}), Box("C")}) == 2
    assert len({Sleep("A", duration="PT1S"), ExecuteAwsApi("A", service="s", api="A")}) == 2


def test_a_dictionary_is_no_model() -> None:
    step: Any = {"name": "Wait", "duration": "PT1S"}

    assert message(lambda: Document("Mine", steps=[step])) == (
        "document \"Mine\", steps[0]: {'name': 'Wait', 'duration': 'PT1S'} is not a step"
    )


def test_the_class_of_a_step_is_no_step() -> None:
    assert message(lambda: Document("Mine", steps=[Sleep])) == (  # type: ignore[list-item]
        'document "Mine", steps[0]: Sleep is not a step'
    )


def test_a_step_without_an_action_is_no_step() -> None:
    assert message(lambda: Step("Bare")) == (
        'step "Bare": Step is what all steps have in common; write one with an action'
    )


def test_a_document_keeps_what_only_the_kind_of_step_has() -> None:
    wait = Sleep("Wait", duration="PT5M")
    call = ExecuteAwsApi("Call", service="ec2", api="DescribeVpcs", inputs={"DryRun": True})
    document = Document("Mine", steps=[wait, call])

    assert document.steps == (wait, call)
    assert [type(step) for step in document.steps] == [Sleep, ExecuteAwsApi]
    text = compile_document(document).decode()
    assert '"Duration": "PT5M"' in text
    assert '"DryRun": true' in text


def test_models_within_models_keep_their_kind() -> None:
    output = Output("Id", "$.Id")
    parameter = Parameter("VpcId")
    statement = Statement(["ec2:DescribeVpcs"])

    call = ExecuteAwsApi("Call", service="s", api="A", outputs=[output])
    document = Document("Mine", parameters=[parameter], steps=[call])

    assert call.outputs == (output,)
    assert document.parameters == (parameter,)
    assert tuple(statement.actions) == ("ec2:DescribeVpcs",)
