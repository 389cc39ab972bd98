from pathlib import Path

import pytest

from ssmdsl import SsmflowError
from ssmflow_terraform.diagnostic import Diagnostic
from ssmflow_terraform.errors import (
    CredentialsNotFoundError,
    OutsideState,
    OutsideStateError,
    ProviderNotFoundError,
    StateDamagedError,
    StateLockedError,
    TerraformError,
)
from ssmflow_terraform.failure import failure


def error(*diagnostics: Diagnostic, last_lines: str = "", exit_status: int = 1) -> SsmflowError:
    return failure(
        command=["terraform", "apply"],
        exit_status=exit_status,
        diagnostics=diagnostics,
        last_lines=last_lines,
        log=Path("/work/log/apply.jsonl"),
    )


def test_a_failure_without_a_known_cause_is_retold_as_it_is() -> None:
    found = error(Diagnostic("error", "No.", "Because.", "aws_x.y", "a.tf", 3, "a-rule"))

    assert type(found) is TerraformError
    assert str(found) == (
        "terraform apply failed with exit status 1\n"
        'a.tf:3, remediation of "a-rule", aws_x.y: No.\n'
        "  Because.\n"
        "What it said is in /work/log/apply.jsonl."
    )


def test_the_last_lines_are_told_where_there_is_no_diagnostic() -> None:
    assert str(error(last_lines="panic: x", exit_status=11)) == (
        "terraform apply failed with exit status 11\npanic: x\n"
        "What it said is in /work/log/apply.jsonl."
    )


def test_a_terraform_that_was_killed_is_told_so() -> None:
    assert str(error(exit_status=-9)) == (
        "terraform apply was ended by signal 9\n"
        "Its state is kept up to there: the same command goes on from it.\n"
        "What it said is in /work/log/apply.jsonl."
    )


@pytest.mark.parametrize(
    ("said", "address", "name"),
    [
        (
            "creating IAM Role (a-role): operation error IAM: CreateRole, https response error"
            " StatusCode: 409, EntityAlreadyExists: Role with name a-role already exists.",
            "aws_iam_role.x",
            "a-role",
        ),
        (
            "creating SSM Document (Doc): operation error SSM: CreateDocument,"
            " DocumentAlreadyExists: The specified document already exists.",
            "aws_ssm_document.x",
            "Doc",
        ),
        (
            "creating S3 Bucket (b): operation error S3: CreateBucket, BucketAlreadyOwnedByYou: b",
            "aws_s3_bucket.x[0]",
            "b",
        ),
    ],
)
def test_what_exists_already_is_named(said: str, address: str, name: str) -> None:
    found = error(Diagnostic("error", said, address=address), Diagnostic("error", "Another."))

    assert isinstance(found, OutsideStateError)
    assert found.resources == (OutsideState(address, name),)
    assert str(found) == (
        f"terraform apply failed with exit status 1\n{address}: {said}\nAnother.\n"
        "What it said is in /work/log/apply.jsonl.\n"
        f"These exist, but outside the state:\n  {address} is {name}\n"
        "If they are yours to manage, take them in: the same ssmflow apply with --import-existing."
        " If they are somebody else's, set another prefix, for every command from then on:"
        " --var name_prefix=…"
    )


def test_a_provider_that_is_not_to_be_had_is_told_without_terraforms_frame() -> None:
    found = error(
        last_lines=(
            "╷\n│ Error: Failed to query available provider packages\n│ \n"
            "│ Could not retrieve the list of available versions for provider\n"
            "│ hashicorp/aws: could not connect\n│ \n"
            "│ To see which modules are currently depending on hashicorp/aws and what\n"
            "│ versions are specified, run the following command:\n│     terraform providers\n╵"
        )
    )

    assert isinstance(found, ProviderNotFoundError)
    assert str(found) == (
        "terraform cannot get the aws provider: Failed to query available provider packages"
        " Could not retrieve the list of available versions for provider hashicorp/aws: could not"
        " connect. Connect to the registry, or lay a mirror of it on this machine (terraform"
        " providers mirror) and name it in terraform's CLI configuration; ssmflow doctor says"
        " where it looks."
    )


@pytest.mark.parametrize(
    ("summary", "start"),
    [
        ("No valid credential sources found", "there are no AWS credentials to work with."),
        ("invalid AWS Region: ", "no AWS Region is set, or there is none of that name."),
    ],
)
def test_an_account_that_cannot_be_called_is_something_missing(summary: str, start: str) -> None:
    found = error(Diagnostic("error", summary))

    assert isinstance(found, CredentialsNotFoundError)
    assert found.what == start


def test_a_state_that_is_held_is_told_with_what_to_do() -> None:
    found = error(Diagnostic("error", "Error acquiring the state lock", "ID: 1"))

    assert isinstance(found, StateLockedError)
    assert str(found) == (
        "terraform apply failed with exit status 1\nError acquiring the state lock\n  ID: 1\n"
        "What it said is in /work/log/apply.jsonl.\n"
        "another terraform holds the state: wait until it has ended. If you are sure that none"
        " runs any more, free it in that folder: terraform force-unlock ID."
    )


def test_credentials_that_aws_does_not_take_are_told() -> None:
    found = error(Diagnostic("error", "ExpiredToken: The security token is expired"))

    assert str(found) == (
        "terraform apply failed with exit status 1\nExpiredToken: The security token is expired\n"
        "AWS does not take the credentials: sign in again, with aws sso login where they come from"
        " there, or choose another profile.\n"
        "What it said is in /work/log/apply.jsonl."
    )


def test_a_state_that_cannot_be_read_is_told_with_where_the_one_before_is() -> None:
    said = "Error message: Unsupported state file format: could not be parsed"
    found = error(Diagnostic("error", "Error acquiring the state lock", said))

    assert isinstance(found, StateDamagedError)
    assert str(found) == (
        "/work/terraform.tfstate: the state cannot be read: Unsupported state file format: could"
        " not be parsed. There is no copy of it here. Without the file, the next apply names what"
        " exists, and --import-existing takes it in."
    )


def test_a_sign_in_that_has_expired_is_no_lack_of_credentials() -> None:
    said = "failed to refresh cached credentials, the SSO session has expired or is invalid: x"
    found = error(Diagnostic("error", "No valid credential sources found", said))

    assert type(found) is TerraformError
    assert f"No valid credential sources found\n  {said}\nAWS does not take" in str(found)


@pytest.mark.parametrize(
    ("said", "advice"),
    [
        (
            "dial tcp 127.0.0.1:4588: connect: connection refused",
            "AWS cannot be reached: check the network. A sandbox that was stopped is started again"
            " by the same command.",
        ),
        (
            "AWS account ID not allowed: 111122223333",
            "terraform finds other credentials than ssmflow, which asked AWS for the account: leave"
            " only one way to them, as AWS_PROFILE or AWS_ACCESS_KEY_ID. Nothing was changed.",
        ),
        (
            "write terraform.tfstate: no space left on device",
            "Make room on the disk, and run the same command again: it goes on from there.",
        ),
    ],
)
def test_what_is_in_the_way_is_told_with_what_to_do(said: str, advice: str) -> None:
    block = Diagnostic("error", "Invalid provider configuration", "Add a provider block.")
    found = error(Diagnostic("error", said), block)

    assert str(found) == (
        f"terraform apply failed with exit status 1\n{said}\n{advice}\n"
        "What it said is in /work/log/apply.jsonl."
    )
