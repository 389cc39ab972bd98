"""Why remediations cannot stand in one module: names that AWS or Terraform would confuse.

Sources: https://developer.hashicorp.com/terraform/language/files/override and
https://docs.aws.amazon.com/config/latest/developerguide/remediation.html
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from ssmdsl.compiler import compile_document
from ssmdsl.errors import DefinitionError, Problem, one_of, quoted
from ssmdsl.remediation import Remediation
from ssmflow_terraform.names import label, role_labels
from ssmflow_terraform.recorder import RECORDER_LABELS

RESERVED_LABELS = ("main", "outputs", "recorder", "variables", "versions")
"""File names that the module itself uses, so that no remediation may."""


@dataclass(frozen=True)
class Conflict(Problem):
    """A problem that remediations have with one another, or with the module."""

    among: tuple[Remediation, ...] = ()
    """The remediations that it is about, so that who reads them from files can name the files."""


def conflicts(remediations: Sequence[Remediation]) -> Iterator[Conflict]:
    """Yield why the remediations cannot stand in one module."""
    if not remediations:
        yield Conflict("module", "there is no remediation to emit")
    by_name = _grouped(remediations, lambda remediation: remediation.name)
    by_document = _grouped(remediations, lambda remediation: remediation.document.name)
    for name, same in sorted(by_name.items()):
        if len(same) > 1:
            message = (
                f"{len(same)} of them; AWS Config allows one remediation for each rule."
                " Give each rule a name of its own: ManagedRule(…, name=…)."
            )
            yield Conflict(f"remediations of {quoted(name)}", message, same)
    yield from _document_conflicts(by_document)
    yield from _shared_labels("remediation of", by_name)
    yield from _shared_labels("document", by_document)
    yield from _shared_role_labels([*{label(item.name): item for item in remediations}.values()])
    for name, same in by_name.items():
        place = f"remediation of {quoted(name)}"
        if label(name) in RESERVED_LABELS:
            message = (
                f"the module has a file of this name; {one_of(RESERVED_LABELS)} are taken."
                " Give the rule another name."
            )
            yield Conflict(place, message, same)
        elif f"_{label(name)}".endswith("_override"):
            message = (
                f"Terraform would read its file, {label(name)}.tf, as one that changes the others."
                " Give the rule another name."
            )
            yield Conflict(place, message, same)


_Groups = Mapping[str, tuple[Remediation, ...]]
"""Remediations, by a name that they have or share."""


def _grouped(remediations: Sequence[Remediation], name_of: Callable[[Remediation], str]) -> _Groups:
    names = dict.fromkeys(map(name_of, remediations))
    return {name: tuple(each for each in remediations if name_of(each) == name) for name in names}


def _document_conflicts(by_document: _Groups) -> Iterator[Conflict]:
    """Yield which documents are too large, and which differ though they have one name."""
    for name, sharing in by_document.items():
        contents: set[bytes] = set()
        for document in {id(each.document): each.document for each in sharing}.values():
            try:
                contents.add(compile_document(document))
            except DefinitionError as error:
                among = tuple(each for each in sharing if each.document is document)
                for problem in error.problems:
                    yield Conflict(problem.place, problem.message, among)
        if len(contents) > 1:
            message = f"{len(contents)} different ones of this name. Give each a name of its own."
            yield Conflict(f"document {quoted(name)}", message, sharing)


def _shared_labels(what: str, groups: _Groups) -> Iterator[Conflict]:
    """Yield which names are one label."""
    by_label: dict[str, str] = {}
    for name, owners in groups.items():
        other = by_label.setdefault(label(name), name)
        if other != name:
            message = (
                f"in Terraform it has the same label {quoted(label(name))} as {quoted(other)}."
                " Give one of them another name."
            )
            yield Conflict(f"{what} {quoted(name)}", message, groups[other] + owners)


def _shared_role_labels(remediations: Sequence[Remediation]) -> Iterator[Conflict]:
    """Yield which roles have the label of another, or of its trust policy."""
    taken: dict[str, tuple[str, tuple[Remediation, ...]]] = dict.fromkeys(
        RECORDER_LABELS, ("what switches AWS Config on", ())
    )
    for remediation in remediations:
        for parameter, role in role_labels(remediation).items():
            place = f"remediation of {quoted(remediation.name)}, role {quoted(parameter)}"
            for name in (role, f"{role}_trust"):
                other, owners = taken.setdefault(name, (place, (remediation,)))
                if other != place:
                    message = (
                        f"in Terraform it has the same label {quoted(name)} as {other}."
                        " Give the rule or the parameter another name."
                    )
                    yield Conflict(place, message, (*owners, remediation))
                    break
