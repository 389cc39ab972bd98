"""A default that its own parameter would refuse if somebody gave it."""

from collections.abc import Iterator

from ssmdsl.checks._check import Check, Found
from ssmdsl.checks._checked_document import CheckedDocument
from ssmdsl.parameter_value import constraint_misfits
from ssmdsl.reference import references_in


def find(checked: CheckedDocument) -> Iterator[Found]:
    """Yield the defaults that break the pattern or the bounds; an empty text means "none"."""
    for parameter in checked.document.parameters:
        default = parameter.default
        if default is None or any(references_in(default)):
            continue
        items = default if isinstance(default, list | tuple) else [default]
        if all(item == "" for item in items):
            continue
        misfits = constraint_misfits(
            default,
            pattern=parameter.allowed_pattern,
            items=(parameter.min_items, parameter.max_items),
            characters=(parameter.min_chars, parameter.max_chars),
        )
        for _, message in misfits:
            yield Found(
                ("parameters", parameter.name, "default"),
                f"{message}; SSM takes the default all the same, and refuses the same value from"
                " whoever starts the automation",
            )
            break


CHECK = Check(
    code="SSM121",
    name="default-misfits-pattern",
    severity="warning",
    means="The default of a parameter does not match its allowed pattern, or is out of its bounds.",
    why="SSM does not check defaults: the steps get a value that they are not made for.",
    wrong="""
parameters:
  VpcId:
    type: String
    default: my-vpc
    allowedPattern: ^vpc-[0-9a-f]{8,17}$
mainSteps:
  - name: DescribeVpc
    action: aws:executeAwsApi
    inputs:
      Service: ec2
      Api: DescribeVpcs
      VpcIds:
        - "{{ VpcId }}"
""",
    right="""
parameters:
  VpcId:
    type: String
    default: vpc-0a1b2c3d4e5f60718
    allowedPattern: ^vpc-[0-9a-f]{8,17}$
mainSteps:
  - name: DescribeVpc
    action: aws:executeAwsApi
    inputs:
      Service: ec2
      Api: DescribeVpcs
      VpcIds:
        - "{{ VpcId }}"
""",
    source="https://docs.aws.amazon.com/systems-manager/latest/userguide/documents-syntax-data-elements-parameters.html",
    find=find,
)
