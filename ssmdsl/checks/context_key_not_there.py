"""A key that a handler reads of its context, which never has it."""

from collections.abc import Iterator

from ssmdsl.checks._check import Check, Found
from ssmdsl.checks._checked_document import CheckedDocument
from ssmdsl.checks._script import line_of
from ssmdsl.errors import did_you_mean, one_of, quoted
from ssmdsl.reference import SYSTEM_VARIABLES
from ssmdsl.script.script import IN_CONTEXT

PERHAPS = tuple(name for name in SYSTEM_VARIABLES if name.startswith("global:DATE"))
"""What AWS does not say whether it is there."""


def find(checked: CheckedDocument) -> Iterator[Found]:
    """Yield the keys that no context has."""
    for script in checked.scripts:
        reads = script.context_reads
        if reads is None or reads.is_changed:
            continue
        for key, node in reads.keys.items():
            if key not in IN_CONTEXT and key not in PERHAPS and key not in reads.asked:
                yield Found(
                    checked.path(script.step, "inputs", "Script"),
                    f"{line_of(node)} reads {reads.name}[{quoted(key)}]; the context has"
                    f" {one_of(IN_CONTEXT)}.{did_you_mean(key, IN_CONTEXT)}",
                    line=node.lineno,
                )


CHECK = Check(
    code="SSM808",
    name="context-key-not-there",
    severity="warning",
    means="The handler reads a key of the context that Automation does not give.",
    why="The step fails with a KeyError when the script comes to that line.",
    wrong="""
mainSteps:
  - name: NameBucket
    action: aws:executeScript
    inputs:
      Runtime: python3.11
      Handler: name_bucket
      Script: |
        def name_bucket(events, context):
            return {"Name": "logs-" + context["global:ACCOUNTID"]}
""",
    right="""
mainSteps:
  - name: NameBucket
    action: aws:executeScript
    inputs:
      Runtime: python3.11
      Handler: name_bucket
      Script: |
        def name_bucket(events, context):
            return {"Name": "logs-" + context["global:ACCOUNT_ID"]}
""",
    source="https://docs.aws.amazon.com/systems-manager/latest/userguide/automation-action-executeScript.html",
    find=find,
)
