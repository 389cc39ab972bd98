import json
from collections.abc import Callable
from typing import Any

import pytest

from ssmdsl import Attachment, DefinitionError, Document, ExecuteScript, Output, Parameter
from ssmdsl.compiler import document_content

HANDLER = Attachment("handler.zip", sha256="0" * 64, size=120)
TEXT = "def handle(events, context):\n    return {{ 'a': 1 }}\n"
LIMIT = 3


def problems(build: Callable[[], object]) -> list[str]:
    with pytest.raises(DefinitionError) as caught:
        build()
    return [str(problem) for problem in caught.value.problems]


def first(events: dict[str, Any], context: dict[str, Any]) -> dict[str, Any]:
    return {"first": json.dumps(events["ids"][:LIMIT])}


def compiled(step: ExecuteScript, *parameters: Parameter) -> Any:
    document = Document("Mine", parameters=parameters, steps=[step], files=[HANDLER])
    return document_content(document)["mainSteps"][0]


def test_a_text_is_the_script_whose_braces_are_its_own() -> None:
    ids = Parameter("Ids", "StringList")
    step = ExecuteScript("Run", TEXT, handler="handle", input_payload={"ids": ids})

    assert compiled(step, ids) == {
        "name": "Run",
        "action": "aws:executeScript",
        "inputs": {
            "Runtime": "python3.11",
            "Handler": "handle",
            "InputPayload": {"ids": "{{ Ids }}"},
            "Script": TEXT,
        },
    }


def test_a_function_is_the_script_with_all_that_it_names() -> None:
    step = ExecuteScript(
        "Run",
        first,
        runtime="python3.12",
        input_payload={"ids": ["a"]},
        outputs=[Output("First", "$.Payload.first")],
    )

    assert compiled(step)["inputs"] == {
        "Runtime": "python3.12",
        "InputPayload": {"ids": ["a"]},
        "Handler": "first",
        "Script": (
            "import json\n\n\n"
            "LIMIT = 3\n\n\n"
            "def first(events, context):\n"
            '    return {"first": json.dumps(events["ids"][:LIMIT])}\n'
        ),
    }
    assert str(step.output("First")) == "{{ Run.First }}"
    assert step.output("OutputPayload").value_type == "String"


def test_powershell_runs_from_its_beginning() -> None:
    step = ExecuteScript("Run", "Get-Date\n", runtime="PowerShell 7.4")

    assert compiled(step)["inputs"] == {"Runtime": "PowerShell 7.4", "Script": "Get-Date\n"}
    assert problems(
        lambda: ExecuteScript("Run", "Get-Date", runtime="PowerShell 7.4", handler="main")
    ) == ['step "Run", handler: PowerShell has none; the script runs from its beginning']
    assert problems(lambda: ExecuteScript("Run", first, runtime="PowerShell 7.4")) == [
        'step "Run", runtime: "PowerShell 7.4" does not run a function of Python today'
    ]


def test_an_attachment_has_the_script_or_what_it_imports() -> None:
    alone = ExecuteScript("Run", attachment=HANDLER, handler="handler.run")
    beside = ExecuteScript("Run", "import handler\n", handler="run", attachment="handler.zip")

    assert compiled(alone)["inputs"] == {
        "Runtime": "python3.11",
        "Handler": "handler.run",
        "Attachment": "handler.zip",
    }
    assert compiled(beside)["inputs"]["Attachment"] == "handler.zip"
    assert compiled(beside)["inputs"]["Script"] == "import handler\n"
    assert problems(lambda: ExecuteScript("Run", attachment=HANDLER)) == [
        'step "Run", handler: is required: the name of the function that is called'
    ]
    assert problems(lambda: ExecuteScript("Run", attachment=1, handler="a.b")) == [  # type: ignore[arg-type]
        'step "Run", attachment: 1 is not an Attachment, or the name of one'
    ]


@pytest.mark.parametrize("runtime", ["python3.6", "python3.7", "python3.8", "python3.9"])
def test_a_retired_python_is_named_by_documents_and_runs_no_function(runtime: str) -> None:
    kept = ExecuteScript("Run", TEXT, runtime=runtime, handler="handle")

    assert compiled(kept)["inputs"]["Runtime"] == runtime
    assert problems(lambda: ExecuteScript("Run", first, runtime=runtime)) == [
        f'step "Run", runtime: "{runtime}" does not run a function of Python today'
    ]


def test_there_is_something_to_run() -> None:
    assert problems(lambda: ExecuteScript("Run")) == [
        'step "Run": needs a script or an attachment',
        'step "Run", handler: is required: the name of the function that is called',
    ]
    assert problems(lambda: ExecuteScript("Run", 5, handler="run")) == [  # type: ignore[arg-type]
        'step "Run", script: 5 is not a function, nor the text of a script'
    ]


def test_the_inputs_are_of_their_kinds() -> None:
    assert problems(
        lambda: ExecuteScript("Run", TEXT, runtime="python3.13", handler="", input_payload=[1])  # type: ignore[arg-type]
    ) == [
        'step "Run", runtime: "python3.13" is not one of "python3.10", "python3.11", "python3.12",'
        ' "PowerShell 7.4", "python3.6", "python3.7", "python3.8", "python3.9",'
        ' "PowerShell Core 6.0", "PowerShell 7.0". Did you mean "python3.12"?',
        'step "Run", handler: "" is too short; at least 1 character',
        'step "Run", input_payload: [1] is not a dictionary',
    ]


def test_a_function_is_its_own_handler() -> None:
    assert problems(lambda: ExecuteScript("Run", first, handler="first")) == [
        'step "Run", handler: is the function that is given; leave it out'
    ]


def test_a_runtime_is_written_out() -> None:
    runtime = Parameter("Runtime")

    assert problems(lambda: ExecuteScript("Run", TEXT, runtime=runtime, handler="handle")) == [  # type: ignore[arg-type]
        'step "Run", runtime: "{{ Runtime }}": Automation fills nothing in here; write the value'
    ]


def test_what_has_no_source_is_no_script() -> None:
    write = 'write "def NAME(events, context):" at the top level of a file, and give NAME'

    assert problems(lambda: ExecuteScript("Run", lambda events, context: events)) == [
        'step "Run", script: script "<lambda>": a lambda has no name that a handler could have;'
        f" {write}"
    ]
    assert problems(lambda: ExecuteScript("Run", print)) == [
        'step "Run", script: script "print": it is a builtin_function_or_method and no function'
        f" written in Python; {write}"
    ]


def test_the_payload_as_json_is_the_action_s_own() -> None:
    taken = [Output("OutputPayload", "$.Payload")]

    assert problems(lambda: ExecuteScript("Run", TEXT, handler="handle", outputs=taken)) == [
        'step "Run", outputs: "OutputPayload" is an output of the action\'s own; name it otherwise'
    ]
    ExecuteScript("Run", TEXT, handler="handle", outputs=[Output("Payload", "$.Payload")])
