"""From the example to the local AWS and back, with the real terraform and provider."""

import json
import subprocess
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tests.end_to_end.conftest import Local, Machine

EXAMPLE = ("vpc_flow_logs.py", "--sandbox")


def test_the_whole_way(machine: "Machine", local: "Local") -> None:
    applied = machine.run("apply", *EXAMPLE, "--auto-approve")

    assert applied.returncode == 0, applied.stderr
    assert applied.stdout.splitlines()[0] == (
        f"Applied to the sandbox at {local.endpoint}: 7 created, 0 updated, 0 destroyed."
    )
    assert sorted(line.split("  (")[0] for line in applied.stderr.splitlines()) == [
        "created   aws_config_config_rule.vpc_flow_logs_enabled",
        "created   aws_config_remediation_configuration.vpc_flow_logs_enabled",
        "created   aws_iam_role.vpc_flow_logs_enabled_automation",
        "created   aws_iam_role.vpc_flow_logs_enabled_deliver_logs_permission_arn",
        "created   aws_iam_role_policy.vpc_flow_logs_enabled_automation",
        "created   aws_iam_role_policy.vpc_flow_logs_enabled_deliver_logs_permission_arn",
        "created   aws_ssm_document.create_flow_logs",
    ]
    is_as_the_file_says(machine, local)

    outputs = json.loads(machine.succeed("output", *EXAMPLE))
    assert outputs["config_rule_names"] == {"vpc-flow-logs-enabled": "vpc-flow-logs-enabled"}
    assert outputs["document_names"] == {"CreateFlowLogs": "CreateFlowLogs"}

    assert machine.succeed("plan", *EXAMPLE) == (
        f"No changes: the sandbox at {local.endpoint} is as the file says.\n"
    )
    text = machine.file.read_text()
    machine.file.write_text(text.replace("retentionInDays=60", "retentionInDays=90"))
    assert machine.succeed("plan", *EXAMPLE) == (
        "~ aws_ssm_document.create_flow_logs\n"
        "    content:\n"
        '               "logGroupName": "/aws/vpc/{{ ResourceId }}",\n'
        '      -        "retentionInDays": 60\n'
        '      +        "retentionInDays": 90\n'
        "             }\n"
        f"Changes to the sandbox at {local.endpoint}: 1 to update.\n"
    )
    machine.succeed("apply", *EXAMPLE, "--auto-approve")
    description = local.client("ssm").describe_document(Name="CreateFlowLogs")["Document"]
    assert (description["DefaultVersion"], description["LatestVersion"]) == ("2", "2")

    machine.file.write_text(text)  # and back, to what an older version had
    machine.succeed("apply", *EXAMPLE, "--auto-approve")
    assert machine.succeed("plan", *EXAMPLE).startswith("No changes: ")

    destroyed = machine.succeed("destroy", *EXAMPLE, "--auto-approve")
    assert destroyed == f"Taken down from the sandbox at {local.endpoint}: 7 destroyed.\n"
    assert local.made() == {"rules": [], "remediations": [], "documents": [], "roles": []}
    gone = machine.run("output", *EXAMPLE)
    assert (gone.returncode, gone.stdout) == (1, "")
    assert gone.stderr == (
        "error: vpc_flow_logs.py: nothing of it is deployed to the sandbox;"
        " ssmflow apply does that\n"
    )


def is_as_the_file_says(machine: "Machine", local: "Local") -> None:
    """Read all that was made back through boto3."""
    config, iam = local.client("config"), local.client("iam")
    content = local.client("ssm").get_document(Name="CreateFlowLogs")["Content"]
    assert content == machine.succeed("compile", "vpc_flow_logs.py")
    (rule,) = config.describe_config_rules()["ConfigRules"]
    assert rule["Source"] == {"Owner": "AWS", "SourceIdentifier": "VPC_FLOW_LOGS_ENABLED"}
    (remediation,) = config.describe_remediation_configurations(
        ConfigRuleNames=["vpc-flow-logs-enabled"]
    )["RemediationConfigurations"]
    roles = {role["RoleName"]: role for role in iam.list_roles()["Roles"]}
    automation = roles["vpc-flow-logs-enabled-automation-us-east-1"]
    delivery = roles["vpc-flow-logs-enabled-deliver-ad6b67-us-east-1"]
    del remediation["Arn"]
    assert remediation == {
        "ConfigRuleName": "vpc-flow-logs-enabled",
        "TargetType": "SSM_DOCUMENT",
        "TargetId": "CreateFlowLogs",
        "ResourceType": "AWS::EC2::VPC",
        "Automatic": True,
        "MaximumAutomaticAttempts": 5,
        "RetryAttemptSeconds": 60,
        "Parameters": {
            "AutomationAssumeRole": {"StaticValue": {"Values": [automation["Arn"]]}},
            "DeliverLogsPermissionArn": {"StaticValue": {"Values": [delivery["Arn"]]}},
            "ResourceId": {"ResourceValue": {"Value": "RESOURCE_ID"}},
        },
    }
    (trust,) = automation["AssumeRolePolicyDocument"]["Statement"]
    assert trust["Principal"] == {"Service": "ssm.amazonaws.com"}
    policy = iam.get_role_policy(RoleName=automation["RoleName"], PolicyName="permissions")
    allowed, passing = policy["PolicyDocument"]["Statement"]
    assert sorted(allowed["Action"]) == [
        "ec2:CreateFlowLogs",
        "logs:CreateLogGroup",
        "logs:PutRetentionPolicy",
    ]
    assert (passing["Action"], passing["Resource"]) == ("iam:PassRole", delivery["Arn"])


