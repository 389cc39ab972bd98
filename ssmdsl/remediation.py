"""The remediation: a rule, the document that repairs what breaks it, and the roles this takes.

Source: https://docs.aws.amazon.com/config/latest/developerguide/remediation.html
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from types import MappingProxyType
from typing import Annotated, Any, ClassVar

from pydantic import AfterValidator, BeforeValidator, Field, field_validator

from ssmdsl import limits
from ssmdsl.document import Document
from ssmdsl.errors import Misfit, one_of, quoted
from ssmdsl.json_value import json_misfits
from ssmdsl.model import Items, Members, is_a, model
from ssmdsl.parameter import AUTOMATION_ASSUME_ROLE, Parameter
from ssmdsl.permissions import ACTION, Statement
from ssmdsl.reference import Reference, references_in
from ssmdsl.rules import ManagedRule
from ssmdsl.unknown_value import is_unknown
from ssmdsl.value_type import basic_type

SERVICE_PRINCIPAL = re.compile(r"[a-z0-9-]+(\.[a-z0-9-]+)*\.amazonaws\.com(\.cn)?")


def _statements(allow: Sequence[Statement | str]) -> tuple[Statement, ...]:
    """Return statements; the actions given alone become one, on everything."""
    bare = [action for action in allow if isinstance(action, str)]
    whole = [statement for statement in allow if isinstance(statement, Statement)]
    return (Statement(bare), *whole) if bare else tuple(whole)


def _is_a_permission(given: Any) -> Any:
    if isinstance(given, Statement) or (isinstance(given, str) and ACTION.fullmatch(given)):
        return given
    message = f'{quoted(given)} is neither a Statement nor an IAM action, as "ec2:StopInstances" is'
    raise ValueError(message)


Permission = Annotated[Statement | str, BeforeValidator(_is_a_permission)]
Permissions = Annotated[Items[Permission], AfterValidator(_statements)]


@model
class Role:
    """An IAM role that the module makes for an AWS service, handed to the document as its ARN.

    The automation is allowed to pass it to that service (`iam:PassRole`) without being told.
    """

    noun: ClassVar[str] = "role"

    service: str = Field(kw_only=False)
    """The service that acts as the role: `vpc-flow-logs.amazonaws.com`."""
    allow: Permissions
    """What it may do: statements; an action alone is allowed on everything."""

    @field_validator("service")
    @classmethod
    def _service_is_a_principal(cls, service: str) -> str:
        if not SERVICE_PRINCIPAL.fullmatch(service):
            message = f'{quoted(service)} is not a service principal, as "ec2.amazonaws.com" is'
            raise ValueError(message)
        return service

    @property
    def statements(self) -> tuple[Statement, ...]:
        """What it may do, as statements."""
        return tuple(self.allow)  # type: ignore[arg-type]


@model
class Automatic:
    """Config starts the document by itself, as soon as it finds a resource non-compliant."""

    noun: ClassVar[str] = "automatic remediation"

    maximum_attempts: int = Field(ge=1, le=limits.MAXIMUM_AUTOMATIC_ATTEMPTS)
    """Failures on one resource after which Config leaves it alone: 1 to 25."""
    retry_seconds: int = Field(ge=1, le=limits.RETRY_ATTEMPT_SECONDS)
    """The window in which these are counted, in seconds: 1 to 2678000."""


Argument = Role | bool | int | str | Sequence[str]
"""What a document's parameter can be given when the module is applied."""


def _with_own_lists(arguments: Mapping[Any, Any]) -> Mapping[Any, Any]:
    """Return arguments whose lists are cut off from the user's own."""
    return MappingProxyType(
        {
            parameter: tuple(value) if isinstance(value, list) else value
            for parameter, value in arguments.items()
        }
    )


Arguments = Annotated[Members[Parameter, Argument], AfterValidator(_with_own_lists)]


