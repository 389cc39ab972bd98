from ssmdsl import Automatic, Document, ManagedRule, Remediation, Sleep
from ssmflow_terraform.interface import outputs, variables
from ssmflow_terraform.readme import module_readme

wait = Sleep("Wait", duration="PT1S")
document = Document("Mine", steps=[wait])
by_hand = Remediation(rule=ManagedRule("INCOMING_SSH_DISABLED"), document=document)
by_itself = Remediation(
    rule=ManagedRule("VPC_FLOW_LOGS_ENABLED", name="flow-logs"),
    document=document,
    automatic=Automatic(maximum_attempts=5, retry_seconds=60),
)


def test_the_readme_has_a_row_for_each_remediation() -> None:
    lines = module_readme([by_hand, by_itself]).splitlines()
    start = lines.index("| Remediation | Rule | Document | Starts |")
    pages = "https://docs.aws.amazon.com/config/latest/developerguide"

    assert lines[start + 2 : start + 5] == [
        f"| `restricted-ssh` | [INCOMING_SSH_DISABLED]({pages}/restricted-ssh.html) | `Mine`"
        " | by hand |",
        f"| `flow-logs` | [VPC_FLOW_LOGS_ENABLED]({pages}/vpc-flow-logs-enabled.html) | `Mine`"
        " | by itself, 5 attempts in 60 s |",
        "",
    ]


def test_the_readme_names_every_variable_and_output() -> None:
    text = module_readme([by_hand])

    for block in [*variables(12), *outputs([by_hand], [document])]:
        assert f"| `{block.labels[0]}` |" in text
