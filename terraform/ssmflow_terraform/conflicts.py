"""Why remediations cannot stand in one module: names that AWS or Terraform would confuse.

Sources: https://developer.hashicorp.com/terraform/language/files/override and
https://docs.aws.amazon.com/config/latest/developerguide/remediation.html
"""

from collections.abc import Iterator, Sequence

from ssmdsl.compiler import compile_document
from ssmdsl.document import Document
from ssmdsl.errors import DefinitionError, Problem, one_of, quoted
from ssmdsl.remediation import Remediation
from ssmflow_terraform.names import label, role_labels
from ssmflow_terraform.recorder import RECORDER_LABELS

RESERVED_LABELS = ("main", "outputs", "recorder", "variables", "versions")
"""File names that the module itself uses, so that no remediation may."""


def conflicts(remediations: Sequence[Remediation]) -> Iterator[Problem]:
    """Yield why the remediations cannot stand in one module."""
    if not remediations:
        yield Problem("module", "there is no remediation to emit")
    names = [remediation.name for remediation in remediations]
    for name in sorted({name for name in names if names.count(name) > 1}):
        message = f"{names.count(name)} of them; AWS Config allows one remediation for each rule"
        yield Problem(f"remediations of {quoted(name)}", message)
    yield from _document_conflicts([item.document for item in remediations])
    once = [*{remediation.name: remediation for remediation in remediations}.values()]
    yield from _shared_labels("remediation of", [remediation.name for remediation in once])
    yield from _shared_labels("document", [*{item.document.name: None for item in once}])
    yield from _shared_role_labels([*{label(item.name): item for item in once}.values()])
    for remediation in once:
        name = label(remediation.name)
        if name in RESERVED_LABELS:
            message = f"the module has a file of this name; {one_of(RESERVED_LABELS)} are taken"
            yield Problem(f"remediation of {quoted(remediation.name)}", message)
        elif f"_{name}".endswith("_override"):
            message = f"Terraform would read its file, {name}.tf, as one that changes the others"
            yield Problem(f"remediation of {quoted(remediation.name)}", message)


def _document_conflicts(documents: Sequence[Document]) -> Iterator[Problem]:
    """Yield which documents are too large, and which differ though they have one name."""
    contents: dict[str, bytes] = {}
    told: set[str] = set()
    for document in {id(document): document for document in documents}.values():
        try:
            content = compile_document(document)
        except DefinitionError as error:
            yield from error.problems
            continue
        if contents.setdefault(document.name, content) != content and document.name not in told:
            told.add(document.name)
            yield Problem(f"document {quoted(document.name)}", "two different ones of this name")


def _shared_role_labels(remediations: Sequence[Remediation]) -> Iterator[Problem]:
    """Yield which roles have the label of another, or of its trust policy."""
    owners = dict.fromkeys(RECORDER_LABELS, "what switches AWS Config on")
    for remediation in remediations:
        for parameter, role in role_labels(remediation).items():
            place = f"remediation of {quoted(remediation.name)}, role {quoted(parameter)}"
            names = (role, f"{role}_trust")
            clash = next((name for name in names if owners.setdefault(name, place) != place), None)
            if clash:
                message = f"in Terraform it has the same label {quoted(clash)} as {owners[clash]}"
                yield Problem(place, message)


def _shared_labels(what: str, names: Sequence[str]) -> Iterator[Problem]:
    by_label: dict[str, str] = {}
    for name in names:
        other = by_label.setdefault(label(name), name)
        if other != name:
            message = f"in Terraform it has the same label {quoted(label(name))} as {quoted(other)}"
            yield Problem(f"{what} {quoted(name)}", message)
