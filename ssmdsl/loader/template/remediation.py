"""`AWS::Config::RemediationConfiguration` and what it names → `Remediation`.

Source: https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-config-remediationconfiguration.html
"""

from collections.abc import Mapping
from typing import Any

from ssmdsl import limits
from ssmdsl.data_path import Path
from ssmdsl.document import Document
from ssmdsl.errors import WRONG_VALUE, DefinitionError, did_you_mean, one_of, quoted
from ssmdsl.loader.template.document import TemplateDocuments
from ssmdsl.loader.template.iam_role import IamRoles
from ssmdsl.loader.template.resolved import resource_of, settled
from ssmdsl.loader.template.resource_names import RULE
from ssmdsl.loader.template.rule import read_rule
from ssmdsl.loader.template.template import Resource, Template
from ssmdsl.loader.template.wiring import Wiring, of_type
from ssmdsl.remediation import Automatic, Remediation
from ssmdsl.rules import ManagedRule
from ssmdsl.text import Place, Text
from ssmdsl.unknown_value import NOT_LOOKED_AT

REMEDIATION = "AWS::Config::RemediationConfiguration"
_KEPT = (
    "Automatic",
    "ConfigRuleName",
    "MaximumAutomaticAttempts",
    "Parameters",
    "RetryAttemptSeconds",
    "TargetId",
    "TargetType",
)
_PLACES: dict[str, Path] = {
    "rule": ("ConfigRuleName",),
    "document": ("TargetId",),
    "resource": ("Parameters",),
    "arguments": ("Parameters",),
    "maximum_attempts": ("MaximumAutomaticAttempts",),
    "retry_seconds": ("RetryAttemptSeconds",),
}


