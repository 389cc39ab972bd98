"""The bytes of a file → what it holds."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Any

from ssmdsl.document import Document
from ssmdsl.loader.automation_document import read_document
from ssmdsl.loader.changes import Change, Changes
from ssmdsl.loader.normal_form import NormalForm
from ssmdsl.loader.problems import Problems
from ssmdsl.loader.template.document import TemplateDocuments
from ssmdsl.loader.template.remediation import TemplateRemediations
from ssmdsl.loader.template.template import Template, is_template
from ssmdsl.remediation import Remediation
from ssmdsl.text import Place, Text, TextError, TextProblem, read_text
from ssmdsl.unknown_value import KNOWN_TO_THE_STACK, NOT_LOOKED_AT, UnknownPlaces

_NOTHING: Mapping[str, Any] = MappingProxyType({})


@dataclass(frozen=True)
class Loaded:
    """What a file holds."""

    documents: tuple[Document, ...]
    """Its documents, those of the remediations among them."""
    changes: tuple[Change, ...]
    """What was not in its proper form, or is not kept, in the order of the file."""
    remediations: tuple[Remediation, ...] = ()
    """Its remediations; only a template has any."""
    unpassed: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    """The parameters whose roles the automation may not pass in the template, by remediation.

    Each with the role's name in the template. The module that is made of a remediation allows it
    by itself."""


@dataclass(frozen=True)
class Read:
    """What of a file could be read, whatever is wrong with the rest."""

    documents: tuple[tuple[Document, Text], ...]
    """Its documents, each with what the file says of it; a step may be an `UnreadableStep`."""
    changes: tuple[Change, ...]
    """What was not in its proper form, or is not kept, in the order of the file."""
    remediations: tuple[tuple[Remediation, Text], ...]
    """Its remediations, each with the properties that the file has of it."""
    problems: tuple[TextProblem, ...]
    """What is wrong, in the order of the file."""
    unpassed: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    """The parameters whose roles the automation may not pass in the template, by remediation.

    Each with the role's name in the template."""
    policies: Mapping[str, Place] = field(default_factory=dict)
    """Where the statements of the automations' roles stand, by remediation."""
    unknown: Mapping[str, UnknownPlaces] = field(default_factory=dict)
    """Where in documents stands what only the stack knows, by their names."""


def load(source: bytes, *, name: str, parameters: Mapping[str, Any] = _NOTHING) -> Loaded:
    """Read a file.

    Args:
        source: its content: a document, or a template that has documents.
        name: what a document is called that does not say its own name.
        parameters: values of the template's parameters, instead of their defaults.

    Raises:
        TextError: it cannot be understood; every problem, with its line and column.
    """
    found = read(source, name=name, parameters=parameters)
    if found.problems:
        raise TextError(problems=found.problems)
    documents = tuple(document for document, _ in found.documents)
    remediations = tuple(own for own, _ in found.remediations)
    return Loaded(documents, found.changes, remediations, found.unpassed)


def read(source: bytes, *, name: str, parameters: Mapping[str, Any] = _NOTHING) -> Read:
    """Read of a file what can be read, and tell what is wrong with the rest.

    Args:
        source: its content: a document, or a template that has documents.
        name: what a document is called that does not say its own name.
        parameters: values of the template's parameters, instead of their defaults.
    """
    try:
        return _Reader(read_text(source, keys_may_repeat=True)).read(name, parameters)
    except TextError as error:  # so much is wrong that the rest is not read
        return Read((), (), (), error.problems)


class _Reader:
    """Reads one text."""

    def __init__(self, text: Text) -> None:
        self.text = text
        self.problems, self.changes = Problems(text), Changes(text)
        for problem in text.repeated:
            self.problems.add_at(problem.place, problem.message, code=problem.code)

    def read(self, name: str, parameters: Mapping[str, Any]) -> Read:
        documents: list[tuple[Document, Text]] = []
        remediations: list[tuple[Remediation, Text]] = []
        unpassed: Mapping[str, Mapping[str, str]] = _NOTHING
        policies: Mapping[str, Place] = _NOTHING
        unknown: Mapping[str, UnknownPlaces] = _NOTHING
        if is_template(self.text.value):
            template = Template(self.text, parameters, self.problems, self.changes)
            found = TemplateDocuments(template)
            wired = TemplateRemediations(template, found)
            codes = {problem.code for problem in self.problems.found}
            if not found.automations and not codes & {KNOWN_TO_THE_STACK, NOT_LOOKED_AT}:
                self.problems.add(("Resources",), _NO_DOCUMENT, key=True)
            remediations = wired.read
            unpassed, policies, unknown = wired.unpassed, wired.policies, found.unknown
            documents = [(document, found.texts[own]) for own, document in found.read.items()]
            template.tell_the_rest()
        else:
            if parameters:
                message = "only a template has parameters that are given when it is loaded"
                self.problems.add((), message)
            document = self._document(name)
            documents = [] if document is None else [(document, self.text)]
        return Read(
            tuple(documents),
            self.changes.in_order(),
            tuple(remediations),
            self.problems.in_order(),
            unpassed,
            policies,
            unknown,
        )

    def _document(self, name: str) -> Document | None:
        """Return the one document that the text is, or nothing."""
        normal, data = NormalForm(), self.text.value
        if isinstance(data, dict):
            data = normal.document(data)
        document = read_document(data, name, self.problems)
        self.changes.add_forms(normal.changes)
        return document


_NO_DOCUMENT = (
    "the template has no Automation document; taken are AWS::SSM::Document with the DocumentType"
    " Automation, and with it AWS::Config::RemediationConfiguration, AWS::Config::ConfigRule of"
    " Owner AWS, and AWS::IAM::Role with its policies"
)
