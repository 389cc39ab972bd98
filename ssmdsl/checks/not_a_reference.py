"""Text that was meant as a reference, and is none."""

import re
from collections.abc import Collection, Iterator

from ssmdsl.checks._check import Check, Found
from ssmdsl.checks._checked_document import CheckedDocument
from ssmdsl.errors import did_you_mean, quoted
from ssmdsl.reference import REFERENCE

CODE = frozenset(
    {
        "AssumeRolePolicyDocument",
        "Body",
        "Content",
        "DashboardBody",
        "Definition",
        "InputTemplate",
        "Parameters",
        "Payload",
        "PolicyDocument",
        "Template",
        "TemplateBody",
        "UserData",
        "commands",
        "definition",
    }
)
"""Inputs whose text has braces of its own; upper case or lower makes no difference."""
_CODE = frozenset(map(str.casefold, CODE))

_CLOSED = re.compile(r"\{\{([^{}]*)\}\}")
_NAME = r"\s*([A-Za-z0-9_:.]+)\s*"
_HALF_OPEN = re.compile(rf"(?<!\{{)\{{{_NAME}\}}\}}|\{{\{{{_NAME}\}}?(?!\}})")
_CALLED = re.compile(r"[\w$][\w :./$\[\]'\"-]*")


def find(checked: CheckedDocument) -> Iterator[Found]:
    """Yield the braces that hold no reference."""
    for text in checked.uses.texts:
        is_code = not _CODE.isdisjoint(str(part).casefold() for part in text.path)
        rest = REFERENCE.sub("\0", text.text)
        if is_code or ("{{" not in rest and "}}" not in rest):
            continue
        for message in _misfits(checked, rest, is_whole=text.text.strip()[:1] == "{"):
            yield Found(checked.path(text.step, *text.path), message)
    for step in checked.steps:
        for index, output in enumerate(step.outputs):
            found = REFERENCE.search(output.selector)
            if found is not None:
                message = (
                    f"Automation fills in nothing in a Selector, and {found[0]} stays as it is;"
                    " select more, and take the part in a script"
                )
                yield Found(checked.path(step, "outputs", index, "Selector"), message)


def _misfits(checked: CheckedDocument, text: str, *, is_whole: bool) -> Iterator[str]:
    known = checked.types_of_expressions
    for found in _CLOSED.finditer(text):
        inside = found[1].strip()
        message = _why_not(checked, inside, known)
        if message is None and is_whole and _CALLED.fullmatch(inside):
            message = (
                "is no reference, as {{ Parameter }}, {{ Step.Output }} and {{ variable:Name }} are"
            )
        if message is not None and not inside.startswith("resolve:"):  # CloudFormation's own
            yield f"{quoted(found[0])} {message}"
    for found in _HALF_OPEN.finditer(_CLOSED.sub("\0", text)):
        name = found[1] or found[2]
        if name in known:
            yield (
                f"{quoted(found[0].strip())} is no reference, which has two braces at either end;"
                f" write {{{{ {name} }}}}"
            )


def _why_not(checked: CheckedDocument, inside: str, known: Collection[str]) -> str | None:
    """Return why braces hold no reference, if what is between them was meant as one."""
    if not inside:
        return "names nothing: between the braces stands a parameter, or an output of a step"
    step, dot, rest = inside.partition(".")
    if dot and step in checked.step_names.values():
        output = re.split(r"[.\[]", rest)[0]
        if f"{step}.{output}" in known and rest != output:
            what = f"a reference takes an output as a whole, and no part of {quoted(output)}"
        else:
            what = f"{quoted(rest)} is no name of an output"
        return f"is no reference: {what}; declare an output of step {quoted(step)} that selects it"
    near = did_you_mean(inside.replace(" ", ""), known)
    return f"is no reference to anything in the document.{near}" if near else None


_TEMPLATE = """
parameters:
  VpcId:
    type: String
mainSteps:
  - name: DescribeVpc
    action: aws:executeAwsApi
    inputs:
      Service: ec2
      Api: DescribeVpcs
      VpcIds:
        - "{{ VpcId }}"
    outputs:
      - Name: %s
        Selector: %s
        Type: %s
  - name: DescribeDhcpOptions
    action: aws:executeAwsApi
    inputs:
      Service: ec2
      Api: DescribeDhcpOptions
      DhcpOptionsIds:
        - "{{ %s }}"
    isEnd: true
outputs:
  - DescribeVpc.%s
"""

CHECK = Check(
    code="SSM207",
    name="not-a-reference",
    severity="error",
    means="A text has braces that were meant as a reference, and are none.",
    why="Automation fills in nothing, and hands on the text with its braces.",
    wrong=_TEMPLATE % ("Vpc", "$.Vpcs[0]", "StringMap", "DescribeVpc.Vpc.DhcpOptionsId", "Vpc"),
    right=_TEMPLATE
    % (
        "DhcpOptionsId",
        "$.Vpcs[0].DhcpOptionsId",
        "String",
        "DescribeVpc.DhcpOptionsId",
        "DhcpOptionsId",
    ),
    source="https://docs.aws.amazon.com/systems-manager/latest/userguide/automation-variables.html",
    find=find,
)
