"""Without --sandbox: what is done to an account, for which the local AWS stands in here."""

import json
import shutil
import subprocess
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.end_to_end.conftest import Local, Machine


@pytest.fixture
def account(machine: "Machine", local: "Local") -> "Machine":
    """Give a user whose own environment leads to an account."""
    machine.extra = local.environment
    return machine


def backend_in(bucket: str) -> list[str]:
    """Return the options that keep the state in a bucket."""
    settings = (f"bucket={bucket}", "key=flow-logs", "region=us-east-1")
    return [part for setting in settings for part in ("--backend-config", setting)]


@pytest.mark.parametrize(("answer", "end"), [("n\n", "n"), ("", "nobody")])
def test_nothing_is_applied_unless_the_user_says_yes(
    account: "Machine", local: "Local", answer: str, end: str
) -> None:
    done = account.run("apply", "vpc_flow_logs.py", answer=answer)

    assert (done.returncode, done.stdout) == (1, "")
    assert "+ aws_ssm_document.create_flow_logs\n" in done.stderr
    assert "Changes to account 123456789012, us-east-1: 7 to create.\n" in done.stderr
    assert "Apply this in account 123456789012, us-east-1? [y/N]:" in done.stderr
    assert done.stderr.endswith("Nothing was applied.\n")
    assert local.made()["roles"] == []
    assert not (
        account.folder / ".ssmflow/vpc_flow_logs.py/123456789012/us-east-1/ssmflow.tfplan"
    ).exists()


def test_what_was_asked_for_is_applied_and_taken_down(account: "Machine", local: "Local") -> None:
    variables = account.folder / "own.tfvars"
    variables.write_text('name_prefix = "file-"\ntags = { owner = "me" }\n')

    applied = account.succeed(
        "apply",
        "vpc_flow_logs.py",
        "--var-file",
        "own.tfvars",
        "--var",
        "name_prefix=mine-",
        "--parallelism",
        "2",
        answer="y\n",
    )

    assert applied.startswith(
        "Applied to account 123456789012, us-east-1: 7 created, 0 updated, 0 destroyed.\n"
    )
    assert local.made()["rules"] == ["mine-vpc-flow-logs-enabled"]
    tags = local.client("iam").list_role_tags(
        RoleName="mine-vpc-flow-logs-enabled-automation-us-east-1"
    )["Tags"]
    assert tags == [{"Key": "owner", "Value": "me"}]
    outputs = json.loads(account.succeed("output", "vpc_flow_logs.py"))
    assert outputs["document_names"] == {"CreateFlowLogs": "mine-CreateFlowLogs"}

    kept = account.run("destroy", "vpc_flow_logs.py", answer="n\n")
    assert kept.returncode == 1
    assert kept.stderr.endswith("Nothing was destroyed.\n")
    assert local.made()["rules"] == ["mine-vpc-flow-logs-enabled"]

    gone = account.succeed("destroy", "vpc_flow_logs.py", answer="y\n")
    assert gone == "Taken down from account 123456789012, us-east-1: 7 destroyed.\n"
    assert local.made() == {"rules": [], "remediations": [], "documents": [], "roles": []}


def test_a_backend_keeps_the_state_and_is_remembered(account: "Machine", local: "Local") -> None:
    local.client("s3").create_bucket(Bucket="states")
    settings = account.folder / "state.tfbackend"
    settings.write_text('region = "us-east-1"\nkey    = "flow-logs"\n')
    backend = ("--backend-config", "bucket=states", "--backend-config", "state.tfbackend")

    account.succeed("apply", "vpc_flow_logs.py", "--auto-approve", *backend)
    body = local.client("s3").get_object(Bucket="states", Key="flow-logs")["Body"].read()
    assert len(json.loads(body)["resources"]) > 7
    assert not (
        account.folder / ".ssmflow/vpc_flow_logs.py/123456789012/us-east-1/terraform.tfstate"
    ).exists()

    assert account.succeed("plan", "vpc_flow_logs.py").startswith(
        "No changes: account 123456789012, us-east-1 is"
    )


def test_the_sandbox_and_the_account_have_states_of_their_own(
    account: "Machine", local: "Local"
) -> None:
    account.succeed("apply", "vpc_flow_logs.py", "--auto-approve")

    done = account.run("output", "vpc_flow_logs.py", "--sandbox")

    assert (done.returncode, done.stdout) == (1, "")


def test_what_is_deployed_can_be_taken_down_though_its_file_is_gone(
    account: "Machine", local: "Local"
) -> None:
    account.succeed("apply", "vpc_flow_logs.py", "--auto-approve")
    account.file.unlink()

    gone = account.succeed("destroy", "vpc_flow_logs.py", "--auto-approve")

    assert gone == "Taken down from account 123456789012, us-east-1: 7 destroyed.\n"
    assert local.made()["roles"] == []


def test_outputs_are_read_from_a_backend_where_nothing_was_applied_before(
    account: "Machine", local: "Local", tmp_path: Path
) -> None:
    local.client("s3").create_bucket(Bucket="states")
    backend = backend_in("states")
    account.succeed("apply", "vpc_flow_logs.py", "--auto-approve", *backend)
    shutil.rmtree(account.folder / ".ssmflow")

    outputs = json.loads(account.succeed("output", "vpc_flow_logs.py", *backend))

    assert outputs["document_names"] == {"CreateFlowLogs": "CreateFlowLogs"}
    missing = account.run("output", "nowhere.py")
    assert (missing.returncode, missing.stderr) == (
        2,
        "error: nowhere.py: there is no such file.\n",
    )


