"""The typed steps: `ec2.CreateFlowLogs(…)` is an `aws:executeAwsApi` step whose call is checked."""

from collections.abc import Mapping, Sequence
from dataclasses import fields
from functools import cache
from typing import Any, TypeVar, cast

from ssmdsl.actions import (
    AssertAwsResourceProperty,
    ExecuteAwsApi,
    WaitForAwsResourceProperty,
)
from ssmdsl.api_call import ApiCall
from ssmdsl.aws.desired import desired_of
from ssmdsl.aws.request import check_request
from ssmdsl.errors import DefinitionError, Problem, did_you_mean, quoted
from ssmdsl.recovery import recovery, refuse
from ssmdsl.service_model import NO_SUCH_OPERATION, Operation, parameter_aliases, service_model
from ssmdsl.step import Step
from ssmdsl.unreadable_step import UnreadableStep
from ssmdsl.writable import unwritable_parts

Made = TypeVar("Made", bound=ApiCall)

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
        return self._made(ExecuteAwsApi, name, extra, keywords, {})

    def wait_until(self, *arguments: Any, **keywords: Any) -> WaitForAwsResourceProperty:
        """Make a step that calls the operation again and again until its response is as desired.

        `ec2.DescribeInstances.wait_until("Wait", lambda response:
        response.Reservations[0].Instances[0].State.Name == "running", InstanceIds=[instance])`

        Args:
            arguments: the step's name, which may be left out, and a function of the response.
            keywords: as of the call.

        Raises:
            DefinitionError: with every problem of the call.
        """
        return self._looking(WaitForAwsResourceProperty, arguments, keywords)

    def assert_that(self, *arguments: Any, **keywords: Any) -> AssertAwsResourceProperty:
        """Make a step that calls the operation once, and fails unless its response is as desired.

        Args:
            arguments: the step's name, which may be left out, and a function of the response.
            keywords: as of the call.

        Raises:
            DefinitionError: with every problem of the call.
        """
        return self._looking(AssertAwsResourceProperty, arguments, keywords)

    def _looking(
        self, kind: type[Made], arguments: tuple[Any, ...], keywords: Mapping[str, Any]
    ) -> Made:
        named = bool(arguments) and isinstance(arguments[0], str)
        name = arguments[0] if named else None
        condition, *extra = arguments[named:] or (None,)
        shown = self._operation.name if name is None else name
        place = f"step {quoted(shown)}"
        try:
            desired = desired_of(self._service, self._operation.name, condition, place=place)
            own = {"property_selector": desired.selector, "desired_values": list(desired.values)}
        except DefinitionError as error:
            if recovery() is not None:
                refuse(error)
                _, properties = self._split(keywords)
                return cast(Made, UnreadableStep(shown, **_of_any_step(properties)))
            problems = list(error.problems)
            try:
                self._made(ExecuteAwsApi, name, extra, keywords, {})
            except DefinitionError as more:
                problems += more.problems
            raise DefinitionError(problems=problems) from None
        return self._made(kind, name, extra, keywords, own)

    def _made(
        self,
        kind: type[Made],
        name: str | None,
        extra: Sequence[Any],
        keywords: Mapping[str, Any],
        own: Mapping[str, Any],
    ) -> Made:
        """Make a step of the call, or raise every problem of it."""
        parameters, properties = self._split(keywords)
        if name is None:
            name = properties.pop("name", self._operation.name)
        place = f"step {quoted(name)}"
        nameless = "needs the name of its parameter; only the step's name goes without"
        problems = [Problem(place, f"{quoted(value)} {nameless}") for value in extra]
        if not any(unwritable_parts(parameters, "")):  # or the check would not end
            problems += check_request(
                self._operation.input_shape,
                parameters,
                f"{place}, inputs",
                STEP_PROPERTIES,
                aliases=parameter_aliases(self._service, self._operation.name),
            )
        try:
            step = kind(
                name,
                service=self._service,
                api=self._operation.name,
                inputs=parameters,
                **own,
                **properties,
            )
        except DefinitionError as error:
            told = {problem.place for problem in problems}
            problems += [problem for problem in error.problems if problem.place not in told]
            raise DefinitionError(problems=problems) from None
        if problems:
            refuse(DefinitionError(problems=problems))
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


class _NoSuchStep(TypedStep):
    """What stands for an operation that there is not: calling it tells so."""

    def __init__(self, service: str, name: str, message: str) -> None:
        """Keep what is said of it."""
        self._service = service
        self._message = message
        self.__name__ = name

    def _made(
        self,
        kind: type[Made],
        name: str | None,
        extra: Sequence[Any],
        keywords: Mapping[str, Any],
        own: Mapping[str, Any],
    ) -> Made:
        shown = self.__name__ if name is None else name
        step = UnreadableStep(shown, **_of_any_step(keywords))
        path = "inputs.Api"
        place = f"step {quoted(shown)}, {path}"
        problem = Problem(place, self._message, path=path, code=NO_SUCH_OPERATION)
        refuse(DefinitionError(problems=[problem]))
        return cast(Made, step)

    def _looking(
        self, kind: type[Made], arguments: tuple[Any, ...], keywords: Mapping[str, Any]
    ) -> Made:
        name = next((own for own in arguments[:1] if isinstance(own, str)), None)
        return self._made(kind, name, (), keywords, {})


def _of_any_step(properties: Mapping[str, Any]) -> dict[str, Any]:
    """Return what surely is of the step, whatever the operation."""
    unsure = {"name", "description"}
    return {name: properties[name] for name in properties.keys() & STEP_PROPERTIES - unsure}


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
            if recovery() is not None:
                return _NoSuchStep(self._name, operation, message)
            place = f"{self._name}.{operation}"
            problem = Problem(place, message, code=NO_SUCH_OPERATION)
            raise UnknownOperationError(problems=[problem])
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
