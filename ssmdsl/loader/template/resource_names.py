"""What the resources of a template are called, where that is known before the stack is made.

Source: https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-template-resource-type-ref.html
"""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from ssmdsl.errors import quoted
from ssmdsl.limits import legal_document_name
from ssmdsl.loader.template.resolved import (
    NO_VALUE,
    OfResource,
    Unknown,
    UnknownError,
    as_text,
    later,
    wrong,
)
from ssmdsl.reference import ACCOUNT_ID, AWS_PARTITION, REFERENCE, REGION
from ssmdsl.rules.catalogue import managed_rules
from ssmdsl.text import Text
from ssmdsl.text.place import offset_of

if TYPE_CHECKING:
    from ssmdsl.loader.template.intrinsics import Intrinsics

DOCUMENT = "AWS::SSM::Document"
RULE = "AWS::Config::ConfigRule"

_ARN = f"arn:{AWS_PARTITION}"
_HERE = f"{REGION}:{ACCOUNT_ID}"
_NAME = "<name>"
_KNOWN = {
    "AWS::DynamoDB::Table": ("TableName", _NAME, f"{_ARN}:dynamodb:{_HERE}:table/{_NAME}"),
    "AWS::IAM::Role": ("RoleName", _NAME, f"{_ARN}:iam::{ACCOUNT_ID}:role/{_NAME}"),
    "AWS::Lambda::Function": ("FunctionName", _NAME, f"{_ARN}:lambda:{_HERE}:function:{_NAME}"),
    "AWS::Logs::LogGroup": ("LogGroupName", _NAME, f"{_ARN}:logs:{_HERE}:log-group:{_NAME}:*"),
    "AWS::S3::Bucket": ("BucketName", _NAME, f"{_ARN}:s3:::{_NAME}"),
    "AWS::SNS::Topic": ("TopicName", f"{_ARN}:sns:{_HERE}:{_NAME}", ""),
    "AWS::SQS::Queue": ("QueueName", "", f"{_ARN}:sqs:{_HERE}:{_NAME}"),
}
"""The property that names a resource, what `Ref` gives and what its `Arn` is, by its type."""

_MOST_NAMES = 20
"""How many resources may take their names from one another."""


class ResourceNames:
    """The names of one template's resources."""

    def __init__(self, resources: Mapping[str, Any], intrinsics: "Intrinsics") -> None:
        """Keep the resources, unnamed."""
        self.resources = resources
        self._intrinsics = intrinsics
        self._names: dict[str, str | Unknown | None] = {}
        self._asked: list[str] = []

    def name(self, resource: str, offset: int) -> str:
        """Return what `Ref` gives for a resource.

        Raises:
            UnknownError: that is not known yet.
        """
        kind = self.resources[resource].type
        if kind in (DOCUMENT, RULE):
            named = self.document_name if kind == DOCUMENT else self.rule_name
            try:
                name = named(resource, offset)
            except UnknownError as error:
                raise UnknownError(Unknown(error.unknown.reasons, resource, "")) from None
            if name:
                return OfResource(name, resource)
        return self._written(resource, "", _KNOWN.get(kind, ("", "", ""))[1], offset)

    def attribute(self, resource: str, attribute: str, offset: int) -> str:
        """Return what `Fn::GetAtt` gives.

        Raises:
            UnknownError: that is not known yet.
        """
        kind = self.resources[resource].type
        form = _KNOWN.get(kind, ("", "", ""))[2] if attribute == "Arn" else ""
        return self._written(resource, attribute, form, offset)

    def document_name(self, resource: str, offset: int) -> str:
        """Return what a document is called: its own name, or the resource's made legal."""
        name = self.own_name(resource, "Name", offset)
        return legal_document_name(name or resource)

    def rule_name(self, resource: str, offset: int) -> str | None:
        """Return what a rule is called: its own name, or AWS's own of a managed rule."""
        own = self.own_name(resource, "ConfigRuleName", offset)
        if own:
            return own
        identifier = self.resources[resource].text.part("Properties", "Source", "SourceIdentifier")
        facts = managed_rules().get(identifier.value) if _is_text(identifier) else None
        return facts.name if facts else None

    def names_of(self, rule: str) -> list[str]:
        """Return what a rule is called, if that can be told."""
        try:
            name = self.rule_name(rule, 0)
        except UnknownError:
            return []
        return [name] if name else []

    def own_name(self, resource: str, key: str, offset: int) -> str | None:
        """Return the name that a property gives, the Region and the like not in it; or nothing."""
        try:
            name = self._own(resource, key, offset)
        except UnknownError as error:
            if error.unknown.is_later:
                return None
            raise
        return None if name is None or REFERENCE.search(name) else name

    def _written(self, resource: str, attribute: str, form: str, offset: int) -> str:
        kind = self.resources[resource].type
        shown = quoted(f"{resource}.{attribute}" if attribute else resource)
        try:
            name = self._own(resource, _KNOWN[kind][0], offset) if form else None
        except UnknownError as error:
            if error.unknown.is_later:
                raise later(offset, shown, resource, attribute) from None
            raise UnknownError(Unknown(error.unknown.reasons, resource, attribute)) from None
        if name is None:
            raise later(offset, shown, resource, attribute)
        return OfResource(form.replace(_NAME, name), resource, attribute)

    def _own(self, resource: str, key: str, offset: int) -> str | None:
        if resource in self._asked:
            circle = " → ".join([*self._asked[self._asked.index(resource) :], resource])
            raise wrong(offset, f"the resources take their names from each other: {circle}")
        if len(self._asked) >= _MOST_NAMES:
            message = f"more than {_MOST_NAMES} resources take their names from each other"
            raise wrong(offset, f"{message}; write the name")
        if resource not in self._names:
            self._asked.append(resource)
            try:
                self._names[resource] = self._read(self.resources[resource].text, key)
            except UnknownError as error:
                self._names[resource] = error.unknown
            finally:
                self._asked.pop()
        found = self._names[resource]
        if isinstance(found, Unknown):
            raise UnknownError(found)
        return found

    def _read(self, text: Text, key: str) -> str | None:
        part = text.part("Properties", key)
        if part is None:
            return None
        found = self._intrinsics.resolve(part)
        if isinstance(found.value, Unknown):
            raise UnknownError(found.value)
        if found.value is None or found.value is NO_VALUE:
            return None
        return str(as_text(found.value, offset_of(found.where))) or None


def _is_text(text: Text | None) -> bool:
    return text is not None and isinstance(text.value, str)
