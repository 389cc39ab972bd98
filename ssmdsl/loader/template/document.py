"""`AWS::SSM::Document` → `Document`.

Source: https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-ssm-document.html
"""

from ssmdsl.compiler import SCHEMA_VERSION
from ssmdsl.document import Document
from ssmdsl.errors import quoted
from ssmdsl.limits import legal_document_name
from ssmdsl.loader.automation_document import read_document
from ssmdsl.loader.normal_form import NormalForm
from ssmdsl.loader.problems import Problems
from ssmdsl.loader.template.embedded import read_embedded
from ssmdsl.loader.template.resolved import Unknown, UnknownError, supposed, tell
from ssmdsl.loader.template.resource_names import DOCUMENT
from ssmdsl.loader.template.template import Resource, Template
from ssmdsl.loader.template.unknown_places import ProblemsOfTheKnown, without_unknown
from ssmdsl.text import Text
from ssmdsl.unknown_value import UnknownPlaces, is_unknown

_KEPT = ("Content", "DocumentFormat", "DocumentType", "Name")
_WHOLE = ((), ("mainSteps",), ("parameters",), ("variables",))
"""What of a document has to be known, or nothing can be said of the rest."""


class TemplateDocuments:
    """The Automation documents of one template."""

    def __init__(self, template: Template) -> None:
        """Read them."""
        self._template = template
        self.automations: dict[str, str] = {}
        """What the resources are called that are Automation documents, readable or not."""
        self.read: dict[str, Document] = {}
        """The documents that could be read, by resource."""
        self.texts: dict[str, Text] = {}
        """What each of them says, by resource."""
        self.unknown: dict[str, UnknownPlaces] = {}
        """Where in each of them stands what only the stack knows, by the document's name."""
        for resource in template.of_type(DOCUMENT):
            self._take(resource)

    def _take(self, resource: Resource) -> None:
        template = self._template
        kind = template.resolved(resource, "DocumentType")
        if kind is None:
            content = self._content(resource, Problems(resource.text))
            version = content.part("schemaVersion") if content is not None else None
            if version is None or str(version.value) != SCHEMA_VERSION:
                message = "it says no DocumentType, and is a Command document then; it is left out"
                template.leave(resource, message)
                return
        elif isinstance(kind.value, Unknown):
            tell(kind.value, kind, template.problems, f"{resource.subject}, DocumentType")
            content = self._content(resource, Problems(resource.text))
            version = content.part("schemaVersion") if content is not None else None
            if version is None or str(version.value) != SCHEMA_VERSION:
                self.automations[resource.name] = ""
                return
        elif kind.value != "Automation":
            message = (
                f"its DocumentType is {quoted(kind.value)}; only Automation documents are taken"
            )
            template.leave(resource, message)
            return
        template.take(resource)
        template.not_kept(resource, _KEPT)
        name = self._name(resource)
        others = [other for other, taken in self.automations.items() if taken == name]
        if name and others:
            message = f"{quoted(name)} is the name of resource {quoted(others[0])} already"
            template.problem(resource, message, "Name")
        self.automations[resource.name] = name
        content = self._content(resource, template.problems)
        if content is None:
            return
        unknown = UnknownPlaces.of(content.value)
        if any(path in _WHOLE for path in unknown.paths):
            return
        normal, data = NormalForm(), without_unknown(content.value)
        data = normal.document(data) if isinstance(data, dict) else data
        template.changes.within(content).add_forms(normal.changes, f"{resource.subject}, ")
        problems = template.problems.within(content)
        if unknown.paths:
            problems = ProblemsOfTheKnown(problems, unknown)
        document = read_document(data, name or legal_document_name(resource.name), problems)
        if document is not None:
            if unknown.paths:
                self.unknown[document.name] = unknown
            self.read[resource.name] = document
            self.texts[resource.name] = content

    def _name(self, resource: Resource) -> str:
        """Return what a document is called, and tell why if not as it says."""
        template = self._template
        written = template.resolved(resource, "Name")
        try:
            name = template.intrinsics.names.document_name(resource.name, resource.offset("Name"))
        except UnknownError as error:
            tell(error.unknown, resource.text, template.problems, f"{resource.subject}, Name")
            return ""
        if written is not None and written.value != name:
            message = f"it is written {quoted(name)}"
            if isinstance(written.value, Unknown):
                message = f"it is known only when the stack is made, and written {quoted(name)}"
            template.change(resource, message, "Name")
        return name

    def _content(self, resource: Resource, problems: Problems) -> Text | None:
        """Return what a document says as data, or nothing and tell why not."""
        subject = f"{resource.subject}, Content"
        found = self._template.resolved(resource, "Content")
        if found is None:
            message = "a document has a Content, a dictionary or text that is YAML or JSON"
            problems.within(resource.text).add(("Properties",), f"{resource.subject}: {message}")
            return None
        found = supposed(found, problems, subject)
        if not isinstance(found.value, str):
            return found
        if is_unknown(found.value):  # what would be told of it may be about what stands for a part
            read = read_embedded(found, Problems(found), subject)
            is_known = read is not None and isinstance(read.value, dict)
            return read if is_known else None
        return read_embedded(found, problems, subject)