class TemplateRemediations:
    """The remediations of one template."""

    def __init__(self, template: Template, documents: TemplateDocuments) -> None:
        """Wire rules, documents and roles together."""
        self._template = template
        self._documents = documents
        self._roles = IamRoles(template)
        self._rules: dict[str, ManagedRule | None] = {}
        self.unpassed: dict[str, Mapping[str, str]] = {}
        """The parameters whose roles the automation's own may not pass, each with its role."""
        self.policies: dict[str, Place] = {}
        """Where the statements of the automation's role stand, by the remediation."""
        resources = template.of_type(REMEDIATION)
        made = {
            resource.name: self._remediation(resource)
            for resource in sorted(resources, key=template.surely_left_out)
        }
        self.read = [
            (own, resource.text.part("Properties") or resource.text)
            for resource in resources
            if (own := made[resource.name]) is not None
        ]
        """Those that could be read, each with what its resource says."""
        for rule in template.of_type(RULE):
            if rule.name not in self._rules:
                template.leave(rule, "no remediation is wired to it; it is left out")

    def _remediation(self, resource: Resource) -> Remediation | None:
        template = self._template
        rule = self._rule(resource)
        document = self._document(resource)
        kind = template.property(resource, "TargetType")
        if kind is not None and kind.value != "SSM_DOCUMENT":
            template.problem(resource, f'{quoted(kind.value)} is not "SSM_DOCUMENT"', "TargetType")
        automatic, is_fine = self._automatic(resource)
        if document is None:
            return None
        wiring = Wiring(template, resource, document, self._roles)
        if rule is None or not (wiring.is_complete and is_fine):
            return None
        if wiring.unpassed:
            self.unpassed[rule.name] = wiring.unpassed
        if wiring.policies is not None:
            self.policies[rule.name] = wiring.policies
        try:
            return Remediation(
                rule=rule,
                document=document,
                resource=wiring.resource,
                arguments=wiring.arguments,
                automatic=automatic,
                allow=wiring.allow,
            )
        except DefinitionError as error:
            whole = resource.text.part("Properties") or resource.text
            template.problems.within(whole).add_all(error, (), _PLACES)
            return None

    def _rule(self, resource: Resource) -> ManagedRule | None:
        template = self._template
        rules = template.of_type(RULE)
        names = template.intrinsics.names
        found = self._target(resource, "ConfigRuleName")
        if found is None:
            return None
        target, written = found
        for rule in rules:
            own = names.names_of(rule.name)
            if rule.name == target or (target is None and written.value in own):
                if rule.name in self._rules and template.surely_left_out(resource):
                    message = (
                        "its condition does not hold, and its rule has another; it is left out"
                    )
                    template.leave(resource, message)
                    return None
                if rule.name in self._rules:
                    message = "the rule has a remediation already, and AWS Config allows one"
                    template.problem(resource, message, "ConfigRuleName")
                    return None
                template.take(resource)
                template.not_kept(resource, _KEPT)
                self._rules[rule.name] = read_rule(template, rule)
                return self._rules[rule.name]
        known = [name for rule in rules for name in names.names_of(rule.name)]
        self._names_none(resource, written, target, "rule", known, "ConfigRuleName")
        return None

    def _document(self, resource: Resource) -> Document | None:
        found = self._target(resource, "TargetId")
        if found is None:
            return None
        target, written = found
        for name, own in self._documents.automations.items():
            if name == target or (target is None and own and written.value == own):
                return self._documents.read.get(name)
        reserved = limits.DOCUMENT_NAME_RESERVED_PREFIXES
        if isinstance(written.value, str) and written.value.lower().startswith(reserved):
            message = (
                f"{quoted(written.value)} is a document of AWS; only those of the file are taken"
            )
            self._template.problem(resource, message, "TargetId", code=NOT_LOOKED_AT)
            return None
        known = [own for own in self._documents.automations.values() if own]
        self._names_none(resource, written, target, "Automation document", known, "TargetId")
        return None

    def _target(self, resource: Resource, key: str) -> tuple[str | None, Text] | None:
        """Return which resource a property names, if it does so, and what it says."""
        template = self._template
        found = template.resolved(resource, key)
        if found is None:
            template.problem(resource, f"its {key} is required")
            return None
        target = resource_of(found.value)
        if (
            target is None
            and settled(found, template.problems, f"{resource.subject}, {key}") is None
        ):
            return None
        return target, found

    def _names_none(
        self,
        resource: Resource,
        written: Text,
        target: str | None,
        noun: str,
        known: list[str],
        key: str,
    ) -> None:
        shown = target or written.value
        near = did_you_mean(str(shown), known)
        has = f"which has {one_of(known)}" if known else "which has none"
        message = f"{quoted(shown)} is no {noun} of the file, {has}.{near}"
        is_elsewhere = target is None and not near
        code = NOT_LOOKED_AT if is_elsewhere else WRONG_VALUE
        self._template.problem(resource, message, key, code=code)

    def _automatic(self, resource: Resource) -> tuple[Automatic | None, bool]:
        """Return when Config acts by itself, and whether that could be read."""
        template = self._template
        written = template.property(resource, "Automatic")
        flag = None if written is None else _one("Boolean", written.value)
        numbers = {
            "MaximumAutomaticAttempts": "maximum_attempts",
            "RetryAttemptSeconds": "retry_seconds",
        }
        found = {key: template.property(resource, key) for key in numbers}
        if flag is not None and not isinstance(flag, bool):
            template.problem(resource, f"{quoted(flag)} is not true or false", "Automatic")
            return None, False
        if not flag:
            for key, number in found.items():
                if number is not None:
                    template.change(resource, "it is not kept: nothing is automatic", key)
            return None, True
        missing = [
            key
            for key, number in found.items()
            if number is None and template.resolved(resource, key) is None
        ]
        for key in missing:
            message = f"AWS Config requires {key} where Automatic is true"
            template.problem(resource, message, "Automatic")
        if missing:
            return None, False
        given = {  # any number will do for one that only the stack knows
            numbers[key]: 1 if number is None else _one("Integer", number.value)
            for key, number in found.items()
        }
        try:
            return Automatic(**given), True
        except DefinitionError as error:
            whole = resource.text.part("Properties") or resource.text
            template.problems.within(whole).add_all(error, (), _PLACES)
            return None, False


def _one(kind: str, value: Any) -> Any:
    """Return what a text stands for; what is none is left to be told as it is."""
    return of_type(kind, [value]) if isinstance(value, str | int | float) else value
