"""A loop over a list that may have more items than a loop has passes."""

from collections.abc import Iterator

from ssmdsl.actions.loop import ITERATORS_MAXIMUM, Loop
from ssmdsl.checks._check import Check, Found
from ssmdsl.checks._checked_document import CheckedDocument
from ssmdsl.errors import quoted
from ssmdsl.output import StepOutput
from ssmdsl.parameter import Parameter


def find(checked: CheckedDocument) -> Iterator[Found]:
    """Yield the lists that nothing keeps from being too long; a script's own is cut before."""
    for step in checked.document.steps:
        if not isinstance(step, Loop) or step.max_iterations is not None:
            continue
        items = step.iterators
        if isinstance(items, Parameter):
            if items.max_items is None or items.max_items > ITERATORS_MAXIMUM:
                message = (
                    f"a loop has at most {ITERATORS_MAXIMUM} passes, and parameter"
                    f" {quoted(items.name)} may have more items; write maxItems:"
                    f" {ITERATORS_MAXIMUM}"
                )
                yield Found(checked.path(step, "inputs", "Iterators"), message)
        elif isinstance(items, StepOutput) and _is_of_a_call(items, checked):
            message = (
                f"a loop has at most {ITERATORS_MAXIMUM} passes, and the response that {items}"
                " is taken from may have more items; ask the service for fewer, or go through"
                " them in portions"
            )
            yield Found(checked.path(step, "inputs", "Iterators"), message)


def _is_of_a_call(output: StepOutput, checked: CheckedDocument) -> bool:
    return any(step.name == output.step_name for step, _ in checked.calls)


CHECK = Check(
    code="SSM916",
    name="more-items-than-passes",
    severity="note",
    means="A loop goes through a list that may have more than 100 items.",
    why="A loop has at most 100 passes, so some of the items may never have theirs.",
    wrong="""
parameters:
  BucketNames:
    type: StringList
mainSteps:
  - name: EachBucket
    action: aws:loop
    inputs:
      Iterators: "{{ BucketNames }}"
      Steps:
        - name: KeepVersions
          action: aws:executeAwsApi
          inputs:
            Service: s3
            Api: PutBucketVersioning
            Bucket: "{{ EachBucket.CurrentIteratorValue }}"
            VersioningConfiguration:
              Status: Enabled
""",
    right="""
parameters:
  BucketNames:
    type: StringList
    maxItems: 100
mainSteps:
  - name: EachBucket
    action: aws:loop
    inputs:
      Iterators: "{{ BucketNames }}"
      Steps:
        - name: KeepVersions
          action: aws:executeAwsApi
          inputs:
            Service: s3
            Api: PutBucketVersioning
            Bucket: "{{ EachBucket.CurrentIteratorValue }}"
            VersioningConfiguration:
              Status: Enabled
""",
    source="https://docs.aws.amazon.com/systems-manager/latest/userguide/automation-action-loop.html",
    find=find,
)