RULE = {
    "ConfigRuleName": "vpc-flow-logs-enabled",
    "Description": "Somebody else's.",
    "Source": {"Owner": "AWS", "SourceIdentifier": "VPC_FLOW_LOGS_ENABLED"},
}
OUTSIDE = (
    "error: nothing was changed, since terraform would overwrite what is not its own.\n"
    "These exist, but outside the state:\n"
    "  aws_config_config_rule.vpc_flow_logs_enabled is vpc-flow-logs-enabled\n"
)


@pytest.mark.parametrize(
    "options",
    [["apply", "--auto-approve"], ["apply", "--auto-approve", "--var", "tags={}"], ["plan"]],
    ids=" ".join,
)
def test_somebody_elses_rule_is_not_overwritten(
    account: "Machine", local: "Local", options: list[str]
) -> None:
    config = local.client("config")
    config.put_config_rule(ConfigRule=RULE)
    command, *rest = options

    refused = account.run(command, "vpc_flow_logs.py", *rest)

    assert refused.returncode == 1
    assert OUTSIDE in refused.stderr
    (rule,) = config.describe_config_rules()["ConfigRules"]
    assert rule["Description"] == "Somebody else's."
    assert local.made()["roles"] == []


def test_somebody_elses_recorder_is_not_overwritten(account: "Machine", local: "Local") -> None:
    config = local.client("config")
    recorder = {"name": "default", "roleARN": "arn:aws:iam::123456789012:role/theirs"}
    config.put_configuration_recorder(ConfigurationRecorder=recorder)
    switched_on = ("--auto-approve", "--var", "create_configuration_recorder=true")

    refused = account.run("apply", "vpc_flow_logs.py", *switched_on)

    assert refused.returncode == 1
    assert "\n  aws_config_configuration_recorder.this[0] is default\n" in refused.stderr
    (kept,) = config.describe_configuration_recorders()["ConfigurationRecorders"]
    assert kept["roleARN"] == recorder["roleARN"]


def test_a_rule_that_is_left_to_somebody_else_outlives_a_destroy(
    account: "Machine", local: "Local"
) -> None:
    local.client("config").put_config_rule(ConfigRule=RULE)
    mine = ("--auto-approve", "--var", "name_prefix=mine-")

    account.succeed("apply", "vpc_flow_logs.py", *mine)
    account.succeed("destroy", "vpc_flow_logs.py", *mine)

    assert local.made()["rules"] == ["vpc-flow-logs-enabled"]


def test_a_rule_is_taken_in_when_the_user_says_so(account: "Machine", local: "Local") -> None:
    local.client("config").put_config_rule(ConfigRule=RULE)

    account.succeed("apply", "vpc_flow_logs.py", "--auto-approve", "--import-existing")

    assert account.succeed("plan", "vpc_flow_logs.py").startswith("No changes: ")
    account.succeed("destroy", "vpc_flow_logs.py", "--auto-approve")
    assert local.made()["rules"] == []


def test_another_region_is_another_deployment(account: "Machine", local: "Local") -> None:
    account.succeed("apply", "vpc_flow_logs.py", "--auto-approve")
    # The provider that runs already is set to the first Region.
    other = {"AWS_REGION": "eu-west-1", "AWS_DEFAULT_REGION": "eu-west-1"}
    other["TF_REATTACH_PROVIDERS"] = ""

    planned = account.succeed("plan", "vpc_flow_logs.py", **other)
    assert planned.endswith("Changes to account 123456789012, eu-west-1: 7 to create.\n")
    gone = account.succeed("destroy", "vpc_flow_logs.py", "--auto-approve", **other)
    assert gone == "Taken down from account 123456789012, eu-west-1: 0 destroyed.\n"

    assert account.succeed("plan", "vpc_flow_logs.py").startswith("No changes: ")


def test_a_backend_whose_state_is_of_another_region_is_left_alone(
    account: "Machine", local: "Local"
) -> None:
    local.client("s3").create_bucket(Bucket="states")
    backend = backend_in("states")
    account.succeed("apply", "vpc_flow_logs.py", "--auto-approve", *backend)
    made = local.made()
    other = {"AWS_REGION": "eu-west-1", "AWS_DEFAULT_REGION": "eu-west-1"}

    for command in ("apply", "destroy"):
        refused = account.run(command, "vpc_flow_logs.py", "--auto-approve", *backend, **other)
        assert (refused.returncode, refused.stdout) == (1, "")
        assert refused.stderr == (
            "error: nothing was changed: this state is of what is deployed in account 123456789012,"
            " us-east-1, and the credentials lead to account 123456789012, eu-west-1. Go there with"
            " AWS_PROFILE and AWS_REGION, or give this deployment a state of its own, with other"
            " backend settings.\n"
        )
    assert local.made() == made


def test_what_a_backend_change_asks_for_can_be_done(account: "Machine", local: "Local") -> None:
    for bucket in ("states", "others"):
        local.client("s3").create_bucket(Bucket=bucket)
    settings = {bucket: backend_in(bucket) for bucket in ("states", "others")}
    account.succeed("apply", "vpc_flow_logs.py", "--auto-approve", *settings["states"])
    refused = account.run("plan", "vpc_flow_logs.py", *settings["others"])
    assert refused.returncode == 1
    assert "ssmflow moves no state: nothing was changed." in refused.stderr
    steps = [line.strip() for line in refused.stderr.splitlines() if line.startswith("  ")]

    for step in steps:
        if step.startswith("ssmflow plan"):
            found = account.run("plan", "vpc_flow_logs.py", *settings["others"])
            assert (found.returncode, OUTSIDE in found.stderr) == (1, True)
        else:
            subprocess.run(
                ["bash", "-euc", step], cwd=account.folder, env=account.environment, check=True
            )

    assert account.succeed("plan", "vpc_flow_logs.py").startswith("No changes: ")
    assert local.client("s3").get_object(Bucket="others", Key="flow-logs")["ContentLength"] > 1000
