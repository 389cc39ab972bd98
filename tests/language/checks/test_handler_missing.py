from collections.abc import Callable

import pytest

Told = Callable[..., list[tuple[str, str]]]


def test_a_handler_that_is_not_there_is_told_with_the_nearest(told_of_script: Told) -> None:
    script = """\
        def helper():
            return 1

        def count_groups(events, context):
            return {"Count": helper()}
        """
    assert told_of_script("SSM802", script, handler="count_group") == [
        (
            "inputs.Handler",
            'the script has no function "count_group" at its top level; it defines "helper",'
            ' "count_groups". Did you mean "count_groups"?',
        )
    ]


def test_a_script_without_functions_is_told(told_of_script: Told) -> None:
    assert told_of_script("SSM802", "print(1)") == [
        (
            "inputs.Handler",
            'the script has no function "handler" at its top level; it defines no function.',
        )
    ]


def test_a_function_inside_of_another_or_of_a_class_is_no_handler(told_of_script: Told) -> None:
    script = """\
        class Worker:
            def handler(self, events):
                return {}

        def outer():
            def handler(events, context):
                return {}
        """
    assert told_of_script("SSM802", script) == [
        (
            "inputs.Handler",
            'the script has no function "handler" at its top level; it defines "outer".',
        )
    ]


def test_the_name_of_a_module_before_it_is_wrong_without_an_attachment(
    told_of_script: Told,
) -> None:
    script = """\
        def handler(events, context):
            return {}
        """
    assert told_of_script("SSM802", script, handler="script.handler") == [
        (
            "inputs.Handler",
            'the script has no function "script.handler" at its top level; it defines "handler".'
            ' Did you mean "handler"?',
        )
    ]


@pytest.mark.parametrize(
    "script",
    [
        "handler = lambda events, context: {}",
        "import json as handler",
        "from json import *",
        "class handler:\n    def __init__(self, events, context):\n        pass",
        "if True:\n    def handler(events, context):\n        return {}",
        "try:\n    from json import loads as handler\nexcept ImportError:\n    pass",
        "def make():\n    global handler\n    handler = print\nmake()",
    ],
)
def test_whatever_else_may_be_called_so_is_taken(told_of_script: Told, script: str) -> None:
    assert told_of_script("SSM802", script) == []


def test_a_handler_in_an_attachment_is_not_judged(told_of_script: Told) -> None:
    files = {"files": {"code.zip": {"checksums": {"sha256": "0" * 64}}}}
    told = told_of_script(
        "SSM802", "import json", handler="code.run", Attachment="code.zip", document=files
    )
    assert told == []
    told = told_of_script(
        "SSM802", "import json", handler="run", Attachment="code.zip", document=files
    )
    assert [field for field, _ in told] == ["inputs.Handler"]
