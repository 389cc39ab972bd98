from collections.abc import Callable

import pytest

Told = Callable[..., list[tuple[str, str]]]
SET = "a set, which JSON cannot carry; return a list: sorted(…)"
BYTES = "bytes, which JSON cannot carry; return text: decode(…)"


@pytest.mark.parametrize(
    ("value", "said"),
    [
        ("{1, 2}", SET),
        ("{'Ids': set(events)}", SET),
        ("{'Ids': [{'Inner': frozenset()}]}", SET),
        ("({item for item in events}, 1)", SET),
        ("{'Key': b'key'}", BYTES),
        ("{'Key': bytes(3)}", BYTES),
        ("lambda: 1", "a function, which JSON cannot carry; return its result"),
        ("(x for x in events)", "a generator, which JSON cannot carry; return its result"),
    ],
)
def test_what_json_cannot_carry_is_told(told_of_script: Told, value: str, said: str) -> None:
    script = f"def handler(events, context):\n    return {value}\n"
    assert told_of_script("SSM812", script) == [
        ("inputs.Script", f"line 2 of the script returns {said}")
    ]


@pytest.mark.parametrize(
    "value",
    ["{'Ids': sorted({1, 2})}", "list(set(events))", "{}", "None", "len({1, 2})", "x.set()"],
)
def test_what_json_can_carry_is_not_told(told_of_script: Told, value: str) -> None:
    script = f"def handler(events, context):\n    x = events\n    return {value}\n"
    assert told_of_script("SSM812", script) == []


def test_what_another_function_returns_is_not_told(told_of_script: Told) -> None:
    script = """\
        def ids(events):
            return {event for event in events}

        def handler(events, context):
            def inner():
                return {1}
            return {"Ids": sorted(ids(events) | inner())}
        """
    assert told_of_script("SSM812", script) == []


def test_a_function_of_the_script_may_be_called_as_a_builtin(told_of_script: Told) -> None:
    script = """\
        def set(items):
            return list(items)

        def handler(events, context):
            return set(events)
        """
    assert told_of_script("SSM812", script) == []
