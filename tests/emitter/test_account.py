"""The account that credentials lead to; a server in AWS's place refuses all that it is asked."""

import json
import os
import threading
from collections.abc import Callable, Iterator, Mapping
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import ClassVar

import pytest

from ssmdsl import SsmflowError
from ssmflow_terraform.account import Account, Place
from ssmflow_terraform.errors import AccountError, CredentialsNotFoundError

REGION = {"AWS_REGION": "eu-central-1"}
KEYS = {"AWS_ACCESS_KEY_ID": "a", "AWS_SECRET_ACCESS_KEY": "b"}
MEND = "Mend it in the environment, in ~/.aws/config or in ~/.aws/credentials."
SIGN_IN = (
    "Sign in again, with aws sso login where they come from there, choose another profile, or set"
    " the clock right if it is wrong."
)


def refused(home: Path, environment: Mapping[str, str], configuration: str = "") -> SsmflowError:
    (home / ".aws").mkdir()
    (home / ".aws" / "config").write_text(configuration)
    own = {"HOME": str(home), "PATH": os.defpath, "AWS_EC2_METADATA_DISABLED": "true"}
    with pytest.raises(SsmflowError) as caught:
        Account({**own, **environment}).place()
    return caught.value


@pytest.mark.parametrize(
    ("environment", "configuration", "message"),
    [
        (
            KEYS,
            "",
            "no AWS Region is set. Set one: AWS_REGION=eu-central-1, or a region in your AWS"
            " profile.",
        ),
        (
            {**KEYS, "AWS_REGION": "nope region"},
            "",
            "there is no such AWS Region: Provided region_name 'nope region' doesn't match a"
            " supported format. Set one: AWS_REGION=eu-central-1, or a region in your AWS"
            " profile.",
        ),
        (
            REGION,
            "",
            "there are no AWS credentials to work with. Give some: aws configure sso, AWS_PROFILE,"
            " or AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY; or work on the local AWS with"
            " --sandbox.",
        ),
        (
            {**REGION, "AWS_PROFILE": "nosuch"},
            "",
            "the AWS configuration cannot be used: The config profile (nosuch) could not be found."
            f" {MEND}",
        ),
        (
            REGION,
            "[default]\ncredential_process = nosuch\n",
            "the AWS configuration cannot be used: credential_process nosuch: it cannot be run: No"
            f" such file or directory. {MEND}",
        ),
        (
            REGION,
            '[default]\ncredential_process = "echo\n',
            'the AWS configuration cannot be used: credential_process "echo: No closing quotation.'
            f" {MEND}",
        ),
        (
            REGION,
            "[default]\nrole_arn = arn:aws:iam::1:role/x\nweb_identity_token_file = /nowhere\n",
            "the AWS configuration cannot be used: [Errno 2] No such file or directory: '/nowhere'."
            f" {MEND}",
        ),
        (
            REGION,
            "[default]\nsso_session = x\nsso_account_id = 1\nsso_role_name = x\n"
            "[sso-session x]\nsso_region = eu-central-1\nsso_start_url = https://x/start\n",
            "AWS does not take the credentials: Error loading SSO Token: Token for x does not"
            f" exist. {SIGN_IN}",
        ),
    ],
    ids=[
        "no Region",
        "no such Region",
        "no credentials",
        "no such profile",
        "no credential process",
        "a broken credential process",
        "no web identity",
        "not signed in",
    ],
)
def test_what_is_missing_is_told(
    tmp_path: Path, environment: Mapping[str, str], configuration: str, message: str
) -> None:
    error = refused(tmp_path, environment, configuration)

    assert isinstance(error, CredentialsNotFoundError)
    assert str(error) == message


def test_an_aws_that_cannot_be_reached_is_told(tmp_path: Path) -> None:
    nowhere = {"AWS_ENDPOINT_URL": "http://127.0.0.1:1", "AWS_MAX_ATTEMPTS": "1"}

    error = refused(tmp_path, {**REGION, **KEYS, **nowhere})

    assert isinstance(error, AccountError)
    assert str(error) == (
        "AWS cannot be asked what is there: Could not connect to the endpoint URL:"
        ' "http://127.0.0.1:1/". Check the network and the Region, and run the same command again.'
    )


class Aws(BaseHTTPRequestHandler):
    """Answers every call with a refusal, or hangs up."""

    refusal: ClassVar[str] = ""

    def do_POST(self) -> None:
        if self.refusal:
            is_json = "X-Amz-Target" in self.headers
            error = f"<Error><Code>{self.refusal}</Code><Message>No.</Message></Error>"
            body = json.dumps({"__type": self.refusal, "message": "No."}) if is_json else error
            content = body if is_json else f"<ErrorResponse>{error}</ErrorResponse>"
            self.send_response(400)
            self.send_header("Content-Length", str(len(content)))
            self.end_headers()
            self.wfile.write(content.encode())

    def log_message(self, format: str, *arguments: object) -> None:
        pass


@pytest.fixture
def endpoint() -> Iterator[str]:
    with ThreadingHTTPServer(("127.0.0.1", 0), Aws) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        yield f"http://127.0.0.1:{server.server_address[1]}"
        server.shutdown()
        thread.join()


IDENTITY = "An error occurred ({code}) when calling the GetCallerIdentity operation{more}: No"
RULES = "An error occurred ({code}) when calling the DescribeConfigRules operation{more}: No"
CHECK = "Check the network and the Region, and run the same command again."


@pytest.mark.parametrize(
    ("code", "ask", "kind", "message"),
    [
        (
            "ExpiredToken",
            Account.place,
            CredentialsNotFoundError,
            f"AWS does not take the credentials: {IDENTITY}. {SIGN_IN}",
        ),
        (
            "Throttling",
            Account.place,
            AccountError,
            f"AWS cannot be asked what is there: {IDENTITY}. {CHECK}",
        ),
        (
            "AccessDenied",
            Account.place,
            AccountError,
            f"AWS cannot be asked what is there: {IDENTITY}. {CHECK}",
        ),
        (
            "AccessDeniedException",
            lambda account: account.existing({"aws_config_config_rule": ["a"]}),
            AccountError,
            f"AWS cannot be asked what is there: {RULES}. Before it creates anything, ssmflow looks"
            " whether the name is free: that takes the permission config:DescribeConfigRules.",
        ),
        (
            "",
            Account.place,
            AccountError,
            "AWS cannot be asked what is there: Connection was closed before we received a valid"
            f' response from endpoint URL: "{{endpoint}}/". {CHECK}',
        ),
    ],
)
def test_what_aws_refuses_is_told(
    endpoint: str,
    monkeypatch: pytest.MonkeyPatch,
    code: str,
    ask: Callable[[Account], object],
    kind: type[SsmflowError],
    message: str,
) -> None:
    monkeypatch.setattr(Aws, "refusal", code)
    own = {"AWS_ENDPOINT_URL": endpoint, "AWS_MAX_ATTEMPTS": "1", "HOME": "/nowhere"}

    with pytest.raises(kind) as caught:
        ask(Account({**REGION, **KEYS, **own}))

    more = " (reached max retries: 0)"
    assert str(caught.value) == message.format(code=code, endpoint=endpoint, more=more)


def test_the_process_keeps_its_own_environment(tmp_path: Path) -> None:
    before = dict(os.environ)

    refused(tmp_path, REGION)

    assert dict(os.environ) == before


def test_a_place_is_told_in_words() -> None:
    assert str(Place("123456789012", "eu-central-1")) == "account 123456789012, eu-central-1"
