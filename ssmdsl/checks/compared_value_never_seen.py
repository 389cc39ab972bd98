"""A comparison of an output with a value that it can never have."""

from collections.abc import Callable, Iterator, Mapping
from types import MappingProxyType

from ssmdsl.checks._check import Check, Found
from ssmdsl.checks._checked_document import CheckedDocument
from ssmdsl.checks._comparisons import comparisons
from ssmdsl.checks._nearest import nearest
from ssmdsl.checks._response_shapes import ROOTS, enum_of
from ssmdsl.errors import one_of, quoted

_FITS: Mapping[str, Callable[[str, str], bool]] = MappingProxyType(
    {
        "StringEquals": str.__eq__,
        "EqualsIgnoreCase": lambda word, value: word.casefold() == value.casefold(),
        "StartsWith": str.startswith,
        "EndsWith": str.endswith,
        "Contains": str.__contains__,
    }
)
"""Whether a word is what an operator looks for."""


def find(checked: CheckedDocument) -> Iterator[Found]:
    """Yield the texts that no value of the output fits."""
    compared = [
        (path, own)
        for path, own in comparisons(checked)
        if own.operator in _FITS and isinstance(own.value, str) and "{{" not in own.value
    ]
    if not compared:
        return
    words = _words(checked)
    for path, own in compared:
        known = words.get(own.variable.expression, ())
        if known and not any(_FITS[own.operator](word, own.value) for word in known):
            shown = f"{{{{ {own.variable.expression} }}}}"
            message = f"{shown} is never {_VERBS[own.operator]}{quoted(own.value)}"
            near = nearest(own.value, known)
            fix = "" if near is None else f"; write {quoted(near)}"
            yield Found((*path, own.operator), f"{message}, only {one_of(known, 20)}{fix}")


_VERBS = {
    "StringEquals": "",
    "EqualsIgnoreCase": "",
    "StartsWith": "something that starts with ",
    "EndsWith": "something that ends with ",
    "Contains": "something that contains ",
}


def _words(checked: CheckedDocument) -> dict[str, tuple[str, ...]]:
    """Return the only texts that outputs can be, by how they are referred to."""
    known: dict[str, tuple[str, ...]] = {}
    for step in checked.steps:
        root = ROOTS.get(step.action)
        predefined = {output.name for output in step.predefined_outputs}
        for name, part in root.members.items() if root is not None else ():
            if name in predefined:
                known[f"{step.name}.{name}"] = enum_of(part)
    for own in checked.selected_outputs:
        expression = f"{own.step.name}.{own.output.name}"
        if own.output.type != "String":
            continue
        if own.selection.kinds == {"boolean"}:
            known[expression] = ("true", "false", "True", "False")
        elif own.selection.enum:
            known[expression] = own.selection.enum
    return known


CHECK = Check(
    code="SSM706",
    name="compared-value-never-seen",
    severity="error",
    means="A condition compares an output with a text that it can never be.",
    why="The choice is never taken, or the loop ends after its first pass.",
    wrong="""
mainSteps:
  - name: FindInstance
    action: aws:executeAwsApi
    inputs:
      Service: ec2
      Api: DescribeInstances
    outputs:
      - {Name: State, Selector: "$.Reservations[0].Instances[0].State.Name", Type: String}
  - name: IsRunning
    action: aws:branch
    inputs:
      Choices:
        - {NextStep: Wait, Variable: "{{ FindInstance.State }}", StringEquals: Running}
    isEnd: true
  - name: Wait
    action: aws:sleep
    inputs: {Duration: PT1M}
""",
    right="""
mainSteps:
  - name: FindInstance
    action: aws:executeAwsApi
    inputs:
      Service: ec2
      Api: DescribeInstances
    outputs:
      - {Name: State, Selector: "$.Reservations[0].Instances[0].State.Name", Type: String}
  - name: IsRunning
    action: aws:branch
    inputs:
      Choices:
        - {NextStep: Wait, Variable: "{{ FindInstance.State }}", StringEquals: running}
    isEnd: true
  - name: Wait
    action: aws:sleep
    inputs: {Duration: PT1M}
""",
    source="https://docs.aws.amazon.com/systems-manager/latest/userguide/automation-branch-condition.html",
    find=find,
)
