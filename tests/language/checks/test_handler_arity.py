from collections.abc import Callable

import pytest

Told = Callable[..., list[tuple[str, str]]]


@pytest.mark.parametrize(
    "parameters",
    [
        "",
        "events",
        "events, context, more",
        "events, /, *, context",
        "events, context, *, region",
        "**events",
    ],
)
def test_a_handler_that_does_not_take_two_is_told(told_of_script: Told, parameters: str) -> None:
    script = f"import json\ndef handler({parameters}):\n    return {{}}\n"
    assert told_of_script("SSM803", script) == [
        (
            "inputs.Script",
            f"handler, line 2 of the script, takes ({parameters}); Automation calls it with two"
            ' arguments, by position: write "def handler(events, context):"',
        )
    ]


def test_parameters_are_told_without_their_types(told_of_script: Told) -> None:
    script = """\
        def handler(events: dict, *, region: str = "us-east-1"):
            return {}
        """
    ((_, message),) = told_of_script("SSM803", script)
    assert message == (
        "handler, line 1 of the script, takes (events, *, region='us-east-1'); Automation calls it"
        ' with two arguments, by position: write "def handler(events, context):"'
    )


@pytest.mark.parametrize(
    "parameters",
    [
        "events, context",
        "events, context=None, more=1",
        "events, *rest",
        "*everything",
        "events, context, /, **more",
        "events, context, *, region='us-east-1'",
    ],
)
def test_a_handler_that_takes_two_is_not_told(told_of_script: Told, parameters: str) -> None:
    script = f"def handler({parameters}):\n    return {{}}\n"
    assert told_of_script("SSM803", script) == []


def test_an_async_handler_is_told(told_of_script: Told) -> None:
    script = """\
        async def handler(events, context):
            return {}
        """
    assert told_of_script("SSM803", script) == [
        (
            "inputs.Script",
            'handler, line 1 of the script, is "async"; Automation calls it and takes what it'
            ' returns, so write "def" alone',
        )
    ]


def test_a_generator_is_told(told_of_script: Told) -> None:
    script = """\
        def handler(events, context):
            for event in events:
                yield event
        """
    assert told_of_script("SSM803", script) == [
        (
            "inputs.Script",
            "handler, line 1 of the script, yields; Automation takes only what it returns, so"
            " return a dictionary",
        )
    ]


def test_a_generator_inside_of_a_handler_is_not_told(told_of_script: Told) -> None:
    script = """\
        def handler(events, context):
            def each():
                yield 1
            return {"Items": list(each())}
        """
    assert told_of_script("SSM803", script) == []


def test_what_a_decorator_or_another_binding_makes_of_it_is_not_judged(
    told_of_script: Told,
) -> None:
    assert told_of_script("SSM803", "@print\ndef handler():\n    return {}\n") == []
    assert told_of_script("SSM803", "def handler():\n    return {}\nhandler = print\n") == []
    twice = "def handler():\n    return {}\ndef handler(events, context):\n    return {}\n"
    assert told_of_script("SSM803", twice) == []
