import json
from collections.abc import Sequence
from typing import Any

import hcl2
import pytest

from ssmdsl import (
    Automatic,
    DefinitionError,
    Document,
    ExecuteAwsApi,
    ManagedRule,
    Parameter,
    Remediation,
    Role,
    Sleep,
    compile_document,
)
from ssmflow_terraform.module import emit_module, remediation_file, remediation_files

wait = Sleep("Wait", duration="PT1S")
resource = Parameter("ResourceId")
mine = Document("Mine", parameters=[resource], steps=[wait])


def remediation(
    identifier: str = "VPC_FLOW_LOGS_ENABLED",
    name: str = "",
    document: Document = mine,
    **properties: Any,
) -> Remediation:
    rule = ManagedRule(identifier, name=name)
    return Remediation(
        rule=rule, document=document, **{"resource": document.parameters[0], **properties}
    )


def with_roles(name: str, *parameters: str, document: str = "WithRoles") -> Remediation:
    roles = [Parameter(parameter, "AWS::IAM::Role::Arn") for parameter in parameters]
    return remediation(
        name=name,
        document=Document(document, parameters=[resource, *roles], steps=[wait]),
        arguments={role: Role("ec2.amazonaws.com", allow=["s3:GetObject"]) for role in roles},
    )


def problems(remediations: Sequence[Remediation]) -> list[str]:
    with pytest.raises(DefinitionError) as caught:
        emit_module(remediations)
    return [str(problem) for problem in caught.value.problems]


def test_the_module_has_a_file_for_each_remediation_and_document() -> None:
    assert list(emit_module([remediation()])) == [
        "README.md",
        "documents/Mine.json",
        "main.tf",
        "outputs.tf",
        "recorder.tf",
        "variables.tf",
        "versions.tf",
        "vpc_flow_logs_enabled.tf",
    ]


def test_the_document_is_what_the_compiler_makes_of_it() -> None:
    assert emit_module([remediation()])["documents/Mine.json"].encode() == compile_document(mine)


def test_the_module_has_neither_provider_nor_backend() -> None:
    blocks = [
        kind
        for name, text in emit_module([remediation()]).items()
        if name.endswith(".tf")
        for kind in hcl2.loads(text)
    ]

    assert set(blocks) - {"__comments__"} == {"data", "output", "resource", "terraform", "variable"}
    assert "backend" not in emit_module([remediation()])["versions.tf"]


def test_the_same_remediations_give_the_same_texts() -> None:
    assert emit_module([remediation()]) == emit_module([remediation()])


def test_a_document_that_two_remediations_share_is_emitted_once() -> None:
    files = emit_module(
        [
            remediation(),
            remediation("INCOMING_SSH_DISABLED"),
            remediation("S3_BUCKET_VERSIONING_ENABLED"),
        ]
    )

    assert [name for name in files if name.startswith("documents/")] == ["documents/Mine.json"]
    declared = 'resource "aws_ssm_document" "mine"'
    assert [name for name, text in files.items() if declared in text] == [
        "vpc_flow_logs_enabled.tf"
    ]
    assert "  target_id        = aws_ssm_document.mine.name\n" in files["restricted_ssh.tf"]


def test_the_outputs_map_names_in_python_to_what_aws_has() -> None:
    assert emit_module([remediation()])["outputs.tf"] == (
        'output "automation_role_arns" {\n'
        '  description = "Remediation → the ARN of the role that its automation acts as."\n'
        "  value = {\n"
        "    vpc-flow-logs-enabled = aws_iam_role.vpc_flow_logs_enabled_automation.arn\n"
        "  }\n"
        "}\n"
        "\n"
        'output "config_rule_arns" {\n'
        '  description = "Remediation → the ARN of its AWS Config rule."\n'
        "  value = {\n"
        "    vpc-flow-logs-enabled = aws_config_config_rule.vpc_flow_logs_enabled.arn\n"
        "  }\n"
        "}\n"
        "\n"
        'output "config_rule_names" {\n'
        '  description = "Remediation → the name of its AWS Config rule."\n'
        "  value = {\n"
        "    vpc-flow-logs-enabled = aws_config_config_rule.vpc_flow_logs_enabled.name\n"
        "  }\n"
        "}\n"
        "\n"
        'output "document_names" {\n'
        '  description = "Document → its name in AWS Systems Manager."\n'
        "  value = {\n"
        "    Mine = aws_ssm_document.mine.name\n"
        "  }\n"
        "}\n"
    )


