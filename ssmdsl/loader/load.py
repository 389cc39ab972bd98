"""The bytes of a file → what it holds."""

from collections.abc import Mapping
from dataclasses import dataclass
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
from ssmdsl.text import read_text

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


def load(source: bytes, *, name: str, parameters: Mapping[str, Any] = _NOTHING) -> Loaded:
    """Read a file.

    Args:
        source: its content: a document, or a template that has documents.
        name: what a document is called that does not say its own name.
        parameters: values of the template's parameters, instead of their defaults.

    Raises:
        TextError: it cannot be understood; every problem, with its line and column.
    """
    text = read_text(source)
    problems, changes = Problems(text), Changes(text)
    documents: tuple[Document, ...] = ()
    remediations: tuple[Remediation, ...] = ()
    if is_template(text.value):
        template = Template(text, parameters, problems, changes)
        read = TemplateDocuments(template)
        if not read.automations:
            problems.add(("Resources",), _NO_DOCUMENT, key=True)
        remediations = tuple(TemplateRemediations(template, read).read)
        documents = tuple(read.read.values())
        template.tell_the_rest()
    else:
        if parameters:
            problems.add((), "only a template has parameters that are given when it is loaded")
        normal = NormalForm()
        data = normal.document(text.value) if isinstance(text.value, dict) else text.value
        document = read_document(data, name, problems)
        documents = () if document is None else (document,)
        changes.add_forms(normal.changes)
    problems.throw()
    return Loaded(documents, changes.in_order(), remediations)


_NO_DOCUMENT = (
    "the template has no Automation document; taken are AWS::SSM::Document with the DocumentType"
    " Automation, and with it AWS::Config::RemediationConfiguration, AWS::Config::ConfigRule of"
    " Owner AWS, and AWS::IAM::Role with its policies"
)
