"""`AWS::Config::ConfigRule` → `ManagedRule`.

Source: https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-config-configrule.html
"""

from typing import Any

from ssmdsl.data_path import Path
from ssmdsl.errors import WRONG_VALUE, DefinitionError, quoted
from ssmdsl.loader.template.embedded import read_embedded
from ssmdsl.loader.template.resolved import UnknownError, tell
from ssmdsl.loader.template.template import Resource, Template
from ssmdsl.rules import ManagedRule
from ssmdsl.text import Text
from ssmdsl.unknown_value import NOT_LOOKED_AT, STAND_IN

_KEPT = ("ConfigRuleName", "Description", "InputParameters", "MaximumExecutionFrequency", "Source")
_OTHER_OWNERS = ("CUSTOM_LAMBDA", "CUSTOM_POLICY")
_PLACES: dict[str, Path] = {
    "identifier": ("Source", "SourceIdentifier"),
    "name": ("ConfigRuleName",),
    "description": ("Description",),
    "parameters": ("InputParameters",),
    "maximum_execution_frequency": ("MaximumExecutionFrequency",),
}


def read_rule(template: Template, resource: Resource) -> ManagedRule | None:
    """Return the rule that a resource says, or nothing and tell why not."""
    template.take(resource)
    owner = template.property(resource, "Source", "Owner")
    if owner is None or owner.value != "AWS":
        if owner is None:
            if template.resolved(resource, "Source", "Owner") is not None:
                return None  # told already: only the stack knows it
            message = "its Owner is required; only managed rules (Owner: AWS) are taken yet"
        else:
            message = f"{quoted(owner.value)}; only managed rules (Owner: AWS) are taken yet"
        is_right = owner is not None and owner.value in _OTHER_OWNERS
        code = NOT_LOOKED_AT if is_right else WRONG_VALUE
        template.problem(resource, message, "Source", "Owner", code=code)
        return None
    template.not_kept(resource, _KEPT)
    properties = {
        "identifier": _value(template, resource, "Source", "SourceIdentifier"),
        "description": _value(template, resource, "Description"),
        "maximum_execution_frequency": _value(template, resource, "MaximumExecutionFrequency"),
        "parameters": _input_parameters(template, resource),
    }
    name = _name(template, resource)
    if name:
        properties["name"] = name
    if properties["parameters"] == STAND_IN or (
        properties["identifier"] is None
        and template.resolved(resource, "Source", "SourceIdentifier") is not None
    ):
        return None  # told already: only the stack knows what rule it is
    given = {key: value for key, value in properties.items() if value is not None}
    try:
        return ManagedRule(**given)
    except DefinitionError as error:
        whole = resource.text.part("Properties") or resource.text
        template.problems.within(whole).add_all(error, (), _PLACES)
        return None


def _value(template: Template, resource: Resource, *path: str) -> Any:
    found = template.property(resource, *path)
    return None if found is None else found.value


def _name(template: Template, resource: Resource) -> str | None:
    """Return what the rule is called, and tell if that is not what it says."""
    written = template.resolved(resource, "ConfigRuleName")
    if written is None:
        return None
    try:
        offset = resource.offset("ConfigRuleName")
        name = template.intrinsics.names.own_name(resource.name, "ConfigRuleName", offset)
    except UnknownError as error:
        subject = f"{resource.subject}, ConfigRuleName"
        tell(error.unknown, resource.text, template.problems, subject)
        return None
    if name is None:
        message = "it is known only when the stack is made; AWS's own name of the rule is taken"
        template.change(resource, message, "ConfigRuleName")
    return name


def _input_parameters(template: Template, resource: Resource) -> Any:
    found: Text | None = template.supposed(resource, "InputParameters")
    if found is not None and isinstance(found.value, str) and found.value != STAND_IN:
        subject = f"{resource.subject}, InputParameters"
        found = read_embedded(found, template.problems, subject)
    return None if found is None else found.value
