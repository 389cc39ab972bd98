"""A reference that goes into an output, as no reference can."""

import re
from collections.abc import Iterator
from types import MappingProxyType
from typing import Any

from ssmdsl.checks._check import Check, Found, Path
from ssmdsl.checks._checked_document import CheckedDocument
from ssmdsl.errors import quoted

_INTO = re.compile(r"\{\{\s*(\w+)\.([^{}.\s\[]+)((?:\.|\[)[^{}\s]+)\s*\}\}")


def find(checked: CheckedDocument) -> Iterator[Found]:
    """Yield the texts that look like references into an output of a step."""
    for step in checked.steps:
        for path, text in _texts(checked.inputs(step), ()):
            for found in _INTO.finditer(text):
                if found[1] in checked.step_paths:
                    yield Found(checked.path(step, "inputs", *path), _message(found))


def _message(found: re.Match[str]) -> str:
    return (
        f"{found[0]} is no reference, and stays as it is: what is in the output"
        f" {quoted(found[2])} cannot be referred to; give step {quoted(found[1])} an output of its"
        f" own for it, whose selector ends in {found[3]}"
    )


def _texts(value: Any, path: Path) -> Iterator[tuple[Path, str]]:
    """Yield the texts with braces in a value."""
    if isinstance(value, str):
        if "{{" in value:
            yield path, value
    elif isinstance(value, dict | MappingProxyType):
        for key, member in value.items():
            yield from _texts(member, (*path, key))
    elif isinstance(value, list | tuple):
        for index, item in enumerate(value):
            yield from _texts(item, (*path, index))


CHECK = Check(
    code="SSM710",
    name="reference-into-output",
    severity="error",
    means="A text looks like a reference to a part of a step's output.",
    why="Automation replaces references to whole outputs only; the braces stay in the text.",
    wrong="""
mainSteps:
  - name: FindVpc
    action: aws:executeAwsApi
    inputs:
      Service: ec2
      Api: DescribeVpcs
    outputs:
      - {Name: Vpc, Selector: "$.Vpcs[0]", Type: StringMap}
  - name: FindSubnets
    action: aws:executeAwsApi
    inputs:
      Service: ec2
      Api: DescribeSubnets
      Filters:
        - Name: vpc-id
          Values: ["{{ FindVpc.Vpc.VpcId }}"]
outputs:
  - FindVpc.Vpc
""",
    right="""
mainSteps:
  - name: FindVpc
    action: aws:executeAwsApi
    inputs:
      Service: ec2
      Api: DescribeVpcs
    outputs:
      - {Name: VpcId, Selector: "$.Vpcs[0].VpcId", Type: String}
  - name: FindSubnets
    action: aws:executeAwsApi
    inputs:
      Service: ec2
      Api: DescribeSubnets
      Filters:
        - Name: vpc-id
          Values: ["{{ FindVpc.VpcId }}"]
""",
    source="https://docs.aws.amazon.com/systems-manager/latest/userguide/automation-action-outputs-inputs.html",
    find=find,
    needs_all=True,
)