def test_the_automation_may_pass_the_roles_it_is_given() -> None:
    text = emit_module([with_roles("x", "DeliveryRole")])["x.tf"]

    assert (
        'data "aws_iam_policy_document" "x_automation" {\n'
        "  statement {\n"
        '    actions   = ["iam:PassRole"]\n'
        "    resources = [aws_iam_role.x_delivery_role.arn]\n"
        "\n"
        "    condition {\n"
        '      test     = "StringEquals"\n'
        '      variable = "iam:PassedToService"\n'
        '      values   = ["ec2.amazonaws.com"]\n'
        "    }\n"
        "  }\n"
        "}\n"
    ) in text
    assert (
        "  depends_on = [\n"
        "    aws_iam_role_policy.x_automation,\n"
        "    aws_iam_role_policy.x_delivery_role,\n"
        "  ]\n"
    ) in text


def test_an_automation_that_may_do_nothing_has_no_policy_to_wait_for() -> None:
    text = emit_module([remediation()])["vpc_flow_logs_enabled.tf"]

    assert "aws_iam_role_policy" not in text
    assert text.count("depends_on") == 1  # the rule's, on the recorder


def test_a_remediation_that_is_not_automatic_is_never_started_by_config() -> None:
    automatic = Automatic(maximum_attempts=5, retry_seconds=60)

    by_hand = emit_module([remediation()])["vpc_flow_logs_enabled.tf"]
    by_itself = emit_module([remediation(automatic=automatic)])["vpc_flow_logs_enabled.tf"]

    assert "  automatic        = false\n" in by_hand
    assert "  automatic                  = var.automatic\n" in by_itself


def test_the_file_of_a_remediation_is_named_after_it() -> None:
    first, second = remediation(name="Our-Flow_logs"), remediation("INCOMING_SSH_DISABLED")

    assert remediation_file(first) == "our_flow_logs.tf"
    assert remediation_files([first, second]) == {
        "our_flow_logs.tf": "Our-Flow_logs",
        "restricted_ssh.tf": "restricted-ssh",
    }


def test_the_longest_names_bound_the_prefix() -> None:
    files = emit_module([remediation(), remediation("INCOMING_SSH_DISABLED", name="x" * 60)])

    assert "length(var.name_prefix) <= 4\n" in files["variables.tf"]


def test_a_module_without_remediation_is_none() -> None:
    assert problems([]) == ["module: there is no remediation to emit"]


def test_a_rule_has_one_remediation() -> None:
    assert problems([remediation(), remediation(), remediation()]) == [
        'remediations of "vpc-flow-logs-enabled": 3 of them; AWS Config allows one remediation for'
        " each rule. Give each rule a name of its own: ManagedRule(…, name=…)."
    ]


def test_two_rules_of_one_identifier_can_have_names_of_their_own() -> None:
    files = emit_module([remediation(name="one"), remediation(name="two")])

    assert {"one.tf", "two.tf"} < set(files)


def test_two_different_documents_cannot_have_one_name() -> None:
    other = Document("Mine", parameters=[resource], steps=[Sleep("Wait", duration="PT2S")])
    third = Document("Mine", parameters=[resource], steps=[Sleep("Wait", duration="PT3S")])

    assert problems(
        [
            remediation(),
            remediation("INCOMING_SSH_DISABLED", document=other),
            remediation("ENCRYPTED_VOLUMES", document=third),
        ]
    ) == ['document "Mine": 3 different ones of this name. Give each a name of its own.']


def test_two_documents_that_are_alike_are_one() -> None:
    same = Document("Mine", parameters=[resource], steps=[wait])

    files = emit_module([remediation(), remediation("INCOMING_SSH_DISABLED", document=same)])

    assert json.loads(files["documents/Mine.json"])["schemaVersion"] == "0.3"


