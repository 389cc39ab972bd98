"""A key that a handler reads of its input payload, which does not have it."""

from collections.abc import Iterator, Mapping

from ssmdsl.checks._check import Check, Found
from ssmdsl.checks._checked_document import CheckedDocument
from ssmdsl.checks._script import Script, line_of
from ssmdsl.errors import did_you_mean, one_of, quoted
from ssmdsl.reference import Reference


def find(checked: CheckedDocument) -> Iterator[Found]:
    """Yield the keys that every call of the handler reads, and none finds."""
    yield from findings(checked, sure=True)


def findings(checked: CheckedDocument, *, sure: bool) -> Iterator[Found]:
    """Yield the keys that are read and not there.

    Args:
        checked: the document.
        sure: whether those are wanted that every call reads, or those that only some read.
    """
    for script in checked.scripts:
        reads, given = script.payload_reads, payload_of(script)
        if reads is None or given is None or reads.is_changed:
            continue
        for key, node in reads.keys.items():
            if key not in given and key not in reads.asked and (key in reads.sure) is sure:
                yield Found(
                    checked.path(script.step, "inputs", "Script"),
                    f"{line_of(node)} reads {reads.name}[{quoted(key)}], and"
                    f" {_known(given)}.{did_you_mean(key, given)}",
                )


def payload_of(script: Script) -> Mapping[str, object] | None:
    """Return what the handler is given, if that is written out; nothing is an empty payload."""
    given = script.step.input_payload
    if isinstance(given, Reference):
        return None
    return {} if given is None else given


def _known(given: Mapping[str, object]) -> str:
    return f"InputPayload gives {one_of(given)}" if given else "InputPayload gives nothing"


CHECK = Check(
    code="SSM807",
    name="payload-key-not-given",
    severity="error",
    means="The handler reads a key of the input payload that the step does not give.",
    why="The step fails with a KeyError each time it runs.",
    wrong="""
mainSteps:
  - name: CountGroups
    action: aws:executeScript
    inputs:
      Runtime: python3.11
      Handler: count_groups
      InputPayload:
        Groups: [sg-0123456789abcdef0]
      Script: |
        def count_groups(events, context):
            groups = events.get("Groups", [])
            return {"Count": len(groups), "Region": events["Region"]}
""",
    right="""
mainSteps:
  - name: CountGroups
    action: aws:executeScript
    inputs:
      Runtime: python3.11
      Handler: count_groups
      InputPayload:
        Groups: [sg-0123456789abcdef0]
        Region: "{{ global:REGION }}"
      Script: |
        def count_groups(events, context):
            groups = events.get("Groups", [])
            return {"Count": len(groups), "Region": events["Region"]}
""",
    source="https://docs.aws.amazon.com/systems-manager/latest/userguide/automation-action-executeScript.html",
    find=find,
)