def test_the_sandbox_that_forgot_everything_is_filled_again(
    machine: "Machine", local: "Local"
) -> None:
    machine.succeed("apply", *EXAMPLE, "--auto-approve")
    made = local.made()
    for rule in made["rules"]:
        local.client("config").delete_remediation_configuration(ConfigRuleName=rule)
        local.client("config").delete_config_rule(ConfigRuleName=rule)
    for document in made["documents"]:
        local.client("ssm").delete_document(Name=document)

    machine.succeed("apply", *EXAMPLE, "--auto-approve")

    assert local.made() == made


def test_what_exists_outside_the_state_is_named_and_taken_in_when_told_to(
    machine: "Machine", local: "Local"
) -> None:
    content = machine.succeed("compile", "vpc_flow_logs.py")
    local.client("ssm").create_document(
        Name="CreateFlowLogs", Content=content, DocumentType="Automation"
    )

    refused = machine.run("apply", *EXAMPLE, "--auto-approve")

    assert refused.returncode == 1
    assert refused.stderr == (
        "error: nothing was changed, since terraform would overwrite what is not its own.\n"
        "These exist, but outside the state:\n"
        "  aws_ssm_document.create_flow_logs is CreateFlowLogs\n"
        "If they are yours to manage, take them in: the same ssmflow apply with --import-existing."
        " If they are somebody else's, set another prefix, for every command from then on:"
        " --var name_prefix=…\n"
    )
    assert local.made()["roles"] == []

    machine.succeed("apply", *EXAMPLE, "--auto-approve", "--import-existing")
    assert machine.succeed("plan", *EXAMPLE).startswith("No changes: ")
    machine.succeed("destroy", *EXAMPLE, "--auto-approve")
    assert local.made()["documents"] == []


def test_what_was_begun_is_ours_only_if_it_is_as_it_was_to_be_made(
    machine: "Machine", local: "Local"
) -> None:
    ssm = local.client("ssm")
    content = machine.succeed("compile", "vpc_flow_logs.py")
    machine.succeed("plan", *EXAMPLE)
    begun = {"ours": {"aws_ssm_document.create_flow_logs": "CreateFlowLogs"}, "free": {}}
    (machine.working_folder / "ssmflow-begun.json").write_text(json.dumps(begun))
    theirs = content.replace("Create VPC flow logs.", "Somebody else's.")
    ssm.create_document(Name="CreateFlowLogs", Content=theirs, DocumentType="Automation")

    refused = machine.run("apply", *EXAMPLE, "--auto-approve")

    assert refused.returncode == 1
    assert "\n  aws_ssm_document.create_flow_logs is CreateFlowLogs\n" in refused.stderr
    assert ssm.get_document(Name="CreateFlowLogs")["Content"] == theirs
    assert local.made()["roles"] == []

    ssm.delete_document(Name="CreateFlowLogs")
    ssm.create_document(Name="CreateFlowLogs", Content=content, DocumentType="Automation")
    applied = machine.succeed("apply", *EXAMPLE, "--auto-approve")
    assert "6 created, 0 updated, 0 destroyed, 1 imported" in applied


def test_git_sees_nothing_of_the_working_folder(machine: "Machine", local: "Local") -> None:
    git = ["git", "-C", str(machine.folder)]
    subprocess.run([*git, "init", "-q"], check=True)

    machine.succeed("plan", *EXAMPLE)

    seen = subprocess.run(
        [*git, "status", "--porcelain", "-uall"], capture_output=True, text=True, check=True
    )
    assert seen.stdout == "?? vpc_flow_logs.py\n"


def test_an_apply_goes_on_when_nobody_reads_how_it_goes(machine: "Machine", local: "Local") -> None:
    process = machine.start("apply", *EXAMPLE, "--auto-approve")
    assert process.stderr is not None
    process.stderr.close()
    assert process.stdout is not None
    told = process.stdout.read()
    process.stdout.close()

    assert process.wait(60) == 0
    assert f"Applied to the sandbox at {local.endpoint}: 7 created" in told
