"""The typed steps: `ec2.CreateFlowLogs(…)` is an `aws:executeAwsApi` step whose call is checked."""

from collections.abc import Mapping
from dataclasses import fields
from functools import cache
from typing import Any

from ssmdsl.actions import ExecuteAwsApi
from ssmdsl.aws.request import check_request
from ssmdsl.errors import DefinitionError, Problem, did_you_mean, quoted
from ssmdsl.service_model import Operation, service_model
from ssmdsl.step import Step
from ssmdsl.writable import unwritable_parts

STEP_PROPERTIES = frozenset(field.name for field in fields(Step))
"""What any step can be given."""


class UnknownOperationError(DefinitionError, AttributeError):
    """A service has no such operation; to `hasattr`, that the attribute is missing."""


class TypedStep:
    """An operation of a service; calling it makes the step that calls it."""

    def __init__(self, service: str, operation: Operation) -> None:
        """Keep the operation's model."""
        self._service = service
        self._operation = operation
        self.__name__ = operation.name
        self.__doc__ = f"Call `{operation.name}` of `{service}`.\n\n{operation.documentation}"

    def __call__(self, name: str | None = None, /, *extra: Any, **keywords: Any) -> ExecuteAwsApi:
        """Make the step.

        Args:
            name: the step's name; the operation's, where it is left out.
            extra: refused; the request's parameters go by their names.
            keywords: the request's parameters, by boto3's names, and the properties that all
                steps have. Where the operation has a parameter of the same name as such a
                property, as `name` or `description`, the plain word is the parameter;
                `step_description` is always the property.

        Raises:
            DefinitionError: with every problem of the call.
        """
        parameters, properties = self._split(keywords)
        if name is None:
            name = properties.pop("name", self._operation.name)
        place = f"step {quoted(name)}"
        nameless = "needs the name of its parameter; only the step's name goes without"
        problems = [Problem(place, f"{quoted(value)} {nameless}") for value in extra]
        if not any(unwritable_parts(parameters, "")):  # or the check would not end
            shape = self._operation.input_shape
            problems += check_request(shape, parameters, f"{place}, inputs", STEP_PROPERTIES)
        try:
            step = ExecuteAwsApi(
                name,
                service=self._service,
                api=self._operation.name,
                inputs=parameters,
                **properties,
            )
        except DefinitionError as error:
            told = {problem.place for problem in problems}
            problems += [problem for problem in error.problems if problem.place not in told]
        if problems:
            raise DefinitionError(problems=problems) from None
        return step

    def _split(self, keywords: Mapping[str, Any]) -> tuple[dict[str, Any], dict[str, Any]]:
        """Return the request's parameters, and the properties of the step."""
        shape = self._operation.input_shape
        members = {} if shape is None else shape.members
        parameters: dict[str, Any] = {}
        properties: dict[str, Any] = {}
        for keyword, value in keywords.items():
            bare = keyword.removeprefix("step_")
            if keyword in members:
                parameters[keyword] = value
            elif keyword in STEP_PROPERTIES:
                properties[keyword] = value
            elif keyword != bare and bare in STEP_PROPERTIES:
                properties[bare] = value
            else:
                parameters[keyword] = value
        return parameters, properties

    def __repr__(self) -> str:
        return f"ssmdsl.aws.{self._service}.{self._operation.name}"


class Service:
    """A service; its attributes are the typed steps of its operations."""

    def __init__(self, name: str) -> None:
        """Load the service's model; the steps are made as they are asked for."""
        self._name = name
        self._model = service_model(name)
        self.__doc__ = self._model.documentation

    def __getattr__(self, operation: str) -> TypedStep:
        if operation.startswith("_"):
            raise AttributeError(operation)
        names = self._model.operation_names
        if operation not in names:
            near = did_you_mean(operation, names)
            message = f"the service has no such operation among its {len(names)}.{near}"
            raise UnknownOperationError(problems=[Problem(f"{self._name}.{operation}", message)])
        step = TypedStep(self._name, self._model.operation_model(operation))
        setattr(self, operation, step)
        return step

    def __dir__(self) -> list[str]:
        return [*super().__dir__(), *self._model.operation_names]

    def __repr__(self) -> str:
        return f"ssmdsl.aws.{self._name}"


@cache
def service(name: str) -> Service:
    """Return the service of this name, made once.

    Raises:
        DefinitionError: botocore knows no service of this name.
    """
    return Service(name)
