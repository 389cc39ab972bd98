from collections.abc import Callable

import pytest

from ssmdsl import DefinitionError, Parameter, Pause
from ssmdsl.action_input import Input
from ssmdsl.value_type import ParameterType, ValueType


def problems(build: Callable[[], object]) -> list[str]:
    with pytest.raises(DefinitionError) as caught:
        build()
    return [str(problem) for problem in caught.value.problems]


KINDS: tuple[ValueType, ...] = (
    "String",
    "Integer",
    "Boolean",
    "StringMap",
    "StringList",
    "MapList",
)


def told(item: Input, given: object) -> list[str]:
    return list(item.misfits(given))


@pytest.mark.parametrize(
    ("field", "key"),
    [("instance_id", "InstanceId"), ("name", "Name"), ("max_errors", "MaxErrors")],
)
def test_a_key_is_the_field_in_the_case_of_aws(field: str, key: str) -> None:
    assert Input().key_of(field) == key
    assert Input(key="RoleARN").key_of(field) == "RoleARN"


@pytest.mark.parametrize(
    ("kind", "fits", "misfits"),
    [
        ("String", "a", {1: "1 is not text", None: "None is not text"}),
        ("Integer", 1, {"1": '"1" is not an integer', True: "True is not an integer"}),
        ("Boolean", True, {"true": '"true" is not True or False', 0: "0 is not True or False"}),
        ("StringMap", {"a": 1}, {"a": '"a" is not a dictionary'}),
        ("StringList", ["a"], {"a": '"a" is not a list; write ["a"]'}),
        ("MapList", [{}], {1: "1 is not a list; write [1]"}),
    ],
)
def test_a_value_is_of_the_type(kind: ValueType, fits: object, misfits: dict[object, str]) -> None:
    assert told(Input(kind), fits) == []
    for given, message in misfits.items():
        assert told(Input(kind), given) == [message]


def test_without_a_type_any_value_is_taken() -> None:
    for given in (1, "a", [None], object()):
        assert told(Input(), given) == []


@pytest.mark.parametrize("kind", KINDS)
def test_a_reference_is_of_the_type(kind: ValueType) -> None:
    for other in KINDS:
        reference = Parameter("P", other)
        found = told(Input(kind), reference)
        if other == kind:
            assert found == []
        elif (kind, other) == ("StringList", "String"):
            assert found == ['{{ P }} is of type String, not StringList; write ["{{ P }}"]']
        else:
            assert found == [f"{{{{ P }}}} is of type {other}, not {kind}"]


@pytest.mark.parametrize(
    ("kind", "own"),
    [
        ("String", "AWS::IAM::Role::Arn"),
        ("StringList", "List<AWS::EC2::Instance::Id>"),
    ],
)
def test_the_types_of_aws_are_texts_and_lists_of_them(kind: ValueType, own: ParameterType) -> None:
    assert told(Input(kind), Parameter("P", own)) == []


def test_a_reference_may_be_of_another_type_that_the_action_takes() -> None:
    item = Input("Integer", also=("String",))

    assert told(item, Parameter("P")) == []
    assert told(item, Parameter("P", "Boolean")) == ["{{ P }} is of type Boolean, not Integer"]
    assert told(item, "1") == ['"1" is not an integer']


@pytest.mark.parametrize("kind", ["Integer", "Boolean", "StringMap"])
def test_a_reference_as_text_has_no_type_that_is_known(kind: ValueType) -> None:
    assert told(Input(kind), f"{Parameter('P', kind)}") == [
        f'"{{{{ P }}}}" is text, whose type is not known, and not {kind}; give the parameter or'
        " output itself, not in an f-string"
    ]


def test_a_list_takes_references_to_items_and_to_lists() -> None:
    text, texts, count = Parameter("T"), Parameter("Ts", "StringList"), Parameter("N", "Integer")

    assert told(Input("StringList"), ["a", text, texts, f"{text}!"]) == []
    assert told(Input("StringList"), ["a", 1, count, {}]) == [
        "item 1: 1 is not text",
        "item 2: {{ N }} is of type Integer, not String",
        "item 3: {} is not text",
    ]
    assert told(Input("MapList"), [Parameter("M", "StringMap"), Parameter("Ms", "MapList")]) == []
    assert told(Input("MapList"), [texts]) == [
        "item 0: {{ Ts }} is of type StringList, not StringMap"
    ]


def test_only_some_texts_are_allowed() -> None:
    item, items = (Input(kind, allowed=("on", "off")) for kind in ("String", "StringList"))

    assert told(item, "of") == ['"of" is not one of "on", "off". Did you mean "off"?']
    assert told(items, ["on", "of"]) == [
        'item 1: "of" is not one of "on", "off". Did you mean "off"?'
    ]
    assert told(item, f"{Parameter('P')}") == []
    assert told(items, [f"o{Parameter('P')}", Parameter("P")]) == []


@pytest.mark.parametrize(
    ("kind", "short", "long"),
    [
        ("Integer", (0, "0 is too small; at least 1"), (3, "3 is too large; at most 2")),
        (
            "String",
            ("", '"" is too short; at least 1 character'),
            ("abc", '"abc" is too long; at most 2 characters'),
        ),
        (
            "StringList",
            ([], "[] is too short; at least 1 item"),
            (["a"] * 3, "['a', 'a', 'a'] is too long; at most 2 items"),
        ),
    ],
)
def test_sizes_have_bounds(
    kind: ValueType, short: tuple[object, str], long: tuple[object, str]
) -> None:
    item = Input(kind, at_least=1, at_most=2)

    assert told(item, short[0]) == [short[1]]
    assert told(item, long[0]) == [long[1]]


def test_what_is_filled_in_later_has_no_size_yet() -> None:
    texts = Parameter("Ts", "StringList")

    assert told(Input("String", at_most=3, pattern="[a-z]*"), f"{Parameter('P')}") == []
    assert told(Input("StringList", at_least=2), [texts]) == []
    assert told(Input("StringList", at_least=2), [f"{texts}"]) == []


def test_a_pattern_fits_the_whole_text() -> None:
    item = Input("String", pattern="[a-z]+")

    assert told(item, "abc") == []
    assert told(item, "abc\n") == ['"abc\\n" does not match "[a-z]+"']


def test_what_is_given_is_kept_as_it_was() -> None:
    step = Pause("Wait", message=None)

    assert step.action_inputs() == {}
    assert problems(lambda: Pause("Wait", message=5)) == [  # type: ignore[arg-type]
        'step "Wait", message: 5 is not text'
    ]
