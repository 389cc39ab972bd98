"""What the three actions that call an AWS API have in common.

Source: https://docs.aws.amazon.com/systems-manager/latest/userguide/automation-action-executeAwsApi.html
"""

from collections.abc import Iterator, Mapping
from functools import cached_property
from types import MappingProxyType
from typing import Annotated, Any

from pydantic import AfterValidator, Field

from ssmdsl.errors import DefinitionError, Misfit
from ssmdsl.json_value import json_copy, json_misfits
from ssmdsl.model import Members, model
from ssmdsl.output import Output
from ssmdsl.recovery import refuse
from ssmdsl.response import Response, ResponsePath, UnknownPart
from ssmdsl.schema_parts import Schema, field_schema
from ssmdsl.service_model import proper_operation, proper_service
from ssmdsl.step import Reading, Step


def _of_its_own(inputs: Mapping[str, Any]) -> Mapping[str, Any]:
    """Return the inputs without the lists and dictionaries that the user may yet change."""
    return MappingProxyType(json_copy(inputs))


@model
class ApiCall(Step):
    """A step that calls an operation of an AWS service and looks at its response."""

    service: str = Field(min_length=1)
    """The service, by the name of its boto3 client: `logs`."""
    api: str = Field(min_length=1)
    """The operation: `CreateLogGroup`."""
    inputs: Annotated[Members[str, Any], AfterValidator(_of_its_own)] = Field(default_factory=dict)
    """The request's parameters, by the names that boto3 takes."""

    def __post_init__(self) -> None:
        """Give the names their proper form, of `EC2` and `describe_vpcs` too, as SSM takes them."""
        if self.service != self.service.lower():
            object.__setattr__(self, "service", proper_service(self.service))
        if not self.api[:1].isupper():
            object.__setattr__(self, "api", proper_operation(self.service, self.api))

    def misfits(self) -> Iterator[Misfit]:
        """Yield what would hide the action's own inputs."""
        yield from super().misfits()
        yield from json_misfits(self.inputs, "inputs")
        for reserved, name in self.own_inputs().items():
            if reserved in self.inputs:
                yield f"inputs.{reserved}", f"give it as {name}=, not among the inputs"

    @classmethod
    def own_inputs(cls) -> dict[str, str]:
        """Return the action's own inputs, each with the field that it is here."""
        fields = {item.key_of(name): name for name, item in cls.input_fields().items()}
        return {"Service": "service", "Api": "api", **fields}

    @classmethod
    def input_schema(cls) -> Schema:
        """Return the JSON Schema of the action's own inputs, open to the request's parameters."""
        schema = super().input_schema()
        call = {"Service": field_schema(cls, "service"), "Api": field_schema(cls, "api")}
        schema["properties"] = {**call, **schema["properties"]}
        schema["required"] = [*call, *schema.get("required", ())]
        schema["additionalProperties"] = True
        return schema

    @classmethod
    def read(cls, inputs: Mapping[str, Any], reading: Reading) -> dict[str, Any]:
        """Return the action's own inputs by their fields, and the request's parameters as one."""
        own = cls.own_inputs()
        values = {key: reading.value(value) for key, value in inputs.items()}
        return {
            **{own[key]: value for key, value in values.items() if key in own},
            "inputs": {key: value for key, value in values.items() if key not in own},
        }

    def action_inputs(self) -> dict[str, Any]:
        """Return service and operation with the request's parameters beside them."""
        own = {key: getattr(self, name) for key, name in self.own_inputs().items()}
        return {**{key: value for key, value in own.items() if value is not None}, **self.inputs}

    @property
    def has_unknown_outputs(self) -> bool:
        """Whether not all of its outputs could be read, or were asked for as they are called."""
        asked: Response | None = vars(self).get("_response")
        return super().has_unknown_outputs or (asked is not None and asked.is_half_known)

    @cached_property
    def response(self) -> ResponsePath:
        """The operation's response, in which a path names a part: `response.Vpcs[0].VpcId`.

        A path is a reference; the output that it needs is declared by being used.

        Raises:
            DefinitionError: there is no such operation, or no such part in what it returns.
        """
        try:
            return self._response.root
        except DefinitionError as error:
            refuse(error)
            return UnknownPart(self.name)

    @cached_property
    def _response(self) -> Response:
        return Response(self.service, self.api, step_name=self.name, declared=self.outputs)

    @property
    def response_outputs(self) -> Mapping[str, Output]:
        """The outputs that paths into the response stand for, by their names."""
        if "_response" not in self.__dict__:
            return {}
        declared = {output.name for output in self.outputs}
        found = self._response.outputs
        return {name: output for name, output in found.items() if name not in declared}
