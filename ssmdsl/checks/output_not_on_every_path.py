"""An output that only some of the ways to its reader have."""

from collections.abc import Iterator, Sequence

from ssmdsl.checks._check import Check, Found
from ssmdsl.checks._checked_document import CheckedDocument
from ssmdsl.errors import quoted

SHOWN_STEPS = 6
"""How many steps of a way a message shows."""


def find(checked: CheckedDocument) -> Iterator[Found]:
    """Yield the outputs that are missing on some way, and on some way not."""
    for read in checked.reads:
        if read.may_be_missing or read.is_from_a_pass:
            continue
        if not read.is_there_sometimes or read.is_there_always:
            continue
        if not checked.same_questions.settle(read):
            use, way = read.use, read.way_without
            source = quoted(read.source.name)
            what = "does not succeed" if read.source.name in way else "does not run"
            reason = f"step {source} {what} on the way {_shown((*way, use.step.name))}"
            message = f"{{{{ {use.expression} }}}} may have no value: {reason}"
            yield Found(
                checked.path(use.step, *use.path),
                f"{message}; have every way set a variable, and read that",
            )


def _shown(way: Sequence[str]) -> str:
    if len(way) > SHOWN_STEPS:
        way = (*way[: SHOWN_STEPS - 3], "…", *way[-2:])
    return " → ".join(way)


CHECK = Check(
    code="SSM204",
    name="output-not-on-every-path",
    severity="warning",
    means="The step reads an output that only some of the ways to it have.",
    why="Where the automation takes another way, the step fails: its inputs cannot be filled in.",
    wrong="""
parameters:
  LogGroupName:
    type: String
mainSteps:
  - name: IsNameGiven
    action: aws:branch
    inputs:
      Choices:
        - NextStep: TagLogGroup
          Variable: "{{ LogGroupName }}"
          StringEquals: default
      Default: DescribeLogGroup
  - name: DescribeLogGroup
    action: aws:executeAwsApi
    inputs:
      Service: logs
      Api: DescribeLogGroups
      logGroupNamePrefix: "{{ LogGroupName }}"
    outputs:
      - Name: Arn
        Selector: $.logGroups[0].logGroupArn
        Type: String
  - name: TagLogGroup
    action: aws:executeAwsApi
    inputs:
      Service: logs
      Api: TagResource
      resourceArn: "{{ DescribeLogGroup.Arn }}"
      tags:
        Checked: "yes"
""",
    right="""
parameters:
  LogGroupName:
    type: String
mainSteps:
  - name: DescribeLogGroup
    action: aws:executeAwsApi
    inputs:
      Service: logs
      Api: DescribeLogGroups
      logGroupNamePrefix: "{{ LogGroupName }}"
    outputs:
      - Name: Arn
        Selector: $.logGroups[0].logGroupArn
        Type: String
  - name: TagLogGroup
    action: aws:executeAwsApi
    inputs:
      Service: logs
      Api: TagResource
      resourceArn: "{{ DescribeLogGroup.Arn }}"
      tags:
        Checked: "yes"
""",
    source="https://docs.aws.amazon.com/systems-manager/latest/userguide/automation-action-outputs-inputs.html",
    find=find,
    needs_all=True,
)
