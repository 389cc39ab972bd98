from collections.abc import Callable

import pytest

Told = Callable[..., list[tuple[str, str]]]


def test_a_name_that_nothing_defines_is_told_once_with_the_nearest(told_of_script: Told) -> None:
    script = """\
        def handler(events, context):
            groups = events["Groups"]
            print(group)
            return {"Count": len(group)}
        """
    assert told_of_script("SSM806", script) == [
        (
            "inputs.Script",
            'line 3 of the script reads group, which nothing defines there. Did you mean "groups"?',
        )
    ]


def test_a_variable_of_another_function_is_told(told_of_script: Told) -> None:
    script = """\
        def collect():
            region = "eu-west-1"
            return region

        def handler(events, context):
            return {"Region": region}
        """
    assert told_of_script("SSM806", script) == [
        (
            "inputs.Script",
            "line 6 of the script reads region, which nothing defines there.",
        )
    ]


def test_a_name_that_only_type_checkers_see_is_told_where_it_is_read(told_of_script: Told) -> None:
    script = """\
        from typing import TYPE_CHECKING
        import boto3
        if TYPE_CHECKING:
            from mypy_boto3_s3.client import S3Client

        def connect() -> S3Client:
            return boto3.client("s3")

        def handler(events, context):
            client: S3Client = connect()
            return {}
        """
    assert told_of_script("SSM806", script) == [
        (
            "inputs.Script",
            "line 6 of the script reads S3Client, which only type checkers see; import it outside"
            " of the if TYPE_CHECKING",
        )
    ]


def test_a_builtin_of_a_younger_python_is_told(told_of_script: Told) -> None:
    script = """\
        def handler(events, context):
            raise ExceptionGroup("all", [])
        """
    assert told_of_script("SSM806", script) == []
    assert [field for field, _ in told_of_script("SSM806", script, runtime="python3.10")] == [
        "inputs.Script"
    ]


@pytest.mark.parametrize(
    "body",
    [
        "x = 1\n    return {'X': x, 'N': __name__, 'F': __file__}",
        "return {'X': [y for y in range(3) if y], 'Z': {k: v for k, v in events.items()}}",
        "return {'X': (y := 1), 'Y': y}",
        "try:\n        pass\n    except ValueError as error:\n        print(error)",
        "match events:\n        case {'A': a, **rest}:\n            return [a, rest]",
        "for item in events:\n        pass\n    return item",
        "with open('f') as (a, b):\n        return a + b",
        "def inner():\n        return later\n    later = 1\n    return inner()",
        "import os.path\n    return os.sep",
        "class A:\n        b = 1\n        c = b\n        d = __qualname__\n    return {}",
        "return {'X': late()}\ndef late():\n    return 1",
        "return {'X': made}\ndef make():\n    global made\n    made = 1",
        "try:\n        return unicode\n    except NameError:\n        return str",
        "try:\n        return unicode\n    except Exception:\n        return str",
        "try:\n        return unicode\n    except:\n        return str",
        "import contextlib\n    with contextlib.suppress(NameError):\n        return unicode",
        "import sys\n    if sys.version_info < (3,):\n        return unicode\n    return str",
        "from sys import version_info\n    return unicode if version_info[0] == 2 else str",
        "globals()['x'] = 1\n    return x",
        "return sqrt(2)\nfrom math import *",
        "return {'X': {{ Parameter }}, 'Y': {{ Step.Output }}}",
        "del events\n    x: NotThere = 1\n    return {}",
    ],
)
def test_a_name_that_is_defined_somehow_is_not_told(told_of_script: Told, body: str) -> None:
    assert told_of_script("SSM806", f"def handler(events, context):\n    {body}\n") == []


def test_annotations_that_are_not_evaluated_are_not_told(told_of_script: Told) -> None:
    script = """\
        from __future__ import annotations
        count: Number = 1

        class Item:
            name: Text

        def handler(events: Events, *rest: Rest) -> Result:
            return {}
        """
    assert told_of_script("SSM806", script) == []


@pytest.mark.parametrize(
    "body",
    [
        "try:\n        return group\n    except ValueError:\n        return 1",
        "try:\n        return group\n    except Exception as error:\n        raise",
        "try:\n        return 1\n    except Exception:\n        return group",
        "if events:\n        return group",
    ],
)
def test_a_failure_that_nothing_catches_is_told(told_of_script: Told, body: str) -> None:
    script = f"def handler(events, context):\n    {body}\n"
    line = next(number for number, text in enumerate(script.splitlines(), 1) if "group" in text)
    assert told_of_script("SSM806", script) == [
        ("inputs.Script", f"line {line} of the script reads group, which nothing defines there.")
    ]
