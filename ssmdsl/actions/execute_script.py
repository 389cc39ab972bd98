"""The `aws:executeScript` action.

Source: https://docs.aws.amazon.com/systems-manager/latest/userguide/automation-action-executeScript.html
"""

from collections.abc import Callable, Iterator, Mapping
from functools import cached_property
from typing import Annotated, Any, ClassVar

from pydantic import BeforeValidator, Field

from ssmdsl.action_input import Input, Map, Text
from ssmdsl.attachment import Attachment
from ssmdsl.errors import MISSING, DefinitionError, Misfit, quoted
from ssmdsl.model import is_a, model
from ssmdsl.output import Output
from ssmdsl.recovery import recovery
from ssmdsl.schema_parts import Schema, one_required, told
from ssmdsl.step import Reading, Step

PYTHON_RUNTIMES = ("python3.10", "python3.11", "python3.12")
"""The Pythons that Automation has."""
RUNTIMES = (
    *PYTHON_RUNTIMES,
    "PowerShell 7.4",
    "python3.6",
    "python3.7",
    "python3.8",
    "python3.9",
    "PowerShell Core 6.0",
    "PowerShell 7.0",
)
"""All runtimes: those that Automation has, and the retired ones, which documents still name."""

OUTPUT_PAYLOAD = Output("OutputPayload", "$", "String")

Handler = Callable[[Any, Any], Any]
"""A function that Automation calls with the input payload and the context."""


def _function_or_text(given: Any) -> Any:
    if given is None or isinstance(given, str) or callable(given):
        return given
    message = f"{quoted(given)} is not a function, nor the text of a script"
    raise ValueError(message)


@model
class ExecuteScript(Step):
    """Run a script: a Python function of yours, or the text of one.

    A function becomes the script with all that it names: imports, constants and helpers. What it
    returns is the `Payload` that the outputs select from: `Output("Ids", "$.Payload.Ids")`.
    """

    action: ClassVar[str] = "aws:executeScript"
    reserved_outputs: ClassVar[frozenset[str]] = frozenset({"OutputPayload"})

    script: Annotated[Handler | str | None, BeforeValidator(_function_or_text)] = Field(
        default=None, kw_only=False
    )
    """The function, or the script's text; `None` where the attachment has it."""
    runtime: Annotated[str, Input("String", allowed=RUNTIMES, is_fixed=True)] = "python3.11"
    """What runs the script."""
    handler: Annotated[Text | None, Input("String", at_least=1)] = None
    """The name of the function that is called, where the script is text."""
    input_payload: Annotated[Map | None, Input("StringMap")] = None
    """What the function is called with as its first argument."""
    attachment: Annotated[
        Attachment | str | None, is_a("an Attachment, or the name of one", Attachment, str)
    ] = None
    """The attached file that the function, or what it imports, is in."""

    def misfits(self) -> Iterator[Misfit]:
        """Yield why there is nothing to run, or no telling what is called."""
        yield from super().misfits()
        python = not isinstance(self.runtime, str) or self.runtime.startswith("python")
        if self.script is None and self.attachment is None:
            yield "", "needs a script or an attachment", MISSING
        if callable(self.script):
            yield from self._function_misfits()
        elif python and self.handler is None:
            yield "handler", "is required: the name of the function that is called", MISSING
        elif not python and self.handler is not None:
            yield "handler", "PowerShell has none; the script runs from its beginning"

    def _function_misfits(self) -> Iterator[Misfit]:
        if not isinstance(self.runtime, str) or self.runtime not in PYTHON_RUNTIMES:
            message = f"{quoted(self.runtime)} does not run a function of Python today"
            yield "runtime", message, "SSM804"
            return
        if self.handler is not None:
            yield "handler", "is the function that is given; leave it out"
        try:
            _ = self.script_text
        except DefinitionError as error:
            for problem in error.problems:
                yield "script", str(problem), "SSM817"
            if recovery() is not None:  # it has been told, and is not asked for again
                self.__dict__["script_text"] = None

    @cached_property
    def script_text(self) -> str | None:
        """The script's text.

        Raises:
            DefinitionError: it is a function that no script can be made of.
        """
        if self.script is None or isinstance(self.script, str):
            return self.script
        from ssmdsl.script import script_of  # text needs none of it

        minor = int(str(self.runtime).rpartition(".")[2])
        return script_of(self.script, python=(3, minor))

    @classmethod
    def input_schema(cls) -> Schema:
        """Return the JSON Schema of the inputs; a script is text in a document."""
        schema = super().input_schema()
        for key, field in (("Script", "script"), ("Attachment", "attachment")):
            schema["properties"][key] = told(cls, field, {"type": "string"})
        handler = {"required": ["Handler"]}
        return {
            **schema,
            "required": ["Runtime"],
            "anyOf": one_required("Script", "Attachment"),
            "if": {"properties": {"Runtime": {"pattern": "^PowerShell"}}, "required": ["Runtime"]},
            "then": {"not": handler},
            "else": handler,
        }

    @classmethod
    def read(cls, inputs: Mapping[str, Any], reading: Reading) -> dict[str, Any]:
        """Return the inputs by their names here; what a script says is left as it is."""
        own = {"Script": "script", "Attachment": "attachment"}
        rest = {key: value for key, value in inputs.items() if key not in own}
        taken = {own[key]: value for key, value in inputs.items() if key in own}
        return {**super().read(rest, reading), **taken}

    def action_inputs(self) -> dict[str, Any]:
        """Return the inputs, a function as its text and its name."""
        given = super().action_inputs()
        if callable(self.script):
            runtime = given.pop("Runtime")
            given = {"Runtime": runtime, "Handler": self.script.__name__, **given}
        if self.script is not None:
            given["Script"] = self.script_text
        if self.attachment is not None:
            given["Attachment"] = getattr(self.attachment, "name", self.attachment)
        return given

    def referring_inputs(self) -> dict[str, Any]:
        """Return the inputs but for the script, whose braces are its own."""
        return {key: value for key, value in self.action_inputs().items() if key != "Script"}

    @property
    def predefined_outputs(self) -> tuple[Output, ...]:
        """What was returned and what was printed, as JSON text."""
        return (OUTPUT_PAYLOAD,)
