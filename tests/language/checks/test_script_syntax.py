import sys
from collections.abc import Callable

import pytest

Told = Callable[..., list[tuple[str, str]]]


def test_a_script_that_is_not_python_is_told_with_its_line(told_of_script: Told) -> None:
    script = """\
        import json

        def handler(events, context):
            return {"Count": 1
        """
    assert told_of_script("SSM801", script) == [
        (
            "inputs.Script",
            "line 4 of the script is not Python 3.11: '{' was never closed",
        )
    ]


def test_a_script_of_a_younger_grammar_is_told(told_of_script: Told) -> None:
    script = """\
        def handler(events, context):
            if (count := len(events)) > 1:
                return {"Count": count}
            return {}
        """
    ((field, message),) = told_of_script("SSM801", script, runtime="python3.7")
    assert field == "inputs.Script"
    assert message.startswith("line 2 of the script is not Python 3.7: Assignment expressions")
    assert told_of_script("SSM801", script, runtime="python3.8") == []


def test_scopes_that_cannot_be_are_told(told_of_script: Told) -> None:
    script = """\
        def handler(events, events):
            return {}
        """
    assert told_of_script("SSM801", script) == [
        (
            "inputs.Script",
            "line 1 of the script is not Python 3.11: "
            "duplicate argument 'events' in function definition",
        )
    ]


@pytest.mark.skipif(sys.version_info >= (3, 12), reason="this Python reads it")
def test_a_script_of_a_younger_python_than_this_is_not_judged(told_of_script: Told) -> None:
    script = """\
        type Name = str

        def handler(events, context):
            return {}
        """
    assert told_of_script("SSM801", script, runtime="python3.12") == []
    assert told_of_script("SSM802", script, runtime="python3.12", handler="other") == []


def test_a_line_in_which_automation_may_fill_something_in_is_not_judged(
    told_of_script: Told,
) -> None:
    script = """\
        def handler(events, context):
            return {"Region": {{ global:REGION }}}
        """
    assert told_of_script("SSM801", script) == []


def test_escapes_that_python_only_warns_of_are_python(told_of_script: Told) -> None:
    script = r"""
        import re

        def handler(events, context):
            return {"Name": re.sub("\d", "", events["Name"])}
        """
    assert told_of_script("SSM801", script) == []


def test_a_script_that_python_cannot_take_at_all_is_not_judged(told_of_script: Told) -> None:
    assert told_of_script("SSM801", f"x = {'(' * 5000}1{')' * 5000}") in (
        [],
        [("inputs.Script", "line 1 of the script is not Python 3.11: too many nested parentheses")],
    )


def test_powershell_is_not_read(told_of_script: Told) -> None:
    from ssmdsl import Document
    from ssmdsl.actions.execute_script import ExecuteScript
    from ssmdsl.checks import check_document

    step = ExecuteScript("Run", 'Write-Host "{', runtime="PowerShell 7.4")
    document = Document("Example", assume_role=None, steps=[step])
    assert [finding for finding in check_document(document) if finding.code[:4] == "SSM8"] == []
