"""The `aws:invokeLambdaFunction` action.

Source: https://docs.aws.amazon.com/systems-manager/latest/userguide/automation-action-lamb.html
"""

from collections.abc import Iterator
from typing import Annotated, ClassVar

from ssmdsl.action_input import Input, Map, Text
from ssmdsl.errors import Misfit
from ssmdsl.model import model
from ssmdsl.output import Output
from ssmdsl.step import Step

_PREDEFINED_OUTPUTS = (
    Output("StatusCode", "$.StatusCode", "Integer"),
    Output("FunctionError", "$.FunctionError"),
    Output("LogResult", "$.LogResult"),
    Output("Payload", "$.Payload"),
    Output("OutputPayload", "$.OutputPayload"),
)


@model
class InvokeLambdaFunction(Step):
    """Invoke a Lambda function; what it returns is what the outputs select from."""

    action: ClassVar[str] = "aws:invokeLambdaFunction"
    reserved_outputs: ClassVar[frozenset[str]] = frozenset(
        {"StatusCode", "FunctionError", "LogResult", "Payload", "OutputPayload"}
    )

    function_name: Annotated[Text, Input("String")]
    """The function's name or ARN."""
    qualifier: Annotated[Text | None, Input("String")] = None
    """The version or alias."""
    invocation_type: Annotated[
        Text | None, Input("String", allowed=("Event", "RequestResponse", "DryRun"))
    ] = None
    """How it is invoked; `None` means `RequestResponse`, which waits for it."""
    log_type: Annotated[Text | None, Input("String", allowed=("None", "Tail"))] = None
    """`Tail` to have the end of its log."""
    client_context: Annotated[Text | None, Input("String")] = None
    """What the function is told of its caller."""
    input_payload: Annotated[Map | None, Input("StringMap")] = None
    """What it is given."""
    payload: Annotated[Text | None, Input("String")] = None
    """What it is given, as JSON text; `input_payload` wins."""

    def misfits(self) -> Iterator[Misfit]:
        """Yield that there is no log of a function that nobody waits for."""
        yield from super().misfits()
        log, kind = self.log_type, self.invocation_type
        is_tail = isinstance(log, str) and log == "Tail"
        if is_tail and isinstance(kind, str) and kind in ("Event", "DryRun"):
            yield "log_type", 'Tail needs the invocation_type "RequestResponse"'

    @property
    def predefined_outputs(self) -> tuple[Output, ...]:
        """What Lambda answers, and what the function returned as JSON text."""
        return _PREDEFINED_OUTPUTS
