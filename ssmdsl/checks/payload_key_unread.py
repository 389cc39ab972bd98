"""A key of the input payload that the handler never reads."""

from collections.abc import Iterator

from ssmdsl.checks._check import Check, Found
from ssmdsl.checks._checked_document import CheckedDocument
from ssmdsl.checks._payload_keys import payload_of
from ssmdsl.errors import did_you_mean, quoted


def find(checked: CheckedDocument) -> Iterator[Found]:
    """Yield the keys that are given to a handler that reads only others."""
    for script in checked.scripts:
        reads, given = script.payload_reads, payload_of(script)
        if reads is None or given is None or reads.is_handed_on:
            continue
        read = {*reads.keys, *reads.asked}
        for key in given:
            if key not in read:
                near = did_you_mean(key, [each for each in read if each not in given])
                advice = f".{near}" if near else "; leave it out"
                yield Found(
                    checked.path(script.step, "inputs", "InputPayload", key),
                    f"the script does not read {reads.name}[{quoted(key)}]{advice}",
                    key=True,
                )


CHECK = Check(
    code="SSM813",
    name="payload-key-unread",
    severity="note",
    means="The step gives the script something that it does not read.",
    why="It does nothing, and whoever reads the document believes that it does.",
    wrong="""
mainSteps:
  - name: CountGroups
    action: aws:executeScript
    inputs:
      Runtime: python3.11
      Handler: count_groups
      InputPayload:
        Groups: [sg-0123456789abcdef0]
        VpcId: vpc-0123456789abcdef0
      Script: |
        def count_groups(events, context):
            return {"Count": len(events["Groups"])}
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
      Script: |
        def count_groups(events, context):
            return {"Count": len(events["Groups"])}
""",
    source="https://docs.aws.amazon.com/systems-manager/latest/userguide/automation-action-executeScript.html",
    find=find,
)