def test_names_that_terraform_cannot_tell_apart_are_told() -> None:
    dashed = Document("My-Document", parameters=[resource], steps=[wait])
    camel = Document("MyDocument", parameters=[resource], steps=[wait])

    assert problems(
        [remediation(name="our-rule", document=dashed), remediation(name="OurRule", document=camel)]
    ) == [
        'remediation of "OurRule": in Terraform it has the same label "our_rule" as "our-rule".'
        " Give one of them another name.",
        'document "MyDocument": in Terraform it has the same label "my_document" as "My-Document".'
        " Give one of them another name.",
    ]


@pytest.mark.parametrize(
    ("remediations", "told"),
    [
        (
            [with_roles("x", "Automation")],
            'remediation of "x", role "Automation": in Terraform it has the same label'
            ' "x_automation" as remediation of "x", role "AutomationAssumeRole"',
        ),
        (
            [with_roles("x", "VpcRole", "VPCRole")],
            'remediation of "x", role "VPCRole": in Terraform it has the same label'
            ' "x_vpc_role" as remediation of "x", role "VpcRole"',
        ),
        (
            [with_roles("x", "AutomationTrust")],
            'remediation of "x", role "AutomationTrust": in Terraform it has the same label'
            ' "x_automation_trust" as remediation of "x", role "AutomationAssumeRole"',
        ),
        (
            [with_roles("configuration", "Recorder")],
            'remediation of "configuration", role "Recorder": in Terraform it has the same label'
            ' "configuration_recorder" as what switches AWS Config on',
        ),
        (
            [with_roles("a", "BC", document="One"), with_roles("a-bc", "X", document="Two")],
            "",
        ),
        (
            [with_roles("a", "BAutomation"), with_roles("a-b", document="Other")],
            'remediation of "a-b", role "AutomationAssumeRole": in Terraform it has the same label'
            ' "a_b_automation" as remediation of "a", role "BAutomation"',
        ),
    ],
    ids=["automation", "case", "trust", "recorder", "none", "across"],
)
def test_roles_that_terraform_cannot_tell_apart_are_told(
    remediations: list[Remediation], told: str
) -> None:
    if told:
        remedy = "Give the rule or the parameter another name."
        assert problems(remediations)[0] == f"{told}. {remedy}"
    else:
        assert "a_bc.tf" in emit_module(remediations)


@pytest.mark.parametrize("name", ["main", "outputs", "Recorder", "variables", "versions"])
def test_the_files_of_the_module_itself_are_taken(name: str) -> None:
    assert problems([remediation(name=name)]) == [
        f'remediation of "{name}": the module has a file of this name; "main", "outputs",'
        ' "recorder", "variables", "versions" are taken. Give the rule another name.'
    ]


@pytest.mark.parametrize("name", ["override", "my-override", "Override"])
def test_a_name_that_terraform_reads_as_an_override_is_refused(name: str) -> None:
    file = f"{name.lower().replace('-', '_')}.tf"

    assert problems([remediation(name=name)]) == [
        f'remediation of "{name}": Terraform would read its file, {file}, as one that changes the'
        " others. Give the rule another name."
    ]


def test_everything_that_cannot_stand_in_one_module_is_told_at_once() -> None:
    large = ExecuteAwsApi("Large", service="s", api="A", inputs={"Text": "x" * 70_000})
    too_large = Document("TooLarge", parameters=[resource], steps=[large])

    found = problems(
        [remediation(name="main"), remediation(name="main"), remediation(document=too_large)]
    )

    assert found == [
        'remediations of "main": 2 of them; AWS Config allows one remediation for each rule. Give'
        " each rule a name of its own: ManagedRule(…, name=…).",
        'document "TooLarge": its JSON has 70324 bytes, and SSM takes at most 65536; the largest'
        ' step is "Large" with 70090 bytes. Split the document, or shorten what it carries.',
        'remediation of "main": the module has a file of this name; "main", "outputs", "recorder",'
        ' "variables", "versions" are taken. Give the rule another name.',
    ]
