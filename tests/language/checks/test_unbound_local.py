from collections.abc import Callable

import pytest

Told = Callable[..., list[tuple[str, str]]]


def test_a_variable_of_the_script_that_a_function_changes_is_told(told_of_script: Told) -> None:
    script = """\
        count = 0

        def add():
            count += 1
            count += 2

        def handler(events, context):
            add()
            return {"Count": count}
        """
    assert told_of_script("SSM816", script) == [
        (
            "inputs.Script",
            "line 4 of the script changes count, which has no value in add yet; begin add with"
            ' "global count"',
        )
    ]


def test_a_value_that_is_made_of_itself_is_told(told_of_script: Told) -> None:
    script = """\
        count = 0

        def handler(events, context):
            count = max(count, 1)
            return {"Count": count}
        """
    assert told_of_script("SSM816", script) == [
        (
            "inputs.Script",
            "line 4 of the script changes count, which has no value in handler yet; begin handler"
            ' with "global count"',
        )
    ]


def test_a_variable_of_an_outer_function_is_told(told_of_script: Told) -> None:
    script = """\
        def handler(events, context):
            count = 0

            def add():
                count += 1

            add()
            return {"Count": count}
        """
    assert told_of_script("SSM816", script) == [
        (
            "inputs.Script",
            "line 5 of the script changes count, which has no value in add yet; begin add with"
            ' "nonlocal count"',
        )
    ]


def test_a_variable_that_nothing_gives_a_value_is_told(told_of_script: Told) -> None:
    script = """\
        def handler(events, context):
            for event in events:
                count += 1
            return {"Count": count}
        """
    assert told_of_script("SSM816", script) == [
        (
            "inputs.Script",
            "line 3 of the script changes count, which has no value in handler yet; give it one"
            " first",
        )
    ]


@pytest.mark.parametrize(
    "body",
    [
        "global count\n    count += 1",
        "count = 0\n    count += 1",
        "for count in range(3):\n        count += 1",
        "with open('f') as count:\n        count += 1",
        "import count\n    count += 1",
        "def count(): pass\n    count += 1",
        "try:\n        pass\n    except ValueError as count:\n        count += 1",
        "match events:\n        case [*count]:\n            count += 1",
        "match events:\n        case {**count}:\n            count += 1",
        "class A:\n        count = 0\n        count += 1",
        "print(count := 1)\n    count += 1",
        "events['count'] += 1",
        "count = [count for count in events]",
        "count = (lambda count: count)(1)",
        "count = (count := 1) + count",
        "count = events.count",
        "if events:\n        count = 1\n    count = count + 1",
        "count, other = 1, 2\n    count = count + other",
        "del count\n    count = count + 1\n    (count) = 1",
    ],
)
def test_a_variable_of_the_function_is_not_told(told_of_script: Told, body: str) -> None:
    script = f"count = 0\ndef handler(events, context):\n    {body}\n"
    assert told_of_script("SSM816", script) == []


def test_a_parameter_and_the_top_level_itself_are_not_told(told_of_script: Told) -> None:
    script = """\
        count = 0
        count += 1

        def add(count, *, by=1):
            count += by
            by += 1

        def handler(events, context):
            return {}
        """
    assert told_of_script("SSM816", script) == []
