import pytest

from ssmdsl.actions import (
    ExecuteAutomation,
    ExecuteScript,
    InvokeLambdaFunction,
    InvokeWebhook,
    RunCommand,
    RunInstances,
    Sleep,
)
from ssmdsl.checks._checked_document import CheckedDocument
from ssmdsl.checks.output_outside_result import find
from ssmdsl.document import Document
from ssmdsl.output import Output
from ssmdsl.step import Step


def messages(step: Step) -> list[str]:
    found = list(find(CheckedDocument(Document("Example", steps=[step]))))
    assert all(one.path == ("mainSteps", 0, "outputs", 0, "Selector") for one in found)
    return [one.message for one in found]


def invoke(selector: str) -> Step:
    outputs = [Output("Found", selector)]
    return InvokeLambdaFunction("Invoke", function_name="own", outputs=outputs)


def run_command(selector: str) -> Step:
    outputs = [Output("Found", selector)]
    return RunCommand("Run", document_name="Own", instance_ids=["i-1"], outputs=outputs)


def automation(selector: str) -> Step:
    return ExecuteAutomation("Run", document_name="Own", outputs=[Output("Found", selector)])


KEY = 'the root is what the function returned, and this is a key "Payload" in there'


@pytest.mark.parametrize(
    ("step", "message"),
    [
        (invoke("$.Payload.owner"), f'{KEY}; write "$.owner"'),
        (invoke("$.Payload[0]"), f'{KEY}; write "$[0]"'),
        (
            invoke("$.Payload"),
            f"{KEY}; all of it is the output Payload, which is there without being declared",
        ),
        (
            run_command("$.Payload.error"),
            'what aws:runCommand gives has no "Payload", only "CommandId", "Status",'
            ' "ResponseCode", "Output", "OutputPayload"',
        ),
        (run_command("$.Output.error"), '$.Output is text, which has no "error"'),
        (
            automation("$.Outputs[0]"),
            'what aws:executeAutomation gives has no "Outputs", only "ExecutionId", "Output",'
            ' "Status"; write "$.Output[0]"',
        ),
        (
            automation("$.Output.VpcId"),
            '$.Output is a list of single values, which has no "VpcId"',
        ),
        (
            Sleep("Wait", duration="PT1M", outputs=[Output("Found", "$.End")]),
            "there is nothing in what aws:sleep gives",
        ),
        (
            RunInstances("Run", image_id="ami-1", outputs=[Output("Found", "$.InstanceId")]),
            'what aws:runInstances gives has no "InstanceId", only "InstanceIds",'
            ' "InstanceStates"; write "$.InstanceIds"',
        ),
    ],
)
def test_what_an_action_does_not_give_is_told(step: Step, message: str) -> None:
    assert messages(step) == [message]


@pytest.mark.parametrize(
    "step",
    [
        invoke("$.owner"),
        invoke("$.PayloadSize"),
        invoke("$"),
        run_command("$.Output"),
        automation("$.Output"),
        automation("$.Output[0]"),
        InvokeWebhook("Call", integration_name="Own", outputs=[Output("Found", "$.x")]),
        ExecuteScript("S", script="x", handler="x", outputs=[Output("Found", "$.x")]),
    ],
    ids=lambda step: step.outputs[0].selector,
)
def test_what_an_action_gives_or_nobody_knows_of_is_left(step: Step) -> None:
    assert messages(step) == []
