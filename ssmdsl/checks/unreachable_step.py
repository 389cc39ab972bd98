"""A step that nothing leads to."""

from collections.abc import Iterator

from ssmdsl.checks._check import Check, Found
from ssmdsl.checks._checked_document import CheckedDocument
from ssmdsl.errors import quoted
from ssmdsl.step import Step, target_of


def find(checked: CheckedDocument) -> Iterator[Found]:
    """Yield the steps that are not reached; of those that follow each other, the first."""
    flow = checked.flow
    lost = [step for step in checked.steps if step.name not in flow.reachable]
    if not lost:
        return
    followers: dict[str, list[str]] = {}
    led_to: set[str] = set()
    for edge in flow.edges:
        if edge.source is not None and edge.target is not None:
            followers.setdefault(edge.source.name, []).append(edge.target.name)
            if flow.loop_of(edge.source) is not edge.target:
                led_to.add(edge.target.name)
    for step in lost:
        if step.name not in led_to:
            found, waiting = {step.name}, [step.name]
            for name in waiting:
                new = {own for own in followers.get(name, ()) if own not in flow.reachable} - found
                found |= new
                waiting += sorted(new)
            yield Found(checked.path(step), _message(checked, step, len(found) - 1))


def _message(checked: CheckedDocument, step: Step, behind: int) -> str:
    also = {0: "", 1: ", nor to the one behind it"}.get(behind, f", nor to the {behind} behind it")
    before = _before(checked, step)
    reason = ""
    if before is not None:
        reason = f": step {quoted(before.name)} before it "
        if before.is_end:
            reason += "has isEnd: true"
        elif before.next_step is not None:
            reason += f"goes on with {quoted(target_of(before.next_step).name)}"
        else:
            reason += "leads elsewhere"
    return (
        f"nothing leads to this step{also}{reason}; name it in the nextStep, the onFailure or a"
        " choice of another one, or remove it"
    )


def _before(checked: CheckedDocument, step: Step) -> Step | None:
    """Return the step that stands before another in the list of both."""
    loop = checked.flow.loop_of(step)
    steps = checked.document.steps if loop is None else loop.nested_steps
    index = next(index for index, own in enumerate(steps) if own is step)
    return steps[index - 1] if index else None


_TEMPLATE = """
mainSteps:
  - name: CreateTopic
    action: aws:executeAwsApi
    inputs:
      Service: sns
      Api: CreateTopic
      Name: alarms
{end}  - name: CreateQueue
    action: aws:executeAwsApi
    inputs:
      Service: sqs
      Api: CreateQueue
      QueueName: alarms
    isEnd: true
"""

CHECK = Check(
    code="SSM303",
    name="unreachable-step",
    severity="warning",
    means="No way through the document leads to the step.",
    why="It never runs, and nothing says so: the automation succeeds without it.",
    wrong=_TEMPLATE.format(end="    isEnd: true\n"),
    right=_TEMPLATE.format(end=""),
    source="https://docs.aws.amazon.com/systems-manager/latest/userguide/automation-actions.html",
    find=find,
    needs_all=True,
)
