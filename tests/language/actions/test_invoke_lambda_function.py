from collections.abc import Callable

import pytest

from ssmdsl import DefinitionError, Document, InvokeLambdaFunction, Output, Parameter
from ssmdsl.compiler import document_content


def problems(build: Callable[[], object]) -> list[str]:
    with pytest.raises(DefinitionError) as caught:
        build()
    return [str(problem) for problem in caught.value.problems]


def test_an_invocation_compiles() -> None:
    name = Parameter("Name")
    step = InvokeLambdaFunction(
        "Invoke",
        function_name=name,
        invocation_type="RequestResponse",
        log_type="Tail",
        input_payload={"name": name, "dry": True},
        outputs=[Output("Status", "$.status", "Integer")],
    )

    compiled = document_content(Document("Invoke", parameters=[name], steps=[step]))
    assert compiled["mainSteps"] == [
        {
            "name": "Invoke",
            "action": "aws:invokeLambdaFunction",
            "inputs": {
                "FunctionName": "{{ Name }}",
                "InvocationType": "RequestResponse",
                "LogType": "Tail",
                "InputPayload": {"name": "{{ Name }}", "dry": True},
            },
            "outputs": [{"Name": "Status", "Selector": "$.status", "Type": "Integer"}],
        }
    ]


@pytest.mark.parametrize("kind", ["Event", "DryRun"])
def test_there_is_no_log_of_what_nobody_waits_for(kind: str) -> None:
    assert problems(
        lambda: InvokeLambdaFunction(
            "Invoke", function_name="f", invocation_type=kind, log_type="Tail"
        )
    ) == ['step "Invoke", log_type: Tail needs the invocation_type "RequestResponse"']
    InvokeLambdaFunction("Invoke", function_name="f", invocation_type=kind, log_type="None")


@pytest.mark.parametrize("kind", [Parameter("Kind"), "{{ Kind }}"])
def test_a_kind_that_is_filled_in_may_be_one_that_waits(kind: Parameter | str) -> None:
    InvokeLambdaFunction("Invoke", function_name="f", invocation_type=kind, log_type="Tail")
    InvokeLambdaFunction("Invoke", function_name="f", invocation_type="Event", log_type=kind)


def test_the_inputs_are_of_their_kinds() -> None:
    assert problems(
        lambda: InvokeLambdaFunction(
            "Invoke",
            function_name="f",
            invocation_type="Sync",
            log_type="Tial",
            input_payload="{}",  # type: ignore[arg-type]
            payload={},  # type: ignore[arg-type]
        )
    ) == [
        'step "Invoke", invocation_type: "Sync" is not one of "Event", "RequestResponse",'
        ' "DryRun".',
        'step "Invoke", log_type: "Tial" is not one of "None", "Tail". Did you mean "Tail"?',
        'step "Invoke", input_payload: "{}" is not a dictionary',
        'step "Invoke", payload: {} is not text',
    ]


@pytest.mark.parametrize(
    "name", ["StatusCode", "FunctionError", "LogResult", "Payload", "OutputPayload"]
)
def test_what_lambda_answers_cannot_be_declared(name: str) -> None:
    assert problems(
        lambda: InvokeLambdaFunction("Invoke", function_name="f", outputs=[Output(name, "$")])
    ) == [f'step "Invoke", outputs: "{name}" is an output of the action\'s own; name it otherwise']
