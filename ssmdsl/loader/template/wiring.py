"""What a remediation hands to its document: the resource, fixed values and roles.

Source: https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-config-remediationconfiguration.html
"""

import re
from collections.abc import Mapping
from typing import Any

from ssmdsl.data_path import shown
from ssmdsl.document import Document
from ssmdsl.errors import DefinitionError, did_you_mean, one_of, quoted
from ssmdsl.loader.template.iam_role import IamRoles
from ssmdsl.loader.template.resolved import Unknown, settled, supposed
from ssmdsl.loader.template.template import Resource, Template
from ssmdsl.parameter import AUTOMATION_ASSUME_ROLE, Parameter
from ssmdsl.remediation import Remediation, Role
from ssmdsl.text import Place, Text
from ssmdsl.value_type import basic_type

_ROLE = AUTOMATION_ASSUME_ROLE.name


class Wiring:
    """What one remediation hands to its document."""

    def __init__(
        self, template: Template, resource: Resource, document: Document, roles: IamRoles
    ) -> None:
        """Read the parameters of a remediation.

        Args:
            template: the template.
            resource: the remediation's resource.
            document: what takes the parameters.
            roles: the roles of the template.
        """
        self._template = template
        self._from = resource
        self._roles = roles
        self._known = {own.name: own for own in document.all_parameters}
        self.is_complete = True
        self.resource: Parameter | None = None
        self.arguments: dict[Parameter, Any] = {}
        self.allow: list[Any] = []
        self.unpassed: Mapping[str, str] = {}
        """The parameters whose roles the automation's own may not pass, each with its role."""
        self.policies: Place | None = None
        """Where the statements of the automation's role stand, if the template has that."""
        self._passed: dict[str, str] = {}
        found = template.resolved(resource, "Parameters")
        if found is None:
            return
        if not isinstance(found.value, dict):
            if self._is_known(found):
                self._tell(f"{quoted(found.value)} is not a dictionary")
            return
        for name in found.value:
            if name != AUTOMATION_ASSUME_ROLE.name:
                self._take(name, found)
        if AUTOMATION_ASSUME_ROLE.name in found.value:
            self._assume_role(found)
        elif any(own.is_required for own in self._known.values() if own.name == _ROLE):
            message = f"AWS Config requires {quoted(_ROLE)}, for which the document has no default"
            template.problem(resource, message, "Parameters", code=Remediation.misfit_code)

    def _tell(self, message: str, *path: str | int) -> None:
        self.is_complete = False
        self._template.problem(self._from, message, "Parameters", *path)

    def _is_known(self, found: Text, *path: str) -> bool:
        """Return whether what stands at a path is known, and tell why not."""
        part = found.part(*path)
        subject = f"{self._from.subject}, {shown(('Parameters', *path))}"
        if part is None or settled(part, self._template.problems, subject) is not None:
            return True
        self.is_complete = False
        return False

    def _take(self, name: str, found: Text) -> None:
        value = found.part(name, "ResourceValue", "Value")
        if name not in self._known:
            near = did_you_mean(name, self._known)
            known = f"only {one_of(self._known)}" if self._known else "it has none"
            self._tell(f"the document has no parameter {quoted(name)}, {known}.{near}", name)
        elif value is not None:
            if not self._is_known(found, name, "ResourceValue", "Value"):
                return
            if value.value != "RESOURCE_ID":
                self._tell(f'{quoted(value.value)} is not "RESOURCE_ID"', name, "ResourceValue")
            elif self.resource is not None:
                message = f"parameter {quoted(self.resource.name)} takes the resource already"
                self._tell(message, name)
            else:
                self.resource = self._known[name]
        else:
            self._argument(self._known[name], found)

    def _values(self, name: str, found: Text) -> Text | None:
        values = found.part(name, "StaticValue", "Values") or found.part(
            name, "StaticValue", "Value"
        )
        if values is None:
            wholes = ((name,), (name, "StaticValue"), (name, "ResourceValue"))
            unknown = next((own for own in wholes if _is_unknown(found.part(*own))), None)
            if unknown is not None:
                self._is_known(found, *unknown)
                return None
            self._tell("a parameter has a StaticValue with Values, or a ResourceValue", name)
        return values

    def _is_misnamed(self, name: str, items: list[Any]) -> bool:
        """Return whether a role stands there by anything but its ARN, and tell it."""
        told = [message for item in items if (message := self._roles.misnamed(item))]
        for message in told:
            self._tell(message, name)
        return bool(told)

    def _argument(self, parameter: Parameter, found: Text) -> None:
        values = self._values(parameter.name, found)
        if values is None:
            return
        items = values.value if isinstance(values.value, list) else [values.value]
        if self._is_misnamed(parameter.name, items):
            return
        role = self._roles.role_of(items[0]) if len(items) == 1 else None
        if role is not None:
            self._passed[parameter.name] = role
            service = self._roles.service(role)
            if service is None:
                self.is_complete = False
                return
            allow = self._roles.permissions(role)
            try:
                self.arguments[parameter] = Role(service, allow=allow)
            except DefinitionError as error:
                self.is_complete = False
                whole = self._template.resources[role].text
                self._template.problems.within(whole).add_all(
                    error, (), {"service": ("Properties", "AssumeRolePolicyDocument")}
                )
            return
        subject = f"{self._from.subject}, Parameters.{parameter.name}"
        known = supposed(values, self._template.problems, subject)
        plain = known.value if isinstance(known.value, list) else [known.value]
        self.arguments[parameter] = of_type(basic_type(parameter.type), plain)

    def _assume_role(self, found: Text) -> None:
        name = AUTOMATION_ASSUME_ROLE.name
        values = self._values(name, found)
        if values is None:
            return
        items = values.value if isinstance(values.value, list) else [values.value]
        if self._is_misnamed(name, items):
            return
        role = self._roles.role_of(items[0]) if len(items) == 1 else None
        if role is not None:
            self._roles.tell_trust(role)
            passed = self._passed
            unpassed = self._roles.unpassed(role, passed.values())
            self.unpassed = {name: own for name, own in passed.items() if own in unpassed}
            self.policies = self._roles.policies_place(role)
            self.allow = self._roles.permissions(role, passed.values())
            return
        unknown = any(isinstance(item, Unknown) for item in items)
        it = "it" if unknown else quoted(items[0] if len(items) == 1 else items)
        message = (
            f"{it} is no role of the file; the module makes one without permissions: say in allow"
            " what the automation may do"
        )
        self._template.change(self._from, message, "Parameters", name)


def _is_unknown(found: Text | None) -> bool:
    return found is not None and isinstance(found.value, Unknown)


def of_type(kind: str, values: list[Any]) -> Any:
    """Return what texts stand for in a parameter of a type; a misfit is left to the model."""
    texts = [
        str(value).lower() if isinstance(value, bool) else str(value)
        for value in values
        if isinstance(value, str | int | float)
    ]
    if len(texts) != len(values) or kind == "StringList" or len(texts) != 1:
        return texts if len(texts) == len(values) else values
    (text,) = texts
    if kind == "Integer" and re.fullmatch(r"-?[0-9]{1,18}", text):
        return int(text)
    if kind == "Boolean" and text.lower() in ("true", "false"):
        return text.lower() == "true"
    return text
