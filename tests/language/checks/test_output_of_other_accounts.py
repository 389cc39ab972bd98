from ssmdsl.checks._checked_document import CheckedDocument
from ssmdsl.checks.output_of_other_accounts import find
from ssmdsl.loader import load


def found(source: str) -> list[tuple[tuple[str | int, ...], str]]:
    read = load(f'schemaVersion: "0.3"\n{source}'.encode(), name="Example")
    (document,) = read.documents
    return [(one.path, one.message) for one in find(CheckedDocument(document))]


def document(more: str, output: str = "Output") -> str:
    return f"""
mainSteps:
  - name: Repair
    action: aws:executeAutomation
    inputs: {{DocumentName: RepairBuckets{more}}}
outputs: [Repair.{output}]
"""


LOCATIONS = ", TargetLocations: [{Accounts: ['123456789012'], Regions: [eu-central-1]}]"


def test_there_is_no_output_of_other_accounts() -> None:
    assert found(document(LOCATIONS)) == [
        (
            ("outputs", 0),
            "{{ Repair.Output }} is empty, for an automation with TargetLocations returns no"
            " output; leave TargetLocations out, or read what became of it with ssm"
            " GetAutomationExecution",
        )
    ]


def test_its_id_and_the_output_of_the_own_account_are_let_be() -> None:
    assert found(document(LOCATIONS, "ExecutionId")) == []
    assert found(document("")) == []
