"""Whether a document can do anything with the id that AWS Config hands it."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from ssmdsl.actions.branch import Branch
from ssmdsl.actions.loop import Loop
from ssmdsl.actions.update_variable import UpdateVariable
from ssmdsl.api_call import ApiCall
from ssmdsl.checks._request_members import wanted_instead, wanted_within_arn
from ssmdsl.checks._request_values import request_values
from ssmdsl.checks._resource_ids import ResourceId, resource_ids
from ssmdsl.document import Document
from ssmdsl.errors import quoted
from ssmdsl.parameter import Parameter
from ssmdsl.parameter_value import PATTERNS, pattern_matches
from ssmdsl.reference import REFERENCE, Reference, references_in
from ssmdsl.rules import ManagedRule
from ssmdsl.step import Step


@dataclass(frozen=True)
class Misfit:
    """Why the id of a resource of one type cannot be used."""

    resource_type: str
    """The type."""
    given: ResourceId
    """What AWS Config hands over."""
    wanted: str
    """Who takes what: `step "Stop", inputs.InstanceIds, takes an id that begins with "i-"`."""
    is_refused: bool
    """Whether it is the parameter itself that does not take it."""

    @property
    def message(self) -> str:
        """What does not fit, and what to do."""
        taken = "let the parameter take the id" if self.is_refused else ""
        steps = ", and ".join(filter(None, (taken, self.given.instead)))
        instead = f"; {steps}" if steps else ""
        return (
            f"AWS Config hands over {self.given.said} ({quoted(self.given.examples[0])}), and"
            f" {self.wanted}{instead}"
        )


class ResourceFit:
    """How the ids of all the types that a rule judges fit a document."""

    def __init__(self, rule: ManagedRule, document: Document, resource: Parameter | None) -> None:
        """Keep what is fitted together."""
        self._document = document
        self._name = None if resource is None else resource.name
        self.ids = {} if resource is None else resource_ids(rule)
        """What AWS Config hands over, by the type; nothing where that is not known."""

    @cached_property
    def misfits(self) -> Mapping[str, Misfit]:
        """Why ids cannot be used, by the type of the resource; those that may be are left out."""
        found: dict[str, Misfit] = {}
        for resource_type, given in self.ids.items():
            if given is not None:
                for misfit in self._misfits(resource_type, given):
                    found.setdefault(resource_type, misfit)
        return found

    @property
    def is_never_fine(self) -> bool:
        """Whether no id of the rule can be used."""
        return bool(self.ids) and len(self.misfits) == len(self.ids)

    def _misfits(self, resource_type: str, given: ResourceId) -> Iterator[Misfit]:
        declared = {own.name: own for own in self._document.all_parameters}.get(str(self._name))
        if declared is None:
            return
        for wanted in refused_by(declared, given):
            yield Misfit(resource_type, given, wanted, is_refused=True)
        names = {declared.name}
        for step in self._document.all_steps:
            if isinstance(step, Branch) and declared.name in references_in(step.action_inputs()):
                return  # it looks at what it was given, and may have a way for each
            if isinstance(step, Loop) and declared.name in references_in(step.iterators):
                names.add(f"{step.name}.CurrentIteratorValue")
        names.update(self._variables_that_are(declared.name))
        for step in self._document.all_steps:
            if step.on_failure is None or step.on_failure == "Abort":
                for wanted in _unusable(step, names, resource_type, given):
                    yield Misfit(resource_type, given, wanted, is_refused=False)

    def _variables_that_are(self, name: str) -> Iterator[str]:
        """Yield the variables that begin with the id and stay so."""
        updated = {
            step.variable.name
            for step in self._document.all_steps
            if isinstance(step, UpdateVariable)
        }
        for variable in self._document.variables:
            found = REFERENCE.fullmatch(str(variable.default).strip())
            if found is not None and found[1] == name and variable.name not in updated:
                yield variable.expression


def refused_by(parameter: Parameter, given: ResourceId) -> Iterator[str]:
    """Yield what a parameter takes that refuses an id, or an ARN, before anything runs."""
    shown = f"parameter {quoted(parameter.name)}"
    own = parameter.type.removeprefix("List<").removesuffix(">")
    pattern = PATTERNS.get(own)
    never_a_name = own in ("AWS::EC2::Instance::Id", "AWS::IAM::Role::Arn")
    if pattern is not None and (
        never_a_name
        if given.kind == "name"
        else not any(re.fullmatch(pattern, example) for example in given.examples)
    ):
        yield f"{shown} is of type {own}"
    pattern = parameter.allowed_pattern
    if pattern and _never_matches(pattern, given):
        yield f"{shown} takes {quoted(pattern)}"


_ONE_SET = re.compile(r"\^?(\[[^\]]+\]|\\w)([+*]|\{\d+(,\d*)?\})\$?")
"""A pattern that says which characters there are, and no more."""
_BEGINNING = re.compile(r"\^?[A-Za-z]{2,}-(?![?*{])")
"""A pattern that begins with a fixed word, as those of ids do."""


def _never_matches(pattern: str, given: ResourceId) -> bool:
    """Return whether a pattern surely refuses all ids of a kind."""
    begins_in_one_way = not _has_alternatives(pattern)
    if given.kind == "name":
        return begins_in_one_way and re.match(r"\^?arn:", pattern) is not None
    if given.kind == "ARN":
        begins_otherwise = begins_in_one_way and _BEGINNING.match(pattern) is not None
        if not begins_otherwise and _ONE_SET.fullmatch(pattern) is None:
            return False  # it may be made for some of the ARNs
    return all(pattern_matches(pattern, example) is False for example in given.examples)


def _has_alternatives(pattern: str) -> bool:
    """Return whether a bar stands outside of all groups."""
    within = None
    while pattern != within:
        within, pattern = pattern, re.sub(r"\([^()]*\)", "", pattern)
    return "|" in pattern


def _unusable(step: Step, names: set[str], resource_type: str, given: ResourceId) -> Iterator[str]:
    """Yield what the requests of a step take, where they are given something else."""
    if isinstance(step, ApiCall):
        service = step.service.lower()
        inputs: Mapping[str, Any] = step.inputs
    elif step.action in ("aws:changeInstanceState", "aws:createImage", "aws:runCommand"):
        service = "ssm" if step.action == "aws:runCommand" else "ec2"
        inputs = {
            key: value
            for key, value in step.action_inputs().items()
            if key in ("InstanceId", "InstanceIds")
        }
    else:
        return
    for path, member, value in request_values(inputs):
        text = str(value) if isinstance(value, Reference) else value
        wanted = None
        found = REFERENCE.fullmatch(text.strip())
        if found is not None:
            if found[1] in names:
                wanted = wanted_instead(service, member, given, inputs)
                if service == "config" and member in ("resourceId", "resourceIds"):
                    wanted = _other_type(inputs.get("resourceType"), resource_type)
        else:
            for part in REFERENCE.finditer(text):
                if part[1] in names:
                    wanted = wanted or wanted_within_arn(text[: part.start()], given)
        if wanted is not None:
            yield f"step {quoted(step.name)}, {path}, takes {wanted}"


def _other_type(asked_for: Any, resource_type: str) -> str | None:
    """Return what Config itself is asked for, if that is another type of resource."""
    if not isinstance(asked_for, str) or REFERENCE.search(asked_for) or asked_for == resource_type:
        return None
    return f"ids of {asked_for}"
