"""The remediation: a rule, the document that repairs what breaks it, and the roles this takes.

Source: https://docs.aws.amazon.com/config/latest/developerguide/remediation.html
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, ClassVar

from pydantic import Field, field_validator

from ssmdsl import limits
from ssmdsl.document import Document
from ssmdsl.errors import DefinitionError, Problem, one_of
from ssmdsl.model import Items, model, quoted
from ssmdsl.parameter import AUTOMATION_ASSUME_ROLE, Parameter
from ssmdsl.permissions import Statement
from ssmdsl.reference import basic_type
from ssmdsl.rules import ManagedRule

SERVICE_PRINCIPAL = re.compile(r"[a-z0-9-]+(\.[a-z0-9-]+)*\.amazonaws\.com(\.cn)?")
ROLE_ARN = re.compile(r"arn:aws[a-z-]*:iam::\d{12}:role/.+")


@model
class Role:
    """An IAM role that the module makes for an AWS service, handed to the document as its ARN.

    The automation is allowed to pass it to that service (`iam:PassRole`) without being told.
    """

    noun: ClassVar[str] = "role"

    service: str = Field(kw_only=False)
    """The service that acts as the role: `vpc-flow-logs.amazonaws.com`."""
    allow: Items[Statement | str]
    """What it may do: statements; an action alone is allowed on everything."""

    @field_validator("service")
    @classmethod
    def _service_is_a_principal(cls, service: str) -> str:
        if not SERVICE_PRINCIPAL.fullmatch(service):
            message = f'"{service}" is not a service principal, as "ec2.amazonaws.com" is'
            raise ValueError(message)
        return service

    def __post_init__(self) -> None:
        """Check the actions given alone."""
        object.__setattr__(self, "allow", _statements(self.allow))

    @property
    def statements(self) -> tuple[Statement, ...]:
        """What it may do, as statements."""
        return tuple(self.allow)  # type: ignore[arg-type]


@model
class Automatic:
    """Config starts the document by itself, as soon as it finds a resource non-compliant."""

    noun: ClassVar[str] = "automatic remediation"

    maximum_attempts: int = Field(ge=1, le=limits.MAXIMUM_AUTOMATIC_ATTEMPTS, strict=True)
    """Failures on one resource after which Config leaves it alone: 1 to 25."""
    retry_seconds: int = Field(ge=1, le=limits.RETRY_ATTEMPT_SECONDS, strict=True)
    """The window in which these are counted, in seconds: 1 to 2678000."""


Argument = Role | bool | int | str | Sequence[str]


@model
class Remediation:
    """A Config rule, and the document that Config runs on each resource that breaks it."""

    noun: ClassVar[str] = "remediation"

    rule: ManagedRule
    """The rule; AWS Config allows one remediation for each."""
    document: Document
    """What repairs the resource."""
    resource: Parameter | None = None
    """The parameter that takes the id of the non-compliant resource, as Config knows it."""
    arguments: Mapping[Parameter, Argument] = Field(default_factory=dict)
    """The values of the document's other parameters; fixed when the module is applied."""
    automatic: Automatic | None = None
    """When Config is to act by itself; `None` means that somebody starts the remediation."""
    allow: Items[Statement | str] = ()
    """What the automation may do: statements; an action alone is allowed on everything."""

    def __post_init__(self) -> None:
        """Check that rule, document and arguments fit together."""
        object.__setattr__(self, "allow", _statements(self.allow))
        problems = [*self._assume_role_problems(), *self._argument_problems()]
        if problems:
            raise DefinitionError(problems=problems)

    @property
    def name(self) -> str:
        """The rule's name; there is one remediation for each rule."""
        return self.rule.name

    @property
    def statements(self) -> tuple[Statement, ...]:
        """What the automation may do, as statements."""
        return tuple(self.allow)  # type: ignore[arg-type]

    def _problem(self, path: str, message: str) -> Problem:
        return Problem(f'remediation of "{self.name}"{path and ", " + path}', message)

    def _assume_role_problems(self) -> Iterator[Problem]:
        role = self.document.assume_role
        wanted = AUTOMATION_ASSUME_ROLE.name
        if not isinstance(role, Parameter) or role.name != wanted:
            message = (
                f'the document is to act as the role in its parameter "{wanted}", the only name'
                " under which AWS Config hands it over; leave assume_role out of the document"
            )
            yield self._problem(f'document "{self.document.name}", assume_role', message)

    def _argument_problems(self) -> Iterator[Problem]:
        known = {parameter.name: parameter for parameter in self.document.all_parameters}
        given = [parameter.name for parameter in self.arguments]
        if self.resource is not None:
            yield from self._resource_problems(self.resource, known, given)
        for parameter, value in self.arguments.items():
            path = f"arguments, {parameter.name}"
            if parameter.name not in known:
                message = f"the document has no such parameter, only {one_of(known)}"
                yield self._problem(path, message)
            elif parameter.name == AUTOMATION_ASSUME_ROLE.name:
                message = "it is the role that the module makes; leave it out"
                yield self._problem(path, message)
            else:
                for message in _misfits(known[parameter.name], value):
                    yield self._problem(path, message)
        taken = {AUTOMATION_ASSUME_ROLE.name, *given}
        if self.resource is not None:
            taken.add(self.resource.name)
        missing = [name for name, own in known.items() if own.is_required and name not in taken]
        if missing:
            message = f"the document requires {one_of(missing)}, which nothing gives"
            yield self._problem("arguments", message)
        if len(taken) > limits.REMEDIATION_PARAMETERS:
            message = (
                f"{len(taken)} parameters are handed over, and AWS Config takes at most"
                f" {limits.REMEDIATION_PARAMETERS}; give some of them defaults in the document"
            )
            yield self._problem("arguments", message)

    def _resource_problems(
        self, resource: Parameter, known: Mapping[str, Parameter], given: Sequence[str]
    ) -> Iterator[Problem]:
        if resource.name not in known:
            message = f'the document has no parameter "{resource.name}", only {one_of(known)}'
            yield self._problem("resource", message)
        elif basic_type(resource.type) not in ("String", "StringList"):
            message = (
                f'parameter "{resource.name}" is of type {resource.type}, and Config gives the'
                ' id of a resource: "String", "StringList" or one of AWS\'s own types'
            )
            yield self._problem("resource", message)
        if resource.name in given:
            message = f'"{resource.name}" is the resource; it cannot have a fixed value too'
            yield self._problem("arguments", message)


