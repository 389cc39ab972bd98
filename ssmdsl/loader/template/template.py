"""A CloudFormation template: its resources, and what their properties come to.

Source: https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/template-anatomy.html
"""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from ssmdsl.data_path import shown
from ssmdsl.errors import UNKNOWN_KEY, WRONG_VALUE, did_you_mean, quoted
from ssmdsl.loader.changes import Changes
from ssmdsl.loader.problems import Problems
from ssmdsl.loader.template.intrinsics import Intrinsics, is_function
from ssmdsl.loader.template.parameters import TemplateParameters
from ssmdsl.loader.template.resolved import NO_VALUE, Unknown, UnknownError, settled, supposed, tell
from ssmdsl.text import Text
from ssmdsl.text.place import offset_of

_LEFT_OUT = ("Metadata", "Outputs", "Rules", "Transform")
"""The sections of a template that say nothing of its documents and remediations."""

_PROPERTIES = {
    "AWS::Config::ConfigRule": "Compliance ConfigRuleName Description EvaluationModes"
    " InputParameters MaximumExecutionFrequency Scope Source",
    "AWS::Config::RemediationConfiguration": "Automatic ConfigRuleName ExecutionControls"
    " MaximumAutomaticAttempts Parameters ResourceType RetryAttemptSeconds TargetId TargetType"
    " TargetVersion",
    "AWS::IAM::Role": "AssumeRolePolicyDocument Description ManagedPolicyArns MaxSessionDuration"
    " Path PermissionsBoundary Policies RoleName Tags",
    "AWS::SSM::Document": "Attachments Content DocumentFormat DocumentType Name Requires Tags"
    " TargetType UpdateMethod VersionName",
}
"""The properties of the resources that are read, by their type."""


def is_template(data: Any) -> bool:
    """Return whether data is a template, and not a document."""
    if not isinstance(data, dict) or "mainSteps" in data:
        return False
    return "AWSTemplateFormatVersion" in data or isinstance(data.get("Resources"), dict)


@dataclass(frozen=True)
class Resource:
    """One resource of a template."""

    name: str
    """Its logical id."""
    type: str
    """What it is: `AWS::SSM::Document`."""
    text: Text = field(repr=False)
    """All of it, its functions unresolved."""

    @property
    def subject(self) -> str:
        """What messages call it."""
        return f"resource {quoted(self.name)}"

    def offset(self, key: str) -> int:
        """Return the index of the character at which a property begins, or the resource."""
        return offset_of((self.text.part("Properties", key) or self.text).where)


