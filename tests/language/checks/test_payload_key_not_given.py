from collections.abc import Callable

import pytest

Told = Callable[..., list[tuple[str, str]]]


def test_a_key_that_is_not_given_is_told_with_the_nearest(told_of_script: Told) -> None:
    script = """\
        def handler(events, context):
            vpc = events["VpcID"]
            return {"Vpc": vpc, "Region": events["Region"], "Again": events["VpcID"]}
        """
    payload = {"VpcId": "vpc-1", "Zone": "a"}
    assert told_of_script("SSM807", script, InputPayload=payload) == [
        (
            "inputs.Script",
            'line 2 of the script reads events["VpcID"], and InputPayload gives "VpcId", "Zone".'
            ' Did you mean "VpcId"?',
        ),
        (
            "inputs.Script",
            'line 3 of the script reads events["Region"], and InputPayload gives "VpcId", "Zone".',
        ),
    ]


def test_a_step_without_payload_gives_nothing(told_of_script: Told) -> None:
    script = """\
        def handler(event, _):
            return {"Vpc": event["VpcId"]}
        """
    assert told_of_script("SSM807", script) == [
        (
            "inputs.Script",
            'line 2 of the script reads event["VpcId"], and InputPayload gives nothing.',
        )
    ]


@pytest.mark.parametrize(
    "body",
    [
        "if events['A']:\n        pass",
        "for item in events['A']:\n        pass",
        "while events['A'] > 1 and events['Given']:\n        pass",
        "with open(events['A']) as file:\n        pass",
        "with open('f') as file:\n        file.write(events['A'])",
        "return [item for item in events['A']]",
        "try:\n        x = events['A']\n    except KeyError as error:\n        raise ValueError",
        "with suppress(TypeError):\n        x = events['A']",
        "return events['A'] or 1",
        "return 1 if events['A'] else 2",
        "return f\"{events['A']}\"",
    ],
)
def test_what_every_call_reads_is_an_error(told_of_script: Told, body: str) -> None:
    script = f"def handler(events, context):\n    {body}\n"
    payload = {"Given": 1}
    assert len(told_of_script("SSM807", script, InputPayload=payload)) == 1
    assert told_of_script("SSM814", script, InputPayload=payload) == []


@pytest.mark.parametrize(
    "body",
    [
        "if events['Given']:\n        return events['A']",
        "if events['Given']:\n        return 1\n    return events['A']",
        "for item in events['Given']:\n        print(events['A'])",
        "return [events['A'] for item in range(3)]",
        "try:\n        x = events['A']\n    except ValueError:\n        x = 1",
        "return events['Given'] or events['A']",
        "return 1 if events['Given'] else events['A']",
        "return (lambda: events['A'])()",
        "def inner():\n        return events['A']\n    return inner()",
        "try:\n        x = events['A']\n    except* ValueError:\n        pass",
        "match context:\n        case {}:\n            return events['A']",
    ],
)
def test_what_only_some_calls_read_is_a_warning(told_of_script: Told, body: str) -> None:
    script = f"def handler(events, context):\n    {body}\n"
    payload = {"Given": 1}
    assert told_of_script("SSM807", script, InputPayload=payload) == []
    ((field, message),) = told_of_script("SSM814", script, InputPayload=payload)
    assert field == "inputs.Script"
    line = 1 + next(
        number for number, text in enumerate(script.splitlines()) if "events['A']" in text
    )
    assert message == (
        f'line {line} of the script reads events["A"], and InputPayload gives "Given".'
    )


@pytest.mark.parametrize(
    "body",
    [
        "return events.get('A')",
        "try:\n        x = events['A']\n    except Exception:\n        x = 1",
        "try:\n        x = events['A']\n    except (TypeError, KeyError):\n        x = 1",
        "try:\n        x = events['A']\n    except:\n        x = 1",
        "with contextlib.suppress(KeyError):\n        x = events['A']",
        "with suppress(TypeError, LookupError):\n        x = events['A']",
        "return events['A'] if 'A' in events else 1",
        "return events['A'] if 'A' in events.keys() else 1",
        "events['A'] = 1\n    return events['A']",
        "events.update(A=1)\n    return events['A']",
        "events.setdefault('A', 1)\n    return events['A']",
        "events = {'A': 1}\n    return events['A']",
        "return (lambda events: events['A'])({'A': 1})",
        "return events[0], events[context['A']]",
        "return context['A']",
        "fill(events)\n    return events['A']",
        "same = events\n    same['A'] = 1\n    return events['A']",
    ],
)
def test_what_need_not_be_given_is_not_told(told_of_script: Told, body: str) -> None:
    script = f"""\
def handler(events, context):
    {body}
def fill(given):
    given["A"] = 1
"""
    payload = {"Given": 1}
    assert told_of_script("SSM807", script, InputPayload=payload) == []
    assert told_of_script("SSM814", script, InputPayload=payload) == []


def test_a_payload_that_is_known_only_later_is_not_judged(told_of_script: Told) -> None:
    script = """\
        def handler(events, context):
            return {"Vpc": events["VpcId"]}
        """
    document = {"parameters": {"Payload": {"type": "StringMap"}}}
    told = told_of_script("SSM807", script, InputPayload="{{ Payload }}", document=document)
    assert told == []


def test_a_handler_that_the_script_itself_calls_is_not_judged(told_of_script: Told) -> None:
    script = """\
        def handler(events, context):
            return events["Left"] and handler({"Left": events["Left"] - 1}, context)
        """
    assert told_of_script("SSM807", script) == []
