from collections.abc import Callable

import pytest

Told = Callable[..., list[tuple[str, str]]]


def test_a_key_that_the_context_lacks_is_told(told_of_script: Told) -> None:
    script = """\
        def handler(events, context):
            return {"Account": context["global:ACCOUNT"]}
        """
    assert told_of_script("SSM808", script) == [
        (
            "inputs.Script",
            'line 2 of the script reads context["global:ACCOUNT"]; the context has'
            ' "automation:EXECUTION_ID", "global:ACCOUNT_ID", "global:AWS_PARTITION",'
            ' "global:REGION". Did you mean "global:ACCOUNT_ID"?',
        )
    ]


@pytest.mark.parametrize(
    "body",
    [
        "return context['automation:EXECUTION_ID']",
        "return context['global:DATE'], context['global:DATE_TIME']",
        "return context.get('region')",
        "return context['region'] if 'region' in context else ''",
        "context = {'region': 1}\n    return context['region']",
        "context['region'] = 1\n    return context['region']",
        "return events['region']",
    ],
)
def test_what_is_there_or_may_be_is_not_told(told_of_script: Told, body: str) -> None:
    assert told_of_script("SSM808", f"def handler(events, context):\n    {body}\n") == []


def test_a_handler_without_a_context_of_its_own_is_not_judged(told_of_script: Told) -> None:
    assert told_of_script("SSM808", "def handler(*both):\n    return both[1]['x']\n") == []