@model
class Remediation:
    """A Config rule, and the document that Config runs on each resource that breaks it."""

    noun: ClassVar[str] = "remediation"
    misfit_code: ClassVar[str] = "SSM510"

    rule: Annotated[ManagedRule, is_a('a rule; write ManagedRule("…")', ManagedRule)]
    """The rule; AWS Config allows one remediation for each."""
    document: Annotated[Document, is_a("a Document", Document)]
    """What repairs the resource."""
    resource: Annotated[
        Parameter | None, is_a("a Parameter: the variable, not its name", Parameter)
    ] = None
    """The parameter that takes the id of the non-compliant resource, as Config knows it."""
    arguments: Arguments = Field(default_factory=dict)
    """The values of the document's other parameters; fixed when the module is applied."""
    automatic: Annotated[
        Automatic | None,
        is_a("an Automatic; write Automatic(maximum_attempts=…, retry_seconds=…)", Automatic),
    ] = None
    """When Config is to act by itself; `None` means that somebody starts the remediation."""
    allow: Permissions = ()
    """What the automation may do: statements; an action alone is allowed on everything."""

    @staticmethod
    def place(properties: Mapping[str, Any]) -> str:
        """Return `remediation of "vpc-flow-logs-enabled"`, by the rule's name."""
        rule = properties.get("rule")
        return (
            f"remediation of {quoted(rule.name)}"
            if isinstance(rule, ManagedRule)
            else ("remediation")
        )

    @property
    def name(self) -> str:
        """The rule's name; there is one remediation for each rule."""
        return self.rule.name

    @property
    def statements(self) -> tuple[Statement, ...]:
        """What the automation may do, as statements."""
        return tuple(self.allow)  # type: ignore[arg-type]

    def misfits(self) -> Iterator[Misfit]:
        """Yield how rule, document and arguments do not fit together."""
        known = {parameter.name: parameter for parameter in self.document.all_parameters}
        given: dict[str, Any] = {}
        taken = {AUTOMATION_ASSUME_ROLE.name}
        yield from self._assume_role_misfits()
        for parameter, value in self.arguments.items():
            if isinstance(parameter, Parameter):
                given[parameter.name] = list(value) if isinstance(value, tuple) else value
            else:
                message = f"{quoted(parameter)} is not a Parameter: the variable, not its name"
                yield "arguments", message
                taken.add(str(parameter))
        if self.resource is not None:
            yield from _resource_misfits(self.resource.name, known, given)
        for name, value in given.items():
            for path, message in _argument_misfits(known, name, value):
                yield f"arguments.{name}{path}", message
        taken.update(given)
        if self.resource is not None:
            taken.add(self.resource.name)
        missing = [name for name, own in known.items() if own.is_required and name not in taken]
        if missing:
            yield "arguments", f"the document requires {one_of(missing)}, which nothing gives"
        if len(taken) > limits.REMEDIATION_PARAMETERS:
            message = (
                f"{len(taken)} parameters are handed over, and AWS Config takes at most"
                f" {limits.REMEDIATION_PARAMETERS}; give some of them defaults in the document"
            )
            yield "arguments", message

    def _assume_role_misfits(self) -> Iterator[tuple[str, str]]:
        role = self.document.assume_role
        wanted = AUTOMATION_ASSUME_ROLE.name
        if not isinstance(role, Parameter) or role.name != wanted:
            message = (
                f"the document is to act as the role in its parameter {quoted(wanted)}, the only"
                " name under which AWS Config hands it over; leave assume_role out of the document"
            )
            yield f"document {quoted(self.document.name)}, assume_role", message


def _resource_misfits(
    name: str, known: Mapping[str, Parameter], given: Mapping[str, Any]
) -> Iterator[tuple[str, str]]:
    """Yield why a parameter cannot take the id of the resource."""
    if name == AUTOMATION_ASSUME_ROLE.name:
        yield "resource", f"{quoted(name)} is the role that the automation acts as"
    elif name not in known:
        yield "resource", f"the document has no parameter {quoted(name)}, only {one_of(known)}"
    elif basic_type(known[name].type) not in ("String", "StringList"):
        message = (
            f"parameter {quoted(name)} is of type {known[name].type}, and Config gives the"
            ' id of a resource: "String", "StringList" or one of AWS\'s own types'
        )
        yield "resource", message
    if name in given:
        yield "arguments", f"{quoted(name)} is the resource; it cannot have a fixed value too"


def static_values(value: Any) -> tuple[str, ...]:
    """Return a fixed argument as the texts that Config hands to the document."""
    if isinstance(value, bool):
        return ("true" if value else "false",)
    if isinstance(value, list | tuple):
        return tuple(value)
    return (str(value),)


def _argument_misfits(
    known: Mapping[str, Parameter], name: str, value: Any
) -> Iterator[tuple[str, str]]:
    """Yield path and message of why a parameter cannot be given a fixed value."""
    if name == AUTOMATION_ASSUME_ROLE.name:
        yield "", "it is the role that the module makes; leave it out"
        return
    if name not in known:
        yield "", f"the document has no such parameter, only {one_of(known)}"
        return
    if is_unknown(value):
        return
    parameter = known[name]
    kind = basic_type(parameter.type)
    if isinstance(value, Role):
        if kind != "String":
            yield "", f"a role's ARN is text, and the parameter is of type {parameter.type}"
    elif kind in ("MapList", "StringMap"):
        message = (
            f"AWS Config hands over texts, and the parameter is of type {parameter.type};"
            " give it a default in the document"
        )
        yield "", message
    elif isinstance(value, Reference) or any(references_in(value)):
        message = (
            f"{quoted(str(value))}: Automation fills nothing in where a document is started;"
            " refer to it in the document instead"
        )
        yield "", message
    else:
        wrong = list(parameter.value_misfits(value)) or list(json_misfits(value, ""))
        yield from wrong
        if not wrong:
            yield from _beyond_config(static_values(value))


def _beyond_config(texts: Sequence[str]) -> Iterator[tuple[str, str]]:
    """Yield why AWS Config does not hand over texts that the document would take."""
    most, longest = limits.REMEDIATION_VALUES, limits.REMEDIATION_VALUE_CHARACTERS
    if not 1 <= len(texts) <= most:
        yield "", f"{len(texts)} values; AWS Config hands over 1 to {most}"
    for index, text in enumerate(texts):
        if not 1 <= len(text) <= longest:
            path = f"[{index}]" if len(texts) > 1 else ""
            yield path, f"{len(text)} characters; AWS Config hands over 1 to {longest}"
