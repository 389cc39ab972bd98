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
    lines = module_readme([by_hand, by_itself], [document]).splitlines()
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
    text = module_readme([by_hand], [document])

    for block in [*variables([by_hand], [document]), *outputs([by_hand], [document])]:
        assert f"| `{block.labels[0]}` |" in text


def call_of_the_module(rule_name: str) -> str:
    rule = ManagedRule("VPC_FLOW_LOGS_ENABLED", name=rule_name)
    text = module_readme([Remediation(rule=rule, document=document)], [document])
    return text.partition("```terraform\n")[2].partition("```\n")[0]


def test_the_readme_shows_a_prefix_that_fits() -> None:
    assert call_of_the_module("a" * 59) == (
        'module "remediations" {\n'
        '  source = "./path/to/this/folder"\n'
        "\n"
        '  name_prefix = "team-"\n'
        '  tags        = { owner = "security" }\n'
        "}\n"
    )
    assert call_of_the_module("a" * 60) == (
        'module "remediations" {\n'
        '  source = "./path/to/this/folder"\n'
        "\n"
        '  tags = { owner = "security" }\n'
        "}\n"
    )