class Template:
    """One template, and what is told of it."""

    def __init__(
        self, text: Text, given: Mapping[str, Any], problems: Problems, changes: Changes
    ) -> None:
        """Find the resources.

        Args:
            text: the whole template.
            given: the values of its parameters, as far as they are given.
            problems: where to tell what is wrong.
            changes: where to tell what becomes different, or is left out.
        """
        self._text = text
        self.problems = problems
        self.changes = changes
        self.resources = {resource.name: resource for resource in _resources(text, problems)}
        parameters = TemplateParameters(text, given, problems, changes)
        self.intrinsics = Intrinsics(text, parameters, self.resources)
        self._taken: set[str] = set()

    def of_type(self, *types: str) -> list[Resource]:
        """Return the resources of some types, in the order of the file."""
        return [resource for resource in self.resources.values() if resource.type in types]

    def resolved(self, resource: Resource, *path: str | int) -> Text | None:
        """Return what stands at a path below the properties; what is not known is an `Unknown`."""
        found = resource.text.part("Properties")
        for step in path:  # what stands beside the path is not resolved, and may be unknown
            if found is not None and is_function(found.value):
                found = self.intrinsics.resolve(found)
            if found is not None and not isinstance(found.value, Unknown):
                found = found.part(step)
        found = self.intrinsics.resolve(found) if found is not None else None
        return None if found is None or found.value is NO_VALUE else found

    def property(self, resource: Resource, *path: str | int) -> Text | None:
        """Return what stands at a path, or nothing; what is not known is told as a problem."""
        found = self.resolved(resource, *path)
        if found is None:
            return None
        return settled(found, self.problems, f"{resource.subject}, {shown(path)}")

    def items(self, resource: Resource, key: str) -> list[int]:
        """Return the indices of a list's items, those left out that come to no value."""
        written = resource.text.part("Properties", key)
        if written is not None and is_function(written.value):
            written = self.intrinsics.resolve(written)
        items = written.value if written is not None and isinstance(written.value, list) else []
        return [
            index
            for index, item in enumerate(items)
            if not is_function(item) or self.resolved(resource, key, index) is not None
        ]

    def supposed(self, resource: Resource, *path: str | int) -> Text | None:
        """Return what stands at a path, with something that stands for what is not known."""
        found = self.resolved(resource, *path)
        if found is None:
            return None
        return supposed(found, self.problems, f"{resource.subject}, {shown(path)}")

    def problem(
        self, resource: Resource, message: str, *path: str | int, code: str = WRONG_VALUE
    ) -> None:
        """Tell what is wrong with what stands at a path below the properties."""
        where = ("Properties", *path) if path else ()
        below = f", {shown(path)}" if path else ""
        whole = self.problems.within(resource.text)
        whole.add(where, f"{resource.subject}{below}: {message}", code=code)

    def change(self, resource: Resource, message: str, *path: str | int) -> None:
        """Tell what becomes different, or is left out."""
        where = ("Properties", *path) if path else ()
        below = f", {shown(path)}" if path else ""
        whole = self.changes.within(resource.text)
        whole.add(where, f"{resource.subject}{below}: {message}", key=bool(path))

    def not_kept(self, resource: Resource, kept: Collection[str]) -> None:
        """Tell which properties of a resource are not kept."""
        properties = resource.text.part("Properties")
        if properties is not None and isinstance(properties.value, dict):
            for key in properties.value:
                if key not in kept:
                    self.change(resource, "it is not kept", key)

    def surely_left_out(self, resource: Resource) -> bool:
        """Return whether the template leaves a resource out, with the values that there are."""
        condition = resource.text.part("Condition")
        try:
            return condition is not None and not self.intrinsics.conditions.holds(
                condition.value, offset_of(condition.where)
            )
        except UnknownError:
            return False

    def take(self, resource: Resource) -> None:
        """Count a resource among those that are taken, and tell if the template would not."""
        if resource.name in self._taken:
            return
        self._taken.add(resource.name)
        condition = resource.text.part("Condition")
        if condition is None:
            return
        changes = self.changes.within(condition)
        subject = f"{resource.subject}: its condition {quoted(condition.value)}"
        try:
            if not self.intrinsics.conditions.holds(condition.value, offset_of(condition.where)):
                changes.add((), f"{subject} does not hold; it is taken all the same")
        except UnknownError as error:
            if error.unknown.is_later:
                changes.add((), f"{subject} cannot be told here; it is taken")
            else:
                tell(error.unknown, condition, self.problems, f"{resource.subject}, Condition")

    def leave(self, resource: Resource, message: str) -> None:
        """Tell why a resource is not taken."""
        self._taken.add(resource.name)
        self.change(resource, message)

    def _tell_misspelt(self, resource: Resource) -> None:
        """Tell the properties that there are not, which CloudFormation refuses."""
        known = _PROPERTIES.get(resource.type, "").split()
        written = resource.text.part("Properties")
        if known and written is not None and isinstance(written.value, dict):
            for key in written.value:
                if key not in known and not key.startswith("Fn::"):
                    near = did_you_mean(key, known)
                    message = f"{resource.subject}: there is no property {quoted(key)}.{near}"
                    self.problems.within(written).add((key,), message, key=True, code=UNKNOWN_KEY)

    def tell_the_rest(self) -> None:
        """Tell of every resource that nothing has taken, and what else is not kept."""
        for section in _LEFT_OUT:
            if section in self._text.value:
                self.changes.add((section,), f"{section}: it is not kept", key=True)
        for resource in self.resources.values():
            self._tell_misspelt(resource)
            if resource.name not in self._taken:
                self.change(resource, f"nothing here takes it, of type {resource.type}")


def _resources(text: Text, problems: Problems) -> Iterator[Resource]:
    written = text.value.get("Resources")
    if not isinstance(written, dict):
        where = ("Resources",) if "Resources" in text.value else ()
        problems.add(where, "Resources: a template has a dictionary of resources")
        return
    for name, content in written.items():
        part = text.part("Resources", name)
        kind = content.get("Type") if isinstance(content, dict) else None
        if part is None or not isinstance(kind, str):
            message = f'resource {quoted(name)}: a resource is a dictionary with a "Type"'
            problems.add(("Resources", name), message)
        else:
            yield Resource(name, kind, part)