def static_values(value: Any) -> tuple[str, ...]:
    """Return a fixed argument as the texts that Config hands to the document."""
    if isinstance(value, bool):
        return ("true" if value else "false",)
    if isinstance(value, list | tuple):
        return tuple(value)
    return (str(value),)


def _statements(allow: Sequence[Statement | str]) -> tuple[Statement, ...]:
    """Return statements; the actions given alone become one, on everything."""
    bare = [action for action in allow if isinstance(action, str)]
    whole = [statement for statement in allow if isinstance(statement, Statement)]
    return (Statement(bare), *whole) if bare else tuple(whole)


def _misfits(parameter: Parameter, value: Any) -> Iterator[str]:
    """Yield why a value cannot be handed to a parameter."""
    kind = basic_type(parameter.type)
    if isinstance(value, Role):
        if kind != "String":
            yield f"a role's ARN is text, and the parameter is of type {parameter.type}"
        return
    expected: tuple[type, ...] = {
        "String": (str,),
        "StringList": (list, tuple),
        "Integer": (int,),
        "Boolean": (bool,),
    }.get(kind, ())
    if not isinstance(value, expected) or (kind == "Integer" and isinstance(value, bool)):
        yield f"{quoted(value)} is not of the parameter's type {parameter.type}"
        return
    if parameter.type == "AWS::IAM::Role::Arn" and not ROLE_ARN.fullmatch(str(value)):
        yield f"{quoted(value)} is not a role's ARN; give a Role, or the ARN of one you have"
    texts = static_values(value)
    if not 1 <= len(texts) <= limits.REMEDIATION_VALUES:
        most = limits.REMEDIATION_VALUES
        yield f"{len(texts)} values; AWS Config hands over 1 to {most}"
    longest = limits.REMEDIATION_VALUE_CHARACTERS
    for text in texts:
        if not 1 <= len(text) <= longest:
            yield f"a value of {len(text)} characters; AWS Config hands over 1 to {longest}"
    allowed = [str(item) for item in parameter.allowed_values]
    for text in texts if allowed and kind != "Boolean" else ():
        if text not in allowed:
            yield f"{quoted(text)} is not one of the parameter's allowed values {one_of(allowed)}"
